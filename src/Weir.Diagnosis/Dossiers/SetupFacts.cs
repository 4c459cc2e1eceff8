using Weir.Nn;

namespace Weir.Diagnosis;

/// <summary>How a run is set up, as far as rules want to know.</summary>
public sealed record SetupFacts
{
    /// <summary>The optimizer's name, as in <c>sgd</c>.</summary>
    public required string Optimizer { get; init; }

    /// <summary>Whether steps have a length that does not depend on the gradient's scale (Adam and its kin, Lion, Muon…).</summary>
    public required bool Adaptive { get; init; }

    /// <summary>The largest learning rate of the run.</summary>
    public required double Rate { get; init; }

    /// <summary>The learning rate that is given, which a schedule may never come to; null where it is not known.</summary>
    public double? GivenRate { get; init; }

    /// <summary>The rates of all steps, added up.</summary>
    public required double RateSum { get; init; }

    /// <summary>Momentum of SGD; 0 for others.</summary>
    public double Momentum { get; init; }

    /// <summary>The number that Adam and its kin add to the root of the second moment; null for others.</summary>
    public double? Epsilon { get; init; }

    /// <summary>Weight decay.</summary>
    public double WeightDecay { get; init; }

    /// <summary>Whether it is taken apart from the gradient.</summary>
    public bool DecoupledDecay { get; init; }

    /// <summary>Strength of the penalty on the weights' absolute values (the <c>l1</c> link); 0 without one.</summary>
    public double AbsolutePenalty { get; init; }

    /// <summary>
    /// The share of the steps after which 99 % of all rates that the run will see have been used up; 1 where it is not known.
    /// </summary>
    public double SpentAt { get => field > 0 ? field : 1; init; } = 1;

    /// <summary>Whether the rate begins at less than half of its largest, and rises to it.</summary>
    public bool WarmsUp { get; init; }

    /// <summary>
    /// Whether layers are pre-trained after their first weights are drawn, so that those are not what the run begins with.
    /// </summary>
    public bool Pretrained { get; init; }

    /// <summary>Samples of the last batch of an epoch; 0 where it is not known.</summary>
    public int LastBatch { get; init; }

    /// <summary>The limit of the global gradient norm; null without one.</summary>
    public double? ClipNorm { get; init; }

    /// <summary>
    /// The share that a step keeps of the average of the weights, where evaluations use such an average; null where they use the weights.
    /// </summary>
    public double? AverageDecay { get; init; }

    /// <summary>Whether that share rises from small in the first steps t, as min(decay, (1 + t)/(10 + t)). Default false.</summary>
    public bool AverageWarmsUp { get; init; }

    /// <summary>
    /// What the noise that is added to each entry of the gradient (the <c>noise</c> link) comes to over all steps, the root of the sum of
    /// its variances; 0 without any.
    /// </summary>
    public double GradientNoise { get; init; }

    /// <summary>The share of each target that is spread over all classes (label smoothing); 0 without any.</summary>
    public double Smoothing { get; init; }

    /// <summary>Epochs without a better metric after which the run is ended early; null where it is not.</summary>
    public int? Patience { get; init; }

    /// <summary>Epochs without a better metric that a schedule bears before it lowers the rate; null without such a schedule.</summary>
    public int? RatePatience { get; init; }

    /// <summary>The loss's name, as in <c>cross-entropy</c>.</summary>
    public required string Loss { get; init; }

    /// <summary>
    /// The function that a loss from outside the library applies to outputs itself, as in <c>softmax</c>; null for none. What the library's
    /// losses do is known by their name.
    /// </summary>
    public string? LossApplies { get; init; }

    /// <summary>
    /// Whether a loss from outside the library measures distances between values (<see cref="Nn.Loss.IsOfDistances"/>). Default null.
    /// </summary>
    public bool? LossIsOfDistances { get; init; }

    /// <summary>
    /// The power of the targets' unit that a loss from outside the library is measured in (<see cref="Nn.Loss.Degree"/>). Default null.
    /// </summary>
    public int? LossDegree { get; init; }

    /// <summary>The function that the loss applies to outputs itself; null for none.</summary>
    internal string? Applies => LossApplies ?? Known?.Applies;

    /// <summary>Whether the loss measures distances between values.</summary>
    internal bool IsOfDistances => LossIsOfDistances ?? Known is { IsOfDistances: true };

    /// <summary>The power of the targets' unit that the loss is measured in; null where it has none.</summary>
    internal int? Degree => LossDegree ?? Known?.Degree;

    // What the library's losses do is known by their name.
    private Loss? Known => Losses.All.GetValueOrDefault(Loss)?.Make(null);

    /// <summary>Whether classes are told apart.</summary>
    public required bool Classification { get; init; }

    /// <summary>Classes, or target values.</summary>
    public required int Outputs { get; init; }

    /// <summary>Samples of a step.</summary>
    public required int Batch { get; init; }

    /// <summary>Steps of the run.</summary>
    public required long TotalSteps { get; init; }

    /// <summary>Steps of an epoch.</summary>
    public required int StepsPerEpoch { get; init; }

    /// <summary>
    /// What trains the network where it is not Weir, with its version, as in <c>pytorch 2.11</c>: remedies are put in its words. Null for
    /// Weir itself.
    /// </summary>
    public string? Framework { get; init; }

    /// <summary>
    /// Whether the gradients of a step are still there when those of the next are added; null where nobody has looked.
    /// </summary>
    public bool? KeepsGradients { get; init; }

    /// <summary>The step from which on the network makes its steps in evaluation mode; null where it does not.</summary>
    public long? EvaluationSince { get; init; }

    /// <summary>Momentum makes a lasting gradient count this many times.</summary>
    public double Gathering => 1 / (1 - Math.Min(Momentum, 0.999));
}
