using Weir.Tensors;
using Weir.Tensors.Backends;

namespace Weir.Nn;

/// <summary>
/// In training sets units to zero at random and makes the others larger, so that the mean stays; in evaluation does nothing. The masks are
/// a function of seed, path, step and use within the step: <see cref="Module.BeginStep"/> has to be called at each step.
/// </summary>
public sealed class Dropout : Module, IDropoutLayer, IStepFollower
{
    private readonly float _rate;
    private readonly DropoutUnit _unit;
    private ulong? _layer;
    private string? _path;
    private long _seed;
    private long _step;
    private int _use;

    /// <summary>Makes the layer.</summary>
    /// <param name="rate">Probability of being dropped, in [0, 1). Default 0.5.</param>
    /// <param name="unit">What is dropped as one: entries (Srivastava et al., 2014), channels (Tompson et al., 2015) or samples (Huang et
    /// al., 2016). Default entries.</param>
    public Dropout(double rate = 0.5, DropoutUnit unit = DropoutUnit.Entry)
    {
        if (rate is not (>= 0 and < 1))
            throw new ArgumentOutOfRangeException(nameof(rate), rate, "a dropout rate lies in [0, 1)");
        (_rate, _unit) = ((float)rate, unit);
    }

    /// <summary>Probability of being dropped.</summary>
    public double Rate => _rate;

    /// <summary>What is dropped as one.</summary>
    public DropoutUnit Unit => _unit;

    /// <inheritdoc/>
    public override LayerTraits Traits => LayerTraits.Linear | LayerTraits.PassesGain;

    /// <inheritdoc/>
    public override string Kind => _unit switch
    {
        DropoutUnit.Entry => "dropout",
        DropoutUnit.Channel => "spatial-dropout",
        _ => "stochastic-depth",
    };

    /// <inheritdoc/>
    public void Follow(string path, long seed, long step)
    {
        if (_layer is null || seed != _seed || path != _path)
            _layer = RandomStream.For(seed, "dropout:" + path).NextBits();
        (_path, _seed, _step, _use) = (path, seed, step, 0);
    }

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor x)
    {
        if (!IsTraining || _rate == 0)
            return x;
        if (_layer is not { } layer)
            throw new LayerStateException(this,
                $"no step has begun: call model.BeginStep(seed, step) before each training pass, or model.Train(false) to evaluate");
        return x.Dropout(_rate, DropoutMask.KeyOf(layer, _step, _use++), _unit);
    }
}
