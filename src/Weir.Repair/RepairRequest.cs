using Weir.Training;

namespace Weir.Repair;

/// <summary>A recipe that is to be repaired.</summary>
/// <param name="Recipe">The recipe.</param>
/// <param name="Text">Its text, in which changes are written; null for a recipe that was made in code.</param>
/// <param name="Run">
/// The directory of a run of it. Where that had the same data, seed and budget, it stands for a training of the recipe as it is, which is
/// then not made again; else it is told why not. Default null: none.
/// </param>
public sealed record RepairRequest(Recipe Recipe, string? Text = null, string? Run = null);
