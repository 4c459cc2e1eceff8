using Weir.Tensors;

namespace Weir.Nn;

/// <summary>Modules one behind the other; they are named by their number, from 1.</summary>
/// <param name="parts">The modules, the first the one that the signal meets first.</param>
public sealed class Sequential(params Module[] parts) : Module
{
    [NotAPart]
    private readonly Module[] _parts = parts;

    /// <summary>The modules in order.</summary>
    public IReadOnlyList<Module> Parts => _parts;

    /// <inheritdoc/>
    public override double? EntranceGain(double? next) => _parts.Reverse().Aggregate(next, (gain, part) => part.EntranceGain(gain));

    internal override void ResolveGains(double? next)
    {
        for (int i = _parts.Length - 1; i >= 0; i--)
        {
            _parts[i].ResolveGains(next);
            next = _parts[i].EntranceGain(next);
        }
    }

    /// <inheritdoc/>
    protected override IReadOnlyList<Module> ListedChildren() => _parts;

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor x)
    {
        Tensor y = x;
        for (int i = 0; i < _parts.Length; i++)
        {
            // A function that comes next may be applied in the pass of the layer before it.
            Activation? next = _parts[i] is IFusesActivation && i + 1 < _parts.Length ? _parts[i + 1] as Activation : null;
            y = _parts[i].ApplyWith(_parts[i] is IOverwrites { Overwrites: true } ? y.Last(given: x) : y, next).Replacing(y, given: x);
            if (next is not null)
                i++;
        }

        return y;
    }
}
