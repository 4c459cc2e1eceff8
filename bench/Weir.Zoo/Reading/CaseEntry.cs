namespace Weir.Zoo;

/// <summary>An entry of a case file: a case, or why it is none.</summary>
/// <param name="Id">The case's name, or its place in the file where it has none.</param>
/// <param name="Case">The case; null when it cannot be read.</param>
/// <param name="Error">What is wrong with it; null when it can be read.</param>
internal sealed record CaseEntry(string Id, ZooCase? Case, string? Error);
