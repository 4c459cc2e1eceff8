namespace Weir.Studies;

/// <summary>Where a study is.</summary>
/// <param name="Results">What has been yielded so far.</param>
/// <param name="Done">Runs that have ended.</param>
/// <param name="Total">Runs in all, as far as they are known: a search decides as it goes.</param>
/// <param name="Running">The runs that go on in this process, each with the share of its steps that is made.</param>
/// <param name="Elapsed">Time since this process began to work.</param>
/// <param name="Left">Time left at the pace so far; null before there is one.</param>
public sealed record StudyProgress(StudyResults Results, int Done, int Total, IReadOnlyList<(PlannedRun Run, double Share)> Running,
    TimeSpan Elapsed, TimeSpan? Left);
