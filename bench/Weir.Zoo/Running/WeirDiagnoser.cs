using Weir.Data;
using Weir.Diagnosis;
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
        return FindingRecord.Of(report.Findings, report.Draws.Header);
    }

    /// <inheritdoc/>
    public IWatch Watch(Trainer trainer, DataSplit data) => new Watcher(trainer);

    private sealed class Watcher(Trainer trainer) : IWatch
    {
        private readonly RunWatch _watch = new(trainer);

        public ITrainingObserver Observer => _watch;

        public IReadOnlyList<FindingRecord> Findings => trainer.Info.Flow is { } header ? FindingRecord.Of(_watch.Findings, header) : [];
    }
}
