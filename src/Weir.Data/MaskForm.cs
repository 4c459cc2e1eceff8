using System.Text.Json.Serialization;

namespace Weir.Data;

/// <summary>What the values in the files of masks mean.</summary>
/// <param name="Values">
/// The value of each class, in the order of the classes: a number as <c>7</c>, which is a place in a palette or a grey level, or a colour
/// as <c>#ff8000</c>.
/// </param>
public sealed record MaskForm(IReadOnlyList<string> Values)
{
    /// <summary>The values that count for nothing. Default: none.</summary>
    public IReadOnlyList<string> Ignored
    {
        // A text in JSON that leaves them out gives null.
        get => field ?? [];
        init;
    }

    /// <summary>The values as such.</summary>
    [JsonIgnore]
    internal IEnumerable<MaskValue> Codes => Values.Select(value => MaskValue.Parse(value) ?? throw NoValue(value));

    /// <summary>The form of masks that come from no file: the number of each class.</summary>
    /// <param name="classes">How many classes there are.</param>
    internal static MaskForm Numbered(int classes) =>
        new([.. Enumerable.Range(0, classes).Select(number => new MaskValue(number).ToString())]);

    /// <summary>
    /// What pixels get of which nothing is said: a value that counts for nothing, else the greatest number up to 255 that no class has.
    /// </summary>
    internal MaskValue Nothing => Ignored.Count > 0 ? MaskValue.Parse(Ignored[0]) ?? throw NoValue(Ignored[0])
        : Enumerable.Range(0, ushort.MaxValue).Select(number => new MaskValue(number <= 255 ? 255 - number : number))
            .First(value => !Codes.Contains(value));

    /// <summary>What no run can have written; null where all is well.</summary>
    /// <param name="classes">How many classes there are.</param>
    internal string? Wrong(int classes) =>
        Values.Count != classes ? $"there are {Values.Count} values of masks for {classes} classes"
        : Values.Concat(Ignored).FirstOrDefault(value => MaskValue.Parse(value) is null) is { } wrong ? NoValue(wrong).Message
        : Values.Concat(Ignored).Select(value => MaskValue.Parse(value)).Distinct().Count() < Values.Count + Ignored.Count
            ? "a value of masks stands for two classes" : null;

    /// <summary>The class of each value, <see cref="ClassTargets.Ignored"/> for those that count for nothing.</summary>
    internal Dictionary<MaskValue, int> Labels()
    {
        Dictionary<MaskValue, int> labels = [];
        foreach (MaskValue value in Codes)
            labels[value] = labels.Count;
        foreach (string value in Ignored)
            labels[MaskValue.Parse(value) ?? throw NoValue(value)] = ClassTargets.Ignored;
        return labels;
    }

    internal static DataException NoValue(string value) => new($"'{value}' is no value of a mask; a number from 0 to 65535, as 7, or a "
        + "colour, as '#ff8000', is expected");
}
