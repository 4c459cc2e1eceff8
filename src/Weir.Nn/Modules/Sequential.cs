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
    protected override IReadOnlyList<Module> ListedChildren() => _parts;

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor x)
    {
        foreach (Module part in _parts)
            x = part.Apply(x);
        return x;
    }
}
