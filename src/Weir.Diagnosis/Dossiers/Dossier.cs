using Weir.Flow;
using Weir.Nn;
using Weir.Training;

namespace Weir.Diagnosis;

/// <summary>
/// All that rules see of a run: its trace, its metrics, and facts on set-up, data and network. Whatever is unknown is null or empty,
/// and the rules that need it are silent; a trace of another program makes a dossier too.
/// </summary>
public sealed class Dossier
{
    private Learning? _learning;
    private IReadOnlyList<FlowSample>? _initial;
    private Outcome? _outcome;

    /// <summary>Layers and parameters.</summary>
    public required TraceHeader Header { get; init; }

    /// <summary>The sampled steps of the run, in order; empty before it has started.</summary>
    public IReadOnlyList<FlowSample> Samples { get; init; } = [];

    /// <summary>
    /// Samples of the untrained network, one for each draw of its first weights, the run's own first; empty without pre-flight.
    /// </summary>
    public IReadOnlyList<FlowSample> Draws { get; init; } = [];

    /// <summary>The metrics of the epochs so far.</summary>
    public IReadOnlyList<EpochMetrics> Epochs { get; init; } = [];

    /// <summary>How the run is set up; null where it is not known.</summary>
    public SetupFacts? Setup { get; init; }

    /// <summary>The data; null where it is not known.</summary>
    public DataFacts? Data { get; init; }

    /// <summary>The network; null where it is not known.</summary>
    public NetworkFacts? Network { get; init; }

    /// <summary>How the run ended; null while it runs, and before it.</summary>
    public EndFacts? End { get; init; }

    /// <summary>The step that the run has come to; 0 before it.</summary>
    public long Step => Math.Max(Samples.Count > 0 ? Samples[^1].Step : 0, Epochs.Count > 0 ? Epochs[^1].Step : 0);

    /// <summary>Which share of its steps the run has made; 0 where the whole is not known.</summary>
    public double Fraction => Setup is { TotalSteps: > 0 } setup ? Math.Min(1, (double)Step / setup.TotalSteps) : 0;

    /// <summary>The untrained network: the draws of the pre-flight, else the run's first sample.</summary>
    public IReadOnlyList<FlowSample> Initial => _initial ??= Draws.Count > 0 ? Draws : Samples.Count > 0 && Samples[0].Step == 1
        ? [Samples[0]] : [];

    /// <summary>
    /// The untrained network where its samples are many enough to tell how they differ: the deviation across the samples of a small batch
    /// is small, or 0, by chance.
    /// </summary>
    public IReadOnlyList<FlowSample> InitialSignal => Draws.Count > 0 || HasEnoughSamples ? Initial : [];

    /// <summary>Whether a step's batch is large enough for a deviation across its samples to mean something.</summary>
    public bool HasEnoughSamples => Header.Batch >= Limits.LeastBatch || (Header.Batch >= 4 && Header.Batch >= Data?.Samples);

    /// <summary>How far the network has learnt.</summary>
    public Learning Learning => _learning ??= new Learning(this);

    /// <summary>What the run has come to.</summary>
    public Outcome Outcome => _outcome ??= new Outcome(this);

    /// <summary>What the first steps of a trial have done; null without a pre-flight.</summary>
    public TrialFacts? Trial { get; init; }

    /// <summary>
    /// Whether no weight gets any gradient, in the untrained network and in the last samples: nothing times nothing is no matter of rates.
    /// </summary>
    public bool HasNoGradient
    {
        get
        {
            FlowSample[] seen = Samples.Count > 1 ? [.. Samples.TakeLast(5)] : [.. Initial];
            return seen.Length > 0 && Weights.Count > 0 && seen.All(sample => Weights.All(i => sample.Parameters[i].GradientNorm == 0));
        }
    }

    /// <summary>The numbers of the layers that have weights, the one nearest to the input first.</summary>
    public IReadOnlyList<int> Weighted =>
        _weighted ??= [.. Enumerable.Range(0, Header.Layers.Count).Where(i => Header.Layers[i].HasWeights)];

    /// <summary>The numbers of the parameters that are weights of a listed layer.</summary>
    public IReadOnlyList<int> Weights =>
        _weights ??= [.. Enumerable.Range(0, Header.Parameters.Count).Where(i => Header.Parameters[i] is { Kind: "weight", Layer: >= 0 })];

    /// <summary>What the function at the end of the network declares of itself; nothing where there is none.</summary>
    internal LayerTraits OutputTraits => Network?.OutputFunction is not { } function ? LayerTraits.None
        : Activations.TraitsOf([function])
            | (Header.Layers.LastOrDefault(layer => layer.Kind.Split('+').Contains(function))?.Traits ?? LayerTraits.None);

    private int[]? _weighted, _weights;
}
