namespace Weir.Repair;

/// <summary>How far experiments have borne a hypothesis out.</summary>
public enum HypothesisVerdict
{
    /// <summary>Nothing was tried that would tell.</summary>
    Untested,

    /// <summary>A branch that differs in this alone does no better, or a measurement spoke against it before.</summary>
    Refuted,

    /// <summary>A branch with this change does better than one without it, at the same seed, data order and budget.</summary>
    Confirmed,
}

/// <summary>A hypothesis on what keeps a recipe from training: a cause, and a change that would mend it.</summary>
public sealed record Hypothesis
{
    /// <summary>The diagnostic whose cause it is, as in <c>vanishing-gradient</c>; null where no finding speaks for the change.</summary>
    public string? Cause { get; init; }

    /// <summary>Its code, as in <c>WEIR101</c>.</summary>
    public string? Code { get; init; }

    /// <summary>The change, as in <c>activation-relu</c>.</summary>
    public required string Change { get; init; }

    /// <summary>What is changed, in a line.</summary>
    public required string Summary { get; init; }

    /// <summary>How far it was borne out.</summary>
    public required HypothesisVerdict Verdict { get; init; }

    /// <summary>Why it is refuted or was not tested; null where it is confirmed.</summary>
    public string? Reason { get; init; }

    /// <summary>The measure that it should move, as in <c>attenuation-start</c>.</summary>
    public required string Quantity { get; init; }

    /// <summary>Which way.</summary>
    public required EffectDirection Predicted { get; init; }

    /// <summary>The measure without the change; null where it is not known.</summary>
    public double? QuantityBefore { get; init; }

    /// <summary>The measure with it; null where it was not tried.</summary>
    public double? QuantityAfter { get; init; }

    /// <summary>Whether the measure moved as predicted; null where that is not known.</summary>
    public bool? Moved { get; init; }

    /// <summary>The skill without the change; null where it was not tried.</summary>
    public double? SkillBefore { get; init; }

    /// <summary>The skill with it.</summary>
    public double? SkillAfter { get; init; }

    /// <summary>The share of a training that both had made.</summary>
    public double? Share { get; init; }
}
