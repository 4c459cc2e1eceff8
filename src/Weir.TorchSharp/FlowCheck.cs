using Weir.Diagnosis;
using Weir.Flow;

namespace Weir.TorchSharp;

/// <summary>What is known of a network before its first step.</summary>
/// <param name="Verdict">All that is said.</param>
/// <param name="Facts">Facts on set-up, data and network.</param>
/// <param name="Batches">The flow in the untrained network, a sample for each batch.</param>
public sealed record FlowCheck(Verdict Verdict, RunFacts Facts, Trace Batches)
{
    /// <summary>What was found: causes first, each followed by its consequences.</summary>
    public IReadOnlyList<Finding> Findings => Verdict.Findings;
}
