namespace Weir.Nn;

/// <summary>
/// A module whose parameters have other names in PyTorch than the usual <c>weight</c>, <c>bias</c> and those of running statistics: files
/// of weights are read and written by them.
/// </summary>
public interface IForeignNames
{
    /// <summary>
    /// Names of parameters below this module, as <c>projection.weight</c>, each with that of PyTorch. One that has several there is their
    /// sum: it is written under the first, and zeros under the others.
    /// </summary>
    IReadOnlyList<(string Own, string There)> ForeignNames { get; }
}
