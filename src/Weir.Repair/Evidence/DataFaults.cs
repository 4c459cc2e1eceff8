using Weir.Data;
using Weir.Diagnosis;

namespace Weir.Repair;

/// <summary>Looks for faults of the data.</summary>
internal static class DataFaults
{
    private const int MostTold = 10;

    /// <summary>Findings that are about the data, and that no remedy may claim to have mended.</summary>
    private static readonly string[] s_names = ["non-finite-input", "constant-target", "misaligned-labels"];

    /// <summary>What is seen before any training.</summary>
    public static IReadOnlyList<DataFault> Before(IReadOnlyList<Finding> findings, DataSplit data, DataFacts? facts)
    {
        List<DataFault> faults = [];
        if (Raised(findings, "non-finite-input") is { } nonFinite)
            faults.Add(NonFinite(nonFinite, data.Training));
        if (Raised(findings, "constant-target") is { } constant)
            faults.Add(new DataFault(constant.Diagnostic.Name, constant.Message, [], ["target"]));
        if (facts is { Features: > 0 } && facts.ConstantFeatures == facts.Features)
            faults.Add(new DataFault("constant-input", "every feature is the same in all samples: there is nothing to tell them apart by",
                [], Names(data.Training)));
        if (data.Training.Targets is ValueTargets values && WereDivided(values) is { } by)
        {
            faults.Add(new DataFault("divided-targets",
                $"the targets are whole numbers divided by {by}: they were scaled like pixels. Scale the inputs alone", [], ["target"]));
        }

        return faults;
    }

    /// <summary>What a run of the recipe has borne out as well.</summary>
    /// <param name="findings">Pre-flight's and the run's.</param>
    /// <param name="skill">The skill that the run came to.</param>
    public static IReadOnlyList<DataFault> After(IReadOnlyList<Finding> findings, double skill) =>
        skill < 0.1 && Raised(findings, "misaligned-labels") is { } misaligned
            ? [new DataFault(misaligned.Diagnostic.Name, misaligned.Message, [], ["target"])] : [];

    /// <summary>Whether a diagnostic is about the data alone.</summary>
    public static bool IsOne(string name) => s_names.Contains(name);

    private static Finding? Raised(IReadOnlyList<Finding> findings, string name) =>
        findings.FirstOrDefault(finding => finding.Diagnostic.Name == name && finding.Severity >= Severity.Warning);

    private static DataFault NonFinite(Finding finding, Dataset part)
    {
        List<int> rows = [];
        SortedSet<int> columns = [];
        for (int i = 0; i < part.Count; i++)
        {
            ReadOnlySpan<float> sample = part.Sample(i);
            bool bad = false;
            for (int j = 0; j < sample.Length; j++)
            {
                if (float.IsFinite(sample[j]))
                    continue;
                bad = true;
                columns.Add(j);
            }

            if (bad)
                rows.Add(i + 1);
        }

        string[] names = [.. columns.Take(MostTold).Select(column => part.Columns is { } known ? known[column] : $"{column + 1}")];
        return new DataFault(finding.Diagnostic.Name, $"{rows.Count} training samples hold a number that is not finite",
            [.. rows.Take(MostTold)], names);
    }

    private static string[] Names(Dataset part) =>
        [.. Enumerable.Range(0, Math.Min(MostTold, part.SampleSize)).Select(column => part.Columns is { } known ? known[column]
            : $"{column + 1}")];

    /// <summary>What whole numbers from 0 up were divided by; null where the values are no such numbers.</summary>
    private static int? WereDivided(ValueTargets values)
    {
        float[] different = [.. values.Values.Distinct().Take(MostClasses + 1)];
        if (different.Length is < 3 or > MostClasses || different.Max() > MostClasses / (float)Pixel)
            return null;
        return different.All(value => value >= 0 && Math.Abs((value * Pixel) - Math.Round(value * Pixel)) < 1e-3) ? Pixel : null;
    }

    private const int Pixel = 255, MostClasses = 100;
}
