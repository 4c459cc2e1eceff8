namespace Weir.Studies;

/// <summary>How the runs on one side of a difference ended.</summary>
/// <param name="Diverged">Those that diverged, if the measure says nothing of such a run; else 0.</param>
/// <param name="Known">Those that have a value.</param>
/// <param name="Count">All that have ended.</param>
public readonly record struct EndedRuns(int Diverged, int Known, int Count);
