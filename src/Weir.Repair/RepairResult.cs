using Weir.Training;

namespace Weir.Repair;

/// <summary>What a repair hands back.</summary>
/// <param name="Certificate">What it has come to, with all that it rests on.</param>
/// <param name="Recipe">The recipe: the repaired one, or the original where nothing was changed.</param>
/// <param name="Text">Its text: what was not changed as it was written, and a comment on each change.</param>
/// <param name="Folder">The repair's folder, with <c>repair.json</c>, <c>repaired.yaml</c> and the runs of all branches.</param>
public sealed record RepairResult(Certificate Certificate, Recipe Recipe, string Text, string Folder);
