using Weir.Training;

namespace Weir.Repair;

/// <summary>What a search of a policy hands back.</summary>
/// <param name="Report">What it has come to, with all that it rests on.</param>
/// <param name="Recipe">The recipe with the policy; as it is where none was better.</param>
/// <param name="Text">Its text: what was not changed as it was written.</param>
/// <param name="Folder">The search's folder, with <c>policy.json</c>, <c>augmented.yaml</c> and the runs of all branches.</param>
public sealed record PolicyResult(PolicyReport Report, Recipe Recipe, string Text, string Folder);
