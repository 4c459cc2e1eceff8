using Weir.Cli.Rendering;
using Weir.Studies;

namespace Weir.Cli.Live;

/// <summary>A study in plain lines: one for each run that has ended.</summary>
/// <param name="tell">Writes a line.</param>
internal sealed class StudyLines(Action<string> tell) : IStudyObserver
{
    /// <inheritdoc/>
    public void OnStart(StudyProgress progress)
    {
        Study study = progress.Results.Study;
        string there = progress.Done > 0 ? $" · {Numbers.Of(progress.Done, "run")} are there already" : "";
        tell($"{study.Name} · {Numbers.Of(progress.Results.Cells.Count, "cell")} · {Numbers.Of(study.Seeds.Count, "seed")}{there}");
        foreach (string remark in progress.Results.Remarks)
            tell($"data: {remark}");
    }

    /// <inheritdoc/>
    public void OnProgress(StudyProgress progress)
    {
    }

    /// <inheritdoc/>
    public void OnRun(PlannedRun run, RunYield result, StudyProgress progress)
    {
        string what = result.Diverged ? $"non-finite at step {Numbers.Count(result.DivergedAt)}"
            : string.Join(" · ", progress.Results.Study.Measures.Take(3).Select(name => MeasureList.Find(name)).OfType<Measure>()
                .Select(measure => $"{measure.Title} {MeasureText.Of(measure, result[measure.Name])}"));
        tell($"{progress.Done}/{progress.Total}  {run.Name}  "
            + $"{what}{(progress.Left is { } left && progress.Done < progress.Total ? $"  {Numbers.Clock(left)} left" : "")}");
    }
}
