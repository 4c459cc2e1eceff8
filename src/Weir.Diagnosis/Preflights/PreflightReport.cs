using Weir.Flow;
using Weir.Nn;
using Weir.Training;

namespace Weir.Diagnosis;

/// <summary>What is known of a network before its first step.</summary>
public sealed record PreflightReport
{
    /// <summary>The layers with their shapes, parameters and work.</summary>
    public required Summary Summary { get; init; }

    /// <summary>Facts on set-up, data and network.</summary>
    public required RunFacts Facts { get; init; }

    /// <summary>The flow in the untrained network: a sample for each draw of its first weights, the recipe's own first.</summary>
    public required Trace Draws { get; init; }

    /// <summary>All that is said.</summary>
    public required Verdict Verdict { get; init; }

    /// <summary>What was found, ranked: each cause followed by its consequences.</summary>
    public IReadOnlyList<Finding> Findings => Verdict.Findings;

    /// <summary>What a few steps do to the loss; null where it was not tried.</summary>
    public TrialFacts? Trial { get; init; }

    /// <summary>How well a few samples were learnt by heart; null where it was not tried.</summary>
    public OverfitResult? Overfit { get; init; }

    /// <summary>The range test that an advice on the rate rests on; null where none was made.</summary>
    internal RateRangeResult? Rates { get; init; }
}

/// <summary>
/// Whether a network can learn a few samples by heart: one that cannot has a problem of optimisation, one that can and does not train has
/// one of data.
/// </summary>
/// <param name="Samples">How many samples.</param>
/// <param name="Steps">Steps made.</param>
/// <param name="First">Their loss before.</param>
/// <param name="Last">Their loss after.</param>
/// <param name="Trivial">The loss of the best constant prediction for them.</param>
public sealed record OverfitResult(int Samples, int Steps, double First, double Last, double Trivial)
{
    /// <summary>Whether nine tenths of the loss of guessing are gone.</summary>
    public bool Succeeded => Last < 0.1 * Trivial;
}
