namespace Weir.Diagnosis;

/// <summary>
/// The rules, causes before consequences: findings of the same gravity are ranked in this order. A new one is a file in this folder and a
/// line here.
/// </summary>
public static class RuleList
{
    /// <summary>All rules.</summary>
    public static IReadOnlyList<Rule> All { get; } =
    [
        new NonFiniteInput(),
        new ConstantTarget(),
        new BatchOfOne(),
        new EvaluationMode(),
        new WrongSign(),
        new KeptGradients(),
        new UnheldWeights(),
        new UnscaledInput(),
        new SymmetricInit(),
        new OverRegularised(),
        new OverClipped(),
        new Saturation(),
        new ExplodingGradient(),
        new DyingRelu(),
        new BadOutputActivation(),
        new VanishingGradient(),
        new ShortSchedule(),
        new LongMomentum(),
        new UnitsDied(),
        new RateTooHigh(),
        new RateTooLow(),
        new MisalignedLabels(),
        new MissingNonlinearity(),
        new LossMisfit(),
        new GradientGrowth(),
        new Oscillation(),
        new UnitsSaturated(),
        new BatchNormGap(),
        new AverageGap(),
        new Overfitting(),
        new AdamEpsilon(),
        new NoGradient(),
        new NonFinite(),
        new Plateau(),
        new ZigZag(),
        new UpdateSpike(),
        new InitialLoss(),
        new DataQuality(),
    ];

    /// <summary>The diagnostic of a code or name; null where there is none.</summary>
    /// <param name="codeOrName">As in <c>WEIR101</c> or <c>vanishing-gradient</c>, in any case.</param>
    public static Rule? Find(string codeOrName) => All.FirstOrDefault(rule => rule.Diagnostic.Is(codeOrName));
}
