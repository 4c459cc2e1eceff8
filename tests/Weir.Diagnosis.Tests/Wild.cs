using Weir.Flow;
using Weir.Tensors;
using Weir.Training;

namespace Weir.Diagnosis.Tests;

/// <summary>
/// Dossiers drawn by chance, with whatever another program, an overflow or a torn file can bring about: missing parts, NaN, infinities,
/// nothing at all.
/// </summary>
internal sealed class Wild(long seed)
{
    private static readonly double[] s_numbers = [0, 1, -1, 0.5, 0.96, 2.302, 1e-30, 1e-8, 1e30, -1e30, double.Epsilon, double.MaxValue,
        double.NaN, double.PositiveInfinity, double.NegativeInfinity];
    private static readonly string[] s_kinds =
        ["linear", "linear+relu", "linear+tanh", "conv+sigmoid", "batch-norm", "softmax", "embedding", "flatten", "relu", "", "+"];
    private static readonly string[] s_paths = ["1", "2.branch.1", "3", "", "branch"];
    private static readonly string[] s_losses = ["cross-entropy", "sigmoid-cross-entropy", "mean-squared-error", "huber", ""];
    private readonly RandomStream _random = RandomStream.For(seed, "wild");

    /// <summary>A trace and all that goes with it.</summary>
    public (Trace Trace, EpochMetrics[] Epochs, RunFacts? Facts, EndFacts? End, FlowSample[] Draws) Run()
    {
        int layers = _random.NextInteger(6);
        TraceHeader header = new(
            [.. Many(layers, i => new TraceLayer(One(s_paths), One(s_kinds), Count(20), Chance()))],
            [.. Many(_random.NextInteger(7), i => new TraceParameter($"{i}", Chance() ? "weight" : One(["bias", ""]),
                [.. Many(_random.NextInteger(3), _ => Count(9))], _random.NextInteger(layers + 1) - 1))],
            Count(64));
        long step = 0;
        FlowSample[] samples = [.. Many(_random.NextInteger(70), _ => Sample(header, step += 1 + _random.NextInteger(4)))];
        EpochMetrics[] epochs = [.. Many(_random.NextInteger(8), i => new EpochMetrics
        {
            Epoch = i + 1,
            Step = 20 * (i + 1),
            TrainingLoss = Number(),
            TrainingAccuracy = Maybe(),
            ValidationLoss = Maybe(),
            ValidationAccuracy = Maybe(),
            ValidationR2 = Maybe(),
            Seconds = 1,
        })];
        return (
            new Trace(header, samples),
            epochs,
            Chance() ? null : new RunFacts(Chance() ? null : Setup(), Chance() ? null : Data(), Chance() ? null : Network(layers)),
            Chance() ? null : new EndFacts(Chance(), step),
            [.. Many(Chance() ? 0 : _random.NextInteger(6), _ => Sample(header, 1))]);
    }

    private FlowSample Sample(TraceHeader header, long step) => new()
    {
        Step = step,
        Loss = Number(),
        Rate = Number(),
        GradientNorm = Number(),
        ClippedNorm = Number(),
        Attenuation = Maybe(),
        NoiseScale = Maybe(),
        Layers = [.. header.Layers.Select(_ => new LayerFlow
        {
            ActivationRms = Number(),
            ActivationMean = Number(),
            ActivationStd = Number(),
            ActivationMax = Number(),
            ActivationZero = Number(),
            ActivationSaturated = Maybe(),
            UnitsDead = Chance() ? null : _random.NextInteger(20),
            DeltaRms = Maybe(),
        })],
        Parameters = [.. header.Parameters.Select(_ => new ParameterFlow { WeightNorm = Number(), GradientNorm = Number(),
            GradientZero = Number(), UpdateRatio = Maybe(), GradientCosine = Maybe() })],
    };

    private SetupFacts Setup() => new()
    {
        Optimizer = One(["sgd", "adam", ""]),
        Adaptive = Chance(),
        Rate = Number(),
        RateSum = Number(),
        Momentum = Number(),
        Epsilon = Maybe(),
        WeightDecay = Number(),
        DecoupledDecay = Chance(),
        ClipNorm = Maybe(),
        Loss = One(s_losses),
        Classification = Chance(),
        Outputs = _random.NextInteger(4),
        Batch = _random.NextInteger(64),
        TotalSteps = _random.NextInteger(300),
        StepsPerEpoch = _random.NextInteger(20),
    };

    private DataFacts Data() => new()
    {
        Samples = _random.NextInteger(3),
        ValidationSamples = _random.NextInteger(3),
        Features = _random.NextInteger(3),
        InputMean = Number(),
        InputRms = Number(),
        InputDeviation = Number(),
        TypicalDeviation = Number(),
        LargestDeviation = Number(),
        ConstantFeatures = _random.NextInteger(2),
        NonFiniteInputs = _random.NextInteger(2),
        NonFiniteTargets = _random.NextInteger(2),
        FirstNonFinite = Chance() ? null : (1, 2),
        Duplicates = _random.NextInteger(2),
        Overlap = _random.NextInteger(2),
        MajorityShare = Maybe(),
        EmptyClasses = _random.NextInteger(2),
        Target = Chance() ? null : (Number(), Number(), Number(), Number()),
        TrivialLoss = Maybe(),
        NeighbourScore = Maybe(),
    };

    private NetworkFacts Network(int layers) => new()
    {
        Steps = [.. Many(_random.NextInteger(4), _ => One(s_kinds))],
        Dropout = [.. Many(_random.NextInteger(3), _ => Number())],
        BatchNorm = Chance(),
        SymmetricLayers = [.. Enumerable.Range(0, layers).Where(_ => Chance())],
        NarrowestRectifier = Chance() ? null : 3,
        BornDead = Maybe(),
        OutputFunction = Chance() ? null : One(["softmax", "sigmoid", "tanh", "relu", "gelu"]),
    };

    private bool Chance() => _random.NextInteger(2) == 0;

    private double Number() => Chance() ? s_numbers[_random.NextInteger(s_numbers.Length)] : Math.Pow(10, _random.NextInteger(8) - 5);

    private double? Maybe() => _random.NextInteger(3) == 0 ? null : Number();

    private int Count(int most) => 1 + _random.NextInteger(most);

    private string One(string[] words) => words[_random.NextInteger(words.Length)];

    private static IEnumerable<T> Many<T>(int count, Func<int, T> make) => Enumerable.Range(0, count).Select(make);
}
