using Weir.Studies;

namespace Weir.Cli.Live;

/// <summary>Keeps where a study is, for a picture that is drawn on another thread.</summary>
internal sealed class StudyWatch : IStudyObserver
{
    private StudyProgress? _latest;

    /// <summary>Where it is; null before it has begun.</summary>
    public StudyProgress? Latest => Volatile.Read(ref _latest);

    /// <inheritdoc/>
    public void OnStart(StudyProgress progress) => Volatile.Write(ref _latest, progress);

    /// <inheritdoc/>
    public void OnProgress(StudyProgress progress) => Volatile.Write(ref _latest, progress);

    /// <inheritdoc/>
    public void OnRun(PlannedRun run, RunYield result, StudyProgress progress) => Volatile.Write(ref _latest, progress);
}
