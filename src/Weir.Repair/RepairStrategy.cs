namespace Weir.Repair;

/// <summary>
/// What chooses the trials of a repair. All have the same remedies, budget, rounds, pruning and proof. Beside the order, <see cref="Weir"/>
/// alone leaves out what a measurement refutes, tries what mends several causes at once, pairs changes by their causes, and tests the rates
/// of a pair.
/// </summary>
public enum RepairStrategy
{
    /// <summary>By what was found: hypotheses ranked by findings, refuted by measurements.</summary>
    Weir,

    /// <summary>By chance: the baseline that repair tools are measured against (arXiv 2301.11568).</summary>
    Random,

    /// <summary>By a fixed order for each symptom of the trace, as AutoTrainer has it (Zhang et al., ICSE 2021).</summary>
    Fixed,
}
