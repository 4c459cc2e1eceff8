using Weir.Nn;
using Weir.Tensors;
using Weir.Tensors.Backends;

namespace Weir.Flow;

/// <summary>Measures what one layer puts out and the gradient that comes back to it, and counts its dead units over windows.</summary>
internal sealed class LayerProbe(Module module, int units)
{
    /// <summary>
    /// Whether the layer's function is flat at an output of 0, as a rectifier is: then no gradient passes a unit whose output
    /// is 0, whatever gradient arrives behind it.
    /// </summary>
    private readonly bool _flatAtZero = module.Saturation is { } limits && (limits.Low >= 0 || limits.High <= 0);

    /// <summary>The largest |output| of each unit in the window, and |gradient| where a gradient passes at an output of 0.</summary>
    private readonly float[] _unitMax = new float[units + Storage.Line];

    private SignalMeasure _activation;
    private double? _delta;
    private int _samples;
    private int? _dead;

    public Module Module => module;

    public bool Seen { get; private set; }

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

    public void Begin()
    {
        Seen = false;
        _delta = null;
        _activation = default;
    }

    public void OnOutput(Backend backend, Tensor output)
    {
        Seen = true;
        (float low, float high) = module.Saturation ?? (float.NegativeInfinity, float.PositiveInfinity);
        _activation = Measure(backend, output, low, high, _unitMax);
    }

    public void OnGradient(Backend backend, Tensor gradient)
    {
        int size = gradient.Shape.Size;
        // A unit that has put something out is alive, whatever its gradient: only the silent ones are looked at singly.
        if (!_flatAtZero && _unitMax.AsSpan(0, units).Contains(0f))
            _delta = Measure(backend, gradient, float.NegativeInfinity, float.PositiveInfinity, _unitMax).Rms;
        else
            _delta = size == 0 ? 0 : Math.Sqrt(backend.SumOfSquares(gradient.Node.Storage, size) / size);
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
        };
    }

    private SignalMeasure Measure(Backend backend, Tensor signal, float low, float high, Span<float> unitMax)
    {
        int rows = units == 0 ? 0 : signal.Shape.Size / units;
        return backend.Measure(signal.Node.Storage, rows, units, low, high, unitMax);
    }
}
