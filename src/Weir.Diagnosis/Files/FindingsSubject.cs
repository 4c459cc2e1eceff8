using Weir.Flow;

namespace Weir.Diagnosis;

/// <summary>What findings are of.</summary>
/// <param name="Name">The name of the run, recipe or trace.</param>
/// <param name="File">The file to look into: the recipe, or the trace; null where there is none.</param>
/// <param name="Step">The step that the run had come to; 0 before the first.</param>
/// <param name="Header">The layers that findings number.</param>
public sealed record FindingsSubject(string Name, string? File, long Step, TraceHeader Header);
