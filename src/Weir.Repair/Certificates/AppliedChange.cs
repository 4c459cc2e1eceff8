namespace Weir.Repair;

/// <summary>A change of the repaired recipe.</summary>
/// <param name="Remedy">The remedy, as in <c>activation</c>.</param>
/// <param name="Id">The change, as in <c>activation-relu</c>.</param>
/// <param name="Summary">What is changed, in a line.</param>
/// <param name="Why">Why it helps.</param>
/// <param name="Source">Where the remedy comes from.</param>
/// <param name="Cause">The finding that it mends; null where none speaks for it.</param>
public sealed record AppliedChange(string Remedy, string Id, string Summary, string Why, string Source, string? Cause = null);
