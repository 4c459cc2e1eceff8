using System.Globalization;
using Weir.Nn;
using Weir.Training;

namespace Weir.Zoo;

/// <summary>The zoo's names of first values: <c>he-normal</c>, <c>normal-0.05</c>, <c>constant--3</c>.</summary>
internal static class CaseInitializers
{
    /// <summary>The initializer of a name; null when there is none of it.</summary>
    /// <param name="name">A name of <see cref="Initializers.All"/>, with a minus and its number behind it where it takes a deviation, a
    /// bound or a value.</param>
    public static Choice? Find(string name)
    {
        if (Initializers.All.ContainsKey(name))
            return Initializers.All[name].Number?.Name is null or "gain" ? new Choice(name) : null;
        foreach (string known in Initializers.All.Keys)
        {
            if (Initializers.All[known].Number?.Name is null or "gain" || !name.StartsWith(known + "-", StringComparison.Ordinal))
                continue;
            bool isNumber = double.TryParse(name.AsSpan(known.Length + 1), NumberStyles.Float, CultureInfo.InvariantCulture,
                out double number) && double.IsFinite(number);
            return isNumber && (known == "constant" || number >= 0) ? new Choice(known, number) : null;
        }

        return null;
    }

    /// <summary>The names that there are, as a message shows them.</summary>
    public static string Names { get; } = string.Join(", ", Initializers.All.Keys.Select(name => Initializers.All[name].Number?.Name switch
    {
        null or "gain" => name,
        { } number => $"{name}-{number.ToUpperInvariant()}",
    }));
}
