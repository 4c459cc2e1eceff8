using TorchSharp;
using Weir.Flow;
using Weir.Nn;
using static TorchSharp.torch;

namespace Weir.TorchSharp;

/// <summary>
/// Measures what one layer puts out at its first use in a sampled step and the gradient that comes back to it, and counts its dead units
/// over windows.
/// </summary>
/// <param name="path">Its path in the module tree.</param>
/// <param name="module">The layer.</param>
/// <param name="options">How finely.</param>
internal sealed class LayerProbe(string path, nn.Module module, FlowOptions options) : IDisposable
{
    private readonly (float Low, float High)? _limits = LayerKinds.SaturationOf(module);
    private OutputStatistics? _measured;
    private HeldOutput? _held;
    private Histogram? _activations, _deltas;

    /// <summary>The largest |output| of each unit in the window, and |gradient| where a gradient passes at an output of 0.</summary>
    private Tensor? _largest;
    private int _samples;
    private int? _dead;

    public string Path => path;

    public nn.Module Module => module;

    public string Kind { get; } = LayerKinds.Of(module);

    /// <summary>Whether the step has met the layer.</summary>
    public bool IsSeen => _measured is not null;

    /// <summary>The axis of the output that counts units.</summary>
    public int UnitAxis { get; private set; }

    /// <summary>How many axes the output has.</summary>
    public long Dimensions { get; private set; }

    public int Units { get; private set; }

    /// <summary>Entries of the output for one sample.</summary>
    public int Size { get; private set; }

    /// <summary>The output as it is while the step goes on; null where no gradient will come.</summary>
    public HeldOutput? Held => _held;

    /// <summary>How the entries are distributed, where that was asked for and the step met the layer.</summary>
    public LayerHistograms? Histograms => _activations is null ? null : new LayerHistograms(_activations, _deltas);

    // The output tells of units whose function is flat at 0, as a rectifier is; elsewhere the gradient is asked too.
    private bool IsFlatAtZero => _limits is { } limits && (limits.Low >= 0 || limits.High <= 0);

    /// <summary>Begins a sampled step.</summary>
    public void Begin()
    {
        _held?.Dispose();
        (_held, _measured, _activations, _deltas) = (null, null, null, null);
    }

    /// <summary>Reads an output at once: what comes next may write over it.</summary>
    /// <param name="output">What the layer has put out.</param>
    /// <param name="before">The layer whose output came in; null where it is none that is measured.</param>
    /// <param name="histograms">Whether histograms are wanted too.</param>
    public void OnOutput(Tensor output, LayerProbe? before, bool histograms)
    {
        using (no_grad())
        using (DisposeScope scope = NewDisposeScope())
        {
            Tensor y = OutputStatistics.Plain(output);
            Dimensions = output.dim();
            UnitAxis = before is not null && before.Dimensions == Dimensions && before.UnitAxis == 1 && Dimensions > 2 ? 1
                : LayerKinds.UnitAxis(Kind, y.dim());
            Units = (int)y.shape[UnitAxis];
            Size = y.shape[0] == 0 ? 0 : (int)(y.numel() / y.shape[0]);
            (_measured, Tensor largest) = OutputStatistics.Of(
                y, UnitAxis, _limits, LayerKinds.TraitsOf(Kind).HasFlag(LayerTraits.Nonnegative));
            Keep(scope, largest);
            if (histograms)
                _activations = Entries.Histogram(y, options.HistogramEntries);
        }

        if (output.requires_grad)
            _held = new HeldOutput(output);
    }

    /// <summary>Ends a sampled step: the gradient, where it has come, and the window.</summary>
    /// <param name="histograms">Whether histograms are wanted too.</param>
    /// <param name="lossScale">What the loss was multiplied by, and so the gradient.</param>
    public LayerFlow End(bool histograms, double lossScale)
    {
        using IDisposable quiet = no_grad();
        using DisposeScope scope = NewDisposeScope();
        double? delta = null;
        if (_held?.Gradient() is { } gradient)
        {
            // In float32, as half precision may not hold what it was scaled for.
            if (lossScale != 1)
                gradient = OutputStatistics.Plain(gradient) / lossScale;
            delta = gradient.numel() == 0 ? 0 : Scalars.Norm(gradient) / Math.Sqrt(gradient.numel());
            if (!IsFlatAtZero)
                LookAtSilent(scope, OutputStatistics.Plain(gradient));
            if (histograms)
                _deltas = Entries.Histogram(gradient, options.HistogramEntries);
        }

        _held?.Dispose();
        _held = null;
        if (++_samples == options.DeadWindow)
        {
            _dead = delta is null || _largest is null ? null : (int)_largest.eq(0).sum().ToInt64();
            _largest?.Dispose();
            (_largest, _samples) = (null, 0);
        }

        OutputStatistics measured = _measured ?? default;
        return new LayerFlow
        {
            ActivationRms = measured.Rms,
            ActivationMean = measured.Mean,
            ActivationStd = measured.Std,
            ActivationMax = measured.Max,
            ActivationZero = measured.Zero,
            ActivationSaturated = _limits is null ? null : measured.Saturated,
            UnitsDead = _dead,
            DeltaRms = delta,
        };
    }

    public void Dispose()
    {
        Begin();
        _largest?.Dispose();
        _largest = null;
    }

    private void Keep(DisposeScope scope, Tensor largest)
    {
        if (_largest is not null && _largest.shape.AsSpan().SequenceEqual(largest.shape))
            largest = _largest.maximum(largest);
        _largest?.Dispose();
        _largest = scope.Detach(largest);
    }

    // A unit that has put something out is alive, whatever its gradient: only where some are silent is the gradient looked at.
    private void LookAtSilent(DisposeScope scope, Tensor gradient)
    {
        if (_largest is null || !_largest.eq(0).any().ToBoolean())
            return;
        Tensor largest = OutputStatistics.LargestOfUnits(gradient, UnitAxis);
        if (largest.shape.AsSpan().SequenceEqual(_largest.shape))
            Keep(scope, largest);
    }
}
