namespace Weir.Data;

/// <summary>Makes classes of the values that masks hold.</summary>
internal static class MaskClasses
{
    // More different values than this are those of a photograph.
    private const int Most = 100;

    /// <summary>The names of the classes, and their values.</summary>
    /// <param name="request">Names and values that were given.</param>
    /// <param name="masks">The masks by their files.</param>
    /// <exception cref="DataException">A value without a name, too many values, or a single one.</exception>
    public static (IReadOnlyList<string> Names, MaskForm Form) Of(DataRequest request, IReadOnlyDictionary<string, MaskImage> masks)
    {
        HashSet<MaskValue> ignored = [.. (request.Ignore ?? []).Select(Parsed)];
        SortedDictionary<MaskValue, string> seen = [];
        foreach ((string file, MaskImage mask) in masks)
        {
            foreach (MaskValue value in mask.Values.Distinct())
            {
                if (!ignored.Contains(value))
                    seen.TryAdd(value, file);
            }

            if (request.ClassNames is null && seen.Count > Most)
                throw new DataException($"{file}: up to here masks hold {seen.Count} different values, more than the {Most} that are taken "
                    + "for classes: it may be a photograph, or have been saved with smoothed borders. Save masks as PNG without smoothing, "
                    + "or name the classes with their values in 'class-names'");
        }

        (IReadOnlyList<string> names, IReadOnlyList<MaskValue> values) = request.ClassNames is { } given ? Named(given, seen)
            : ([.. seen.Keys.Select(value => value.ToString())], [.. seen.Keys]);
        if (names.Count < 2)
            throw new DataException(seen.Count == 0 ? "image-masks: the masks hold nothing but values that 'ignore' names"
                : $"image-masks: all masks hold one value, {seen.First().Key}, as {seen.First().Value} does; there must be two classes or "
                    + "more to tell apart");
        foreach (MaskValue value in values.Where(ignored.Contains))
            throw new DataException($"image-masks: the value {value} is in 'class-names' and in 'ignore'; leave it out of one");
        foreach ((MaskValue value, string file) in seen.Where(pair => !values.Contains(pair.Key)))
            throw Unnamed(file, value, values);
        return (names, new MaskForm([.. values.Select(value => value.ToString())])
        {
            Ignored = [.. ignored.Order().Select(value => value.ToString())],
        });
    }

    /// <summary>The classes of a mask's pixels.</summary>
    /// <param name="file">Its file.</param>
    /// <param name="mask">The mask.</param>
    /// <param name="labels">As of <see cref="MaskForm.Labels"/>.</param>
    /// <param name="target">Receives a class for each pixel.</param>
    /// <exception cref="DataException">A value that no class has.</exception>
    public static void Label(string file, MaskImage mask, Dictionary<MaskValue, int> labels, Span<int> target)
    {
        (MaskValue last, int label) = (new MaskValue(-1), 0);
        for (int i = 0; i < mask.Values.Length; i++)
        {
            if (mask.Values[i] != last && !labels.TryGetValue(last = mask.Values[i], out label))
                throw Unnamed(file, last, labels.Where(pair => pair.Value != ClassTargets.Ignored).OrderBy(pair => pair.Value)
                    .Select(pair => pair.Key));
            target[i] = label;
        }
    }

    private static DataException Unnamed(string file, MaskValue value, IEnumerable<MaskValue> known) => new(
        $"{file}: a pixel has the value {value}, which is none of the classes' ({string.Join(", ", known.Take(20))}); name it in "
            + $"'class-names', as '{value}=NAME', or leave such pixels out with 'ignore: [{(value.IsColour ? $"'{value}'" : value)}]'");

    private static (IReadOnlyList<string> Names, IReadOnlyList<MaskValue> Values) Named(IReadOnlyList<string> given,
        SortedDictionary<MaskValue, string> seen)
    {
        if (given.Count < 2)
            throw new DataException($"image-masks: 'class-names' has {given.Count} name; there are two classes or more");
        int equal = given.Count(name => name.Contains('='));
        if (equal != 0 && equal != given.Count)
            throw new DataException("image-masks: some of 'class-names' have a value, as '7=road', and some have none; write one for "
                + "each, or names alone for the values 0, 1, 2 …");
        string[] names = [.. given.Select(name => name[(name.IndexOf('=') + 1)..].Trim())];
        if (names.FirstOrDefault(name => name.Length == 0 || names.Count(other => other == name) > 1) is { } wrong)
            throw new DataException(wrong.Length == 0 ? "image-masks: a name in 'class-names' is empty"
                : $"image-masks: 'class-names' has the name '{wrong}' twice");
        MaskValue[] values = equal > 0 ? [.. given.Select(name => Parsed(name[..name.IndexOf('=')]))]
            : [.. Enumerable.Range(0, names.Length).Select(number => new MaskValue(number))];
        // Black and white, as many programs save masks of two classes.
        if (equal == 0 && names.Length == 2 && seen.Keys.All(value => value.Code is 0 or 255))
            values[1] = new MaskValue(255);
        if (values.GroupBy(value => value).FirstOrDefault(group => group.Count() > 1) is { } twice)
            throw new DataException($"image-masks: 'class-names' gives the value {twice.Key} to two names; each has its own");
        return (names, values);
    }

    private static MaskValue Parsed(string text) => MaskValue.Parse(text) ?? throw new DataException(
        $"image-masks: {MaskForm.NoValue(text.Trim()).Message}");
}
