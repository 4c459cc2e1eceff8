namespace Weir.Zoo;

/// <summary>What a repair of a case came to, as a results file holds it.</summary>
internal sealed record RepairRecord
{
    /// <summary><c>repaired</c>, <c>healthy</c>, <c>not-repaired</c> or <c>data-fault</c>.</summary>
    public required string Status { get; init; }

    /// <summary>The changes of the repaired recipe, as <c>activation-relu</c>.</summary>
    public IReadOnlyList<string> Changes { get; init; } = [];

    /// <summary>The zoo's names of the faults that the changes' confirmed causes stand for.</summary>
    public IReadOnlyList<string> Causes { get; init; } = [];

    /// <summary>What it cost, looking and proving included, in trainings as the budget counts them.</summary>
    public required double Cost { get; init; }

    /// <summary>The same in trainings of the case itself: more where they are over in a blink. Null in results of older versions.</summary>
    public double? OwnCost { get; init; }

    /// <summary>The median score on the test set of the recipe as it was, over seeds that the repair has not seen.</summary>
    public double? Before { get; init; }

    /// <summary>The same of what the repair handed back; that of the recipe as it was where nothing was changed.</summary>
    public double? After { get; init; }

    /// <summary>The score of guessing on the test set: the share of the commonest class, or 0 of the variance.</summary>
    public double? Trivial { get; init; }

    /// <summary>The scores of single seeds, before.</summary>
    public IReadOnlyList<double> BeforeSeeds { get; init; } = [];

    /// <summary>The scores of single seeds, after.</summary>
    public IReadOnlyList<double> AfterSeeds { get; init; } = [];

    /// <summary>What chose the trials: <c>weir</c>, <c>random</c> or <c>fixed</c>.</summary>
    public string Strategy { get; init; } = "weir";
}
