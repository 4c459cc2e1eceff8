using Weir.Diagnosis;
using Weir.Flow;
using Weir.Training;

namespace Weir.Zoo;

/// <summary>A run that is judged again and again, each time with one threshold moved.</summary>
internal sealed class PerturbedRun
{
    private readonly string _name;
    private readonly Trace _trace;
    private readonly IReadOnlyList<EpochMetrics> _epochs;
    private readonly RunFacts? _facts;
    private readonly EndFacts? _end;
    private readonly string[] _raised;

    private PerturbedRun(string folder)
    {
        DiagnosedRun run = DiagnosedRun.Read(folder, new DiagnosisOptions());
        _name = Path.GetFileName(Path.TrimEndingDirectorySeparator(folder));
        (_trace, _facts) = (run.Trace, run.Facts);
        _epochs = RunDirectory.ReadMetrics(folder);
        _end = run.Record is null or { Status: "running" } ? null : new EndFacts(run.Record.Status == "nonFinite", run.Record.Steps);
        _raised = Raised(run.Findings);
    }

    /// <summary>The runs in a folder and below it that have a trace; one that has not ended is judged as far as it has come.</summary>
    public static IEnumerable<PerturbedRun> Under(string folder) =>
        Directory.EnumerateFiles(folder, "flow.jsonl", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
            .Select(file => new PerturbedRun(Path.GetDirectoryName(file)!));

    /// <summary>What changes in the warnings and errors, the first of them above all; null where nothing does.</summary>
    public string? Change(string threshold, double value)
    {
        DiagnosisOptions options = new() { Thresholds = new Dictionary<string, double> { [threshold] = value } };
        string[] now = Raised(Diagnosis.Diagnosis.Of(_trace, _epochs, _facts, _end, options));
        if (now.ToHashSet().SetEquals(_raised) && now.FirstOrDefault() == _raised.FirstOrDefault())
            return null;
        string[] gone = [.. _raised.Except(now).Select(name => "−" + name)], come = [.. now.Except(_raised).Select(name => "+" + name)];
        string[] order = gone.Length + come.Length == 0 ? [$"first {now[0]}"] : [];
        return $"{_name}: {string.Join(' ', [.. gone, .. come, .. order])}";
    }

    private static string[] Raised(IReadOnlyList<Finding> findings) =>
        [.. findings.Where(finding => finding.Severity >= Severity.Warning).Select(finding => finding.Diagnostic.Name)];
}
