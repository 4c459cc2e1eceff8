using Weir.Nn;
using Weir.Tensors;
using Weir.Tensors.Backends;

namespace Weir.Flow;

/// <summary>
/// Measures what one layer puts out at its first use in a step and the gradient that comes back to it, and counts its dead units over
/// windows.
/// </summary>
internal sealed class LayerProbe(Module module, int units, Backend backend, FlowOptions options) : IModuleWatcher, IGradientWatcher
{
    /// <summary>
    /// Whether the layer's function is flat at an output of 0, as a rectifier is: then no gradient passes a unit whose output
    /// is 0, whatever gradient arrives behind it.
    /// </summary>
    private readonly bool _flatAtZero = module.Saturation is { } limits && (limits.Low >= 0 || limits.High <= 0);

    /// <summary>Beyond these the layer's function is saturated.</summary>
    private readonly (float Low, float High) _limits = module.Saturation ?? (float.NegativeInfinity, float.PositiveInfinity);

    /// <summary>The largest |output| of each unit in the window, and |gradient| where a gradient passes at an output of 0.</summary>
    private readonly float[] _unitMax = new float[units + Storage.Line];

    private Watch<IModuleWatcher>? _watch;
    private Watch<IGradientWatcher>? _gradientWatch;
    private SignalMeasure _activation;
    private double? _delta;
    private int _samples;
    private int? _dead;
    private bool _seen, _histograms;
    private Histogram? _activations, _deltas;
    private NonFiniteEntries? _activationNonFinite, _deltaNonFinite;
    private readonly List<PositionFlow> _positions = [];

    /// <summary>How the entries are distributed, where that is asked for and the step met the layer.</summary>
    public LayerHistograms? Histograms => _activations is null ? null : new LayerHistograms(_activations, _deltas);

    /// <summary>The window so far and the last count, for exact resume.</summary>
    public float[] State
    {
        get => [.. _unitMax.AsSpan(0, units), _samples, _dead ?? -1];
        set
        {
            value.AsSpan(0, units).CopyTo(_unitMax);
            _samples = (int)value[units];
            _dead = value[units + 1] < 0 ? null : (int)value[units + 1];
        }
    }

    /// <summary>Begins a step: watches the layer.</summary>
    /// <param name="histograms">Whether histograms are wanted too.</param>
    public void Begin(bool histograms)
    {
        (_histograms, _activations, _deltas) = (histograms, null, null);
        (_activationNonFinite, _deltaNonFinite) = (null, null);
        _positions.Clear();
        _seen = false;
        _delta = null;
        _activation = default;
        (_watch ??= module.WatchOf(this)).Begin();
    }

    /// <summary>Ends the watch.</summary>
    public void EndWatch() => _watch?.Dispose();

    void IModuleWatcher.OnOutput(Module module, Tensor input, Tensor output)
    {
        if (_seen)
            return;
        _seen = true;
        _activation = Measure(output, _limits.Low, _limits.High);
        if (!double.IsFinite(_activation.Rms) || !double.IsFinite(_activation.Max))
            _activationNonFinite = NonFiniteEntries.Of(output);
        // Pixels and positions of one sample differ even where samples do not.
        if (output.Shape.Rank > 2)
        {
            double variance = backend.SampleVariance(output.Node.Storage, output.Shape[0], output.Shape.SizeFrom(1), _activation.Max);
            _activation = _activation with { Variance = variance };
        }

        if (_histograms)
            _activations = Histogram.Of(output.Node.Storage.Span(output.Shape.Size), options.HistogramEntries);
        _gradientWatch = output.WatchGradient(this, _gradientWatch);
    }

    void IModuleWatcher.OnState(Module module, int place, int places, Tensor state)
    {
        int back = places - 1 - place;
        if (_seen || !Positions.AreMeasured(back, options.Positions))
            return;
        state.WatchGradient(gradient => _positions.Add(new PositionFlow(back, Rms(gradient))));
    }

    void IGradientWatcher.OnGradient(Tensor tensor, Tensor gradient)
    {
        if (_histograms)
            _deltas = Histogram.Of(gradient.Node.Storage.Span(gradient.Shape.Size), options.HistogramEntries);
        // A unit that has put something out is alive, whatever its gradient: only the silent ones are looked at singly.
        if (!_flatAtZero && _unitMax.AsSpan(0, units).Contains(0f))
            _delta = Measure(gradient, float.NegativeInfinity, float.PositiveInfinity).Rms;
        else
            _delta = Rms(gradient);
        if (_delta is { } delta && !double.IsFinite(delta))
            _deltaNonFinite = NonFiniteEntries.Of(gradient);
    }

    public LayerFlow End(int window)
    {
        if (++_samples == window)
        {
            _dead = _delta is null ? null : _unitMax.AsSpan(0, units).Count(0f);
            _unitMax.AsSpan().Clear();
            _samples = 0;
        }

        double count = Math.Max(1, _activation.Count);
        return new LayerFlow
        {
            ActivationRms = _activation.Rms,
            ActivationMean = _activation.Mean,
            ActivationStd = Math.Sqrt(_activation.Variance),
            ActivationMax = _activation.Max,
            ActivationZero = _activation.Zeros / count,
            ActivationSaturated = module.Saturation is null ? null : _activation.Outside / count,
            UnitsDead = _dead,
            DeltaRms = _delta,
            ActivationNonFinite = _activationNonFinite,
            DeltaNonFinite = _deltaNonFinite,
            DeltaPositions = _positions.Count == 0 ? null : [.. _positions],
        };
    }

    private double Rms(Tensor gradient)
    {
        int size = gradient.Shape.Size;
        return size == 0 ? 0 : Math.Sqrt(backend.SumOfSquares(gradient.Node.Storage, size) / size);
    }

    private SignalMeasure Measure(Tensor signal, float low, float high)
    {
        int rows = units == 0 ? 0 : signal.Shape.Size / units;
        return backend.Measure(signal.Node.Storage, rows, units, low, high, _unitMax);
    }
}
