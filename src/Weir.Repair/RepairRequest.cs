using Weir.Training;

namespace Weir.Repair;

/// <summary>A recipe that is to be repaired.</summary>
/// <param name="Recipe">The recipe.</param>
/// <param name="Text">Its text, in which changes are written; null for a recipe that was made in code.</param>
public sealed record RepairRequest(Recipe Recipe, string? Text = null);
