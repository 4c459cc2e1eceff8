using Weir.Data;
using Weir.Diagnosis;

namespace Weir.Repair;

/// <summary>Looks for faults of the data.</summary>
internal static class DataFaults
{
    private const int MostTold = 10;

    /// <summary>What is seen before any training.</summary>
    public static IReadOnlyList<DataFault> Before(IReadOnlyList<Finding> findings, DataSplit data, DataFacts? facts)
    {
        List<DataFault> faults = [];
        // What is held out of the training part, and the validation part, are judged by.
        foreach ((Dataset? part, string name) in new[] { (data.Training, "training"), (data.Validation, "validation") })
        {
            if (part is not null && NonFinite(part, name, Target(data)) is { } nonFinite)
                faults.Add(nonFinite);
        }

        if (Raised(findings, "constant-target") is { } constant)
            faults.Add(new DataFault(constant.Diagnostic.Name, constant.Message, [], [Target(data)]));
        if (facts is { Features: > 0 } && facts.ConstantFeatures == facts.Features)
            faults.Add(new DataFault("constant-input", "every feature is the same in all samples: there is nothing to tell them apart by",
                [], Names(data.Training)));
        return faults;
    }

    /// <summary>What a run of the recipe has borne out as well: faults that it cannot have learnt with.</summary>
    /// <param name="findings">Pre-flight's and the run's.</param>
    /// <param name="data">The data.</param>
    /// <param name="skill">The skill that the run came to.</param>
    public static IReadOnlyList<DataFault> After(IReadOnlyList<Finding> findings, DataSplit data, double skill)
    {
        const double Nothing = 0.1;
        List<DataFault> faults = [];
        if (skill >= Nothing)
            return faults;
        if (Raised(findings, "misaligned-labels") is { } misaligned)
            faults.Add(new DataFault(misaligned.Diagnostic.Name, misaligned.Message, [], [Target(data)]));
        if (data.Training.Targets is ValueTargets values && WereDivided(values))
        {
            faults.Add(new DataFault("divided-targets", $"the targets are the numbers of classes divided by {Pixel}: they were scaled like "
                + "pixels. Scale the inputs alone", [], [Target(data)]));
        }

        return faults;
    }

    private static Finding? Raised(IReadOnlyList<Finding> findings, string name) =>
        findings.FirstOrDefault(finding => finding.Diagnostic.Name == name && finding.Severity >= Severity.Warning);

    private static string Target(DataSplit data) => data.Table?.Target ?? "target";

    private static DataFault? NonFinite(Dataset part, string name, string target)
    {
        List<int> rows = [];
        SortedSet<int> columns = [];
        bool ofTargets = false;
        for (int i = 0; i < part.Count; i++)
        {
            ReadOnlySpan<float> sample = part.Sample(i);
            bool bad = false;
            for (int j = 0; j < sample.Length; j++)
            {
                if (float.IsFinite(sample[j]))
                    continue;
                bad = true;
                // A window or sequence has the columns of a row at each of its places.
                columns.Add(part.Columns is { Count: > 0 } of ? j % of.Count : j);
            }

            if (part.Targets is ValueTargets values && IsNonFinite(values, i))
                bad = ofTargets = true;
            if (bad)
                rows.Add(part.Origins is { } origins && origins[i].Line is > 0 and <= int.MaxValue and var line ? (int)line : i + 1);
        }

        if (rows.Count == 0)
            return null;
        string[] names = [.. columns.Take(MostTold).Select(column => part.Columns is { } known ? known[column] : $"{column + 1}")];
        string where = part.Origins is [{ File: { Length: > 0 } file, Line: > 0 }, ..]
            ? $": {TablePlace.Word(file)}s of {Path.GetFileName(file)}" : "";
        string what = rows.Count == 1 ? $"1 {name} sample holds a number" : $"{rows.Count} {name} samples hold a number";
        return new DataFault("non-finite-input", $"{what} that is not finite{where}", [.. rows.Order().Take(MostTold)],
            ofTargets ? [.. names, target] : names);
    }

    // Positions that are not known are no fault.
    private static bool IsNonFinite(ValueTargets values, int sample)
    {
        ReadOnlySpan<float> row = values.Values.AsSpan(sample * values.Width, values.Width);
        return values.Positions == 1 ? row.ContainsAnyExceptInRange(float.MinValue, float.MaxValue)
            : row.ContainsAny(float.PositiveInfinity, float.NegativeInfinity);
    }

    private static string[] Names(Dataset part) =>
        [.. Enumerable.Range(0, Math.Min(MostTold, part.Columns?.Count ?? part.SampleSize)).Select(column => part.Columns is { } known
            ? known[column] : $"{column + 1}")];

    /// <summary>
    /// Whether values are the numbers of classes, 0, 1, 2 … without a gap, divided like pixels. Brightness of 8 bits has gaps, or many more
    /// values.
    /// </summary>
    private static bool WereDivided(ValueTargets values)
    {
        float[] different = [.. values.Values.Distinct().Take(MostClasses + 1).Order()];
        return values.Width == 1 && different.Length is >= 3 and <= MostClasses
            && different.Select((value, number) => Math.Abs((value * Pixel) - number) < 1e-3).All(isNumber => isNumber);
    }

    private const int Pixel = 255, MostClasses = 20;
}
