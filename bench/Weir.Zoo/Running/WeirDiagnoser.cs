using Weir.Data;
using Weir.Diagnosis;
using Weir.Flow;
using Weir.Training;

namespace Weir.Zoo;

/// <summary>Weir itself.</summary>
/// <param name="threads">Threads of a check.</param>
internal sealed class WeirDiagnoser(int threads) : IDiagnoser
{
    /// <inheritdoc/>
    public IReadOnlyList<FindingRecord> Check(Recipe recipe, DataSplit data)
    {
        PreflightReport report = Preflight.Check(recipe, new PreflightOptions { Data = data, Threads = threads });
        return Records(report.Findings, report.Draws.Header);
    }

    /// <inheritdoc/>
    public IWatch Watch(Trainer trainer, DataSplit data) => new Watcher(trainer);

    private static FindingRecord[] Records(IReadOnlyList<Finding> findings, TraceHeader header) =>
        [.. findings.Select(finding => new FindingRecord(finding.Diagnostic.Code, Name(finding.Severity), finding.Diagnostic.Faults, [.. finding.Layers.Select(layer => header.Layers[layer].Path)], finding.Step))];

    private static string Name(Severity severity) => severity switch
    {
        Severity.Error => "error",
        Severity.Warning => "warning",
        Severity.Information => "info",
        _ => "off",
    };

    private sealed class Watcher(Trainer trainer) : IWatch
    {
        private readonly RunWatch _watch = new(trainer);

        public ITrainingObserver Observer => _watch;

        public IReadOnlyList<FindingRecord> Findings => trainer.Info.Flow is { } header ? Records(_watch.Findings, header) : [];
    }
}
