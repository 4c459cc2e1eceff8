namespace Weir.Diagnosis;

/// <summary>How a run ended.</summary>
/// <param name="NonFinite">Whether the loss was no longer a finite number.</param>
/// <param name="Steps">Steps made.</param>
public sealed record EndFacts(bool NonFinite, long Steps)
{
    /// <summary>
    /// Whether the network was given back the weights of its best epoch, so that its best counts and not its last. Default false.
    /// </summary>
    public bool Restored { get; init; }
}
