using Weir.Tensors;
using Weir.Tensors.Backends;

namespace Weir.Nn;

/// <summary>Options of <see cref="WeightAverage"/>.</summary>
public sealed record WeightAverageOptions : IDeclaresOptions
{
    /// <summary>The share of the average that a step keeps, in [0, 1). Default 0.999.</summary>
    [Option("The share of the average that a step keeps.", Least = 0, Most = 1, BelowMost = true)]
    public double Decay { get; init; } = 0.999;

    /// <summary>
    /// Whether the share is at most (1 + t)/(10 + t) at step t, so that the first weights are soon forgotten. Default true.
    /// </summary>
    [Option("Whether the share rises from small in the first steps.")]
    public bool WarmUp { get; init; } = true;

    /// <summary>The share of the average that a step keeps.</summary>
    /// <param name="step">The step, counted from 1.</param>
    public double KeptAt(long step) => WarmUp ? Math.Min(Decay, (1.0 + step) / (10 + step)) : Decay;

    /// <summary>Checks every option.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A number outside its range.</exception>
    public void Check() => DeclaredOption.Check(this);
}

/// <summary>
/// The exponential moving average of a network's weights (Polyak and Juditsky, 1992): a ← decay·a + (1 − decay)·w after every step. It
/// follows the weights without their trembling, and often does better on new data. Buffers, as the running statistics of batch norm, are
/// averaged the same way: those of the weights would not fit the average's signals.
/// <see cref="Swap"/> puts it in the weights' place for an evaluation.
/// </summary>
public sealed class WeightAverage
{
    private const int ExchangedAtOnce = 1024;

    private readonly (string Name, Tensor Value)[] _followed;
    private readonly Backend _backend;
    private readonly WeightAverageOptions _options;
    private readonly Tensor[] _averages;
    private readonly StepCounts _steps = new(1);

    /// <summary>Starts from the weights as they are.</summary>
    /// <param name="model">Whose weights are averaged; initialized.</param>
    /// <param name="backend">What computes.</param>
    /// <param name="options">How fast it follows.</param>
    /// <exception cref="ArgumentException">An option outside its range.</exception>
    public WeightAverage(Module model, Backend backend, WeightAverageOptions? options = null)
    {
        _options = options ?? new WeightAverageOptions();
        _options.Check();
        ModuleMap map = ModuleMap.Of(model);
        _followed = [.. map.Parameters.Select(entry => (entry.Name, entry.Parameter.Value)),
            .. map.Buffers.Select(entry => (entry.Name, entry.Buffer.Value))];
        _backend = backend;
        _averages = [.. _followed.Select(entry => Tensor.Leaf(entry.Value.Shape, entry.Value.ToArray()))];
    }

    /// <summary>The averages of parameters and buffers, by their names, and the count of steps, for checkpoints.</summary>
    public IEnumerable<(string Name, Tensor Value)> State =>
        [.. _averages.Select((average, i) => (_followed[i].Name, average)), ("steps", _steps.Value)];

    /// <summary>Takes the weights and buffers in; call after every step of the optimizer.</summary>
    public void Update()
    {
        long step = _steps.Next(0);
        UpdateRates rates = new(0) { Coefficient = (float)(1 - _options.KeptAt(step)) };
        for (int i = 0; i < _averages.Length; i++)
            _ = _backend.Update<AverageOperator>(_averages[i].Node.Storage, _followed[i].Value.Node.Storage, default, _followed[i]
                .Value.Shape.Size, rates, measured: false);
    }

    /// <summary>
    /// Puts the averages in the place of the weights and buffers until what it returns is disposed; those are back then, bit for bit.
    /// </summary>
    public IDisposable Swap()
    {
        Exchange();
        return new Swapped(this);
    }

    private void Exchange()
    {
        // Through a small buffer: it is done twice at every evaluation, and a copy of the network would be left behind each time.
        Span<float> buffer = stackalloc float[ExchangedAtOnce];
        for (int i = 0; i < _averages.Length; i++)
        {
            int size = _averages[i].Shape.Size;
            Span<float> averages = _averages[i].Node.Storage.Span(size), weights = _followed[i].Value.Node.Storage.Span(size);
            for (int start = 0; start < size; start += ExchangedAtOnce)
            {
                Span<float> kept = buffer[..Math.Min(ExchangedAtOnce, size - start)], average = averages.Slice(start, kept.Length),
                    weight = weights.Slice(start, kept.Length);
                weight.CopyTo(kept);
                average.CopyTo(weight);
                kept.CopyTo(average);
            }
        }
    }

    private sealed class Swapped(WeightAverage average) : IDisposable
    {
        private WeightAverage? _average = average;

        public void Dispose()
        {
            _average?.Exchange();
            _average = null;
        }
    }
}
