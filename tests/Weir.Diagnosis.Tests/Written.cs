using Weir.Flow;
using Weir.Training;

namespace Weir.Diagnosis.Tests;

/// <summary>Dossiers written by hand: a healthy run of a network of dense layers, to which a test does what it is about.</summary>
internal sealed class Written
{
    private readonly List<FlowSample> _samples = [], _draws = [];

    public Written(params string[] kinds)
    {
        kinds = kinds.Length == 0 ? ["linear+relu", "linear+relu", "linear+relu", "linear"] : kinds;
        // In the branch of a residual block.
        bool[] branches = [.. kinds.Select(kind => kind.StartsWith("branch/", StringComparison.Ordinal))];
        kinds = [.. kinds.Select(kind => kind.Split('/')[^1])];
        Header = new TraceHeader(
            [.. kinds.Select((kind, i) => new TraceLayer(branches[i] ? $"{i + 1}.branch.1" : $"{i + 1}", kind, 10,
                kind.StartsWith("linear", StringComparison.Ordinal)))],
            [.. kinds.Select((kind, i) => (kind, i)).Where(entry => entry.kind.StartsWith("linear", StringComparison.Ordinal))
                .Select(entry => new TraceParameter($"{entry.i + 1}.weight", "weight", [10, 10], entry.i))],
            32);
        Network = new NetworkFacts
        {
            Steps = [.. kinds.SelectMany(kind => kind.Split('+'))],
            IsLinear = kinds.All(kind => kind is "linear" or "dropout")
        };
    }

    public TraceHeader Header { get; set; }

    public SetupFacts Setup { get; set; } = new()
    {
        Optimizer = "sgd",
        Adaptive = false,
        Rate = 0.1,
        RateSum = 100,
        Loss = "cross-entropy",
        Classification = true,
        Outputs = 10,
        Batch = 32,
        TotalSteps = 1000,
        StepsPerEpoch = 100,
    };

    public DataFacts Data { get; set; } = new()
    {
        Samples = 3200,
        Features = 20,
        InputDeviation = 1,
        InputRms = 1,
        TypicalDeviation = 1,
        LargestDeviation = 1.2,
        MajorityShare = 0.1,
        TrivialLoss = Math.Log(10),
        NeighbourScore = 30
    };

    public NetworkFacts Network { get; set; }

    public TrialFacts? Trial { get; set; }

    public List<EpochMetrics> Epochs { get; } = [];

    public EndFacts? End { get; set; }

    /// <summary>Whether nothing is known but the trace, as of another program's run.</summary>
    public bool IsBare { get; set; }

    /// <summary>The step that the samples have come to.</summary>
    public long Step => _samples.Count == 0 ? 0 : _samples[^1].Step;

    /// <summary>Adds sampled steps up to one, with a loss by step and whatever else a test wants.</summary>
    public Written Run(int samples, Func<long, double>? loss = null, Func<FlowSample, FlowSample>? change = null, long every = 1)
    {
        for (int i = 0; i < samples; i++)
        {
            long step = _samples.Count == 0 ? 1 : _samples[^1].Step + every;
            FlowSample sample = Sample(step, loss?.Invoke(step) ?? 2.3 / (1 + (0.05 * step)));
            _samples.Add(change?.Invoke(sample) ?? sample);
        }

        return this;
    }

    /// <summary>Adds draws of the untrained network.</summary>
    public Written Draw(int draws, Func<FlowSample, FlowSample>? change = null)
    {
        for (int i = 0; i < draws; i++)
            _draws.Add(change?.Invoke(Sample(1, 2.4)) ?? Sample(1, 2.4));
        return this;
    }

    public Written Epoch(double training, double? validation = null, double? accuracy = null, double? trainingAccuracy = null,
        double? fit = null)
    {
        Epochs.Add(new EpochMetrics
        {
            Epoch = Epochs.Count + 1,
            Step = 100 * (Epochs.Count + 1),
            TrainingLoss = training,
            TrainingAccuracy = trainingAccuracy,
            ValidationLoss = validation,
            ValidationAccuracy = accuracy,
            ValidationR2 = fit,
            Seconds = 1
        });
        return this;
    }

    public Dossier Dossier() => new()
    {
        Header = Header,
        Samples = _samples,
        Draws = _draws,
        Trial = Trial,
        Epochs = Epochs,
        Setup = IsBare
        ? null : Setup,
        Data = IsBare ? null : Data,
        Network = IsBare ? null : Network,
        End = End
    };

    /// <summary>What the rule of a name says.</summary>
    public Finding? Says(string rule) =>
        RuleList.Find(rule)!.Judge(Dossier(), new Limits(RuleList.Find(rule)!.Diagnostic, new Dictionary<string, double>()));

    /// <summary>The names of all diagnostics that are found at warning level or above.</summary>
    public string[] Alarms() => [.. RuleList.All.Select(rule => rule.Judge(Dossier(),
        new Limits(rule.Diagnostic, new Dictionary<string, double>()))).Where(finding => finding?.Severity >= Severity.Warning)
        .Select(finding => finding!.Diagnostic.Name)];

    /// <summary>All layers changed in all samples.</summary>
    public static Func<FlowSample, FlowSample> EachLayer(Func<LayerFlow, int, LayerFlow> change) => sample => Layers(sample, change);

    /// <summary>All parameters changed in all samples.</summary>
    public static Func<FlowSample, FlowSample> EachParameter(Func<ParameterFlow, int, ParameterFlow> change) => sample =>
        Parameters(sample, change);

    /// <summary>All weights moved by one share of their size.</summary>
    public static Func<FlowSample, FlowSample> Moved(double ratio) => EachParameter((flow, _) => flow with { UpdateRatio = ratio });

    /// <summary>A sample with other layers.</summary>
    public static FlowSample Layers(FlowSample sample, Func<LayerFlow, int, LayerFlow> change) =>
        sample with { Layers = [.. sample.Layers.Select(change)] };

    /// <summary>A sample with other parameters.</summary>
    public static FlowSample Parameters(FlowSample sample, Func<ParameterFlow, int, ParameterFlow> change) =>
        sample with { Parameters = [.. sample.Parameters.Select(change)] };

    private FlowSample Sample(long step, double loss) => new()
    {
        Step = step,
        Loss = loss,
        Rate = 0.1,
        GradientNorm = 1,
        ClippedNorm = 1,
        Attenuation = 0,
        Layers = [.. Header.Layers.Select(layer => new LayerFlow
        {
            ActivationRms = 1,
            ActivationMean = 0.5,
            ActivationStd = 0.8,
            ActivationMax = 3,
            ActivationZero = layer.Kind.Contains("relu", StringComparison.Ordinal) ? 0.5 : 0,
            ActivationSaturated = layer.Kind.Contains('+', StringComparison.Ordinal) ? 0.05 : null,
            UnitsDead = 0,
            DeltaRms = 1e-2,
        })],
        Parameters = [.. Header.Parameters.Select(_ =>
            new ParameterFlow { WeightNorm = 5, GradientNorm = 0.5, GradientZero = 0, UpdateRatio = 0.01, GradientCosine = 0.3 })],
    };
}
