namespace Weir.Repair;

/// <summary>A remedy that could not be tried, because it would have to look into a part of a program's network.</summary>
/// <param name="Remedy">The remedy, as in <c>activation</c>.</param>
/// <param name="Reason">Why, in a sentence.</param>
public sealed record UntriedRemedy(string Remedy, string Reason);
