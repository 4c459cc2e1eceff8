using Weir.Tensors;

namespace Weir.Nn;

/// <summary>
/// y = f(branch(x) + shortcut(x)) (He et al., 2016). The gradient reaches x by the shortcut as it is, however small the branch makes it.
/// </summary>
public sealed class Residual : Module
{
    private readonly AddThenOperation? _addThen;

    /// <summary>Makes the block.</summary>
    /// <param name="branch">What is added.</param>
    /// <param name="projection">Brings x to the branch's shape, or null where it has it. Default null.</param>
    /// <param name="activation">f, as in post-activation blocks; null for none, as in pre-activation blocks (He et al., 2016b). Default
    /// null.</param>
    /// <param name="drop">Probability that the branch is left out for a sample in training (stochastic depth). Default 0.</param>
    public Residual(Module branch, Module? projection = null, Activation? activation = null, double drop = 0)
    {
        (Branch, Projection, Activation) = (branch, projection, activation);
        _addThen = activation is { Operation.DerivativeFromOutput: true } ? new AddThenOperation(activation.Operation, activation.Parameter)
            : null;
        Depth = drop > 0 ? new Dropout(drop, DropoutUnit.Sample) : null;
    }

    /// <summary>What is added.</summary>
    public Module Branch { get; }

    /// <summary>What leaves the branch out, or null.</summary>
    public Dropout? Depth { get; }

    /// <summary>The shortcut's projection, or null.</summary>
    public Module? Projection { get; }

    /// <summary>f, or null.</summary>
    public Activation? Activation { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<Module> Bypassed => [Branch];

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor x)
    {
        Tensor branch = Branch.Apply(x), shortcut = Projection is null ? x : Projection.Apply(x);
        if (Depth is not null)
            branch = Depth.Apply(branch);
        if (branch.Shape != shortcut.Shape)
            throw new LayerShapeException(this,
                $"the branch puts out {branch.Shape} and the shortcut {shortcut.Shape}; they must be equal: "
                + "give it a projection");
        // Sum and function in one pass, to the same bits, where nobody watches the function.
        if (_addThen is not null && !Activation!.IsWatched)
            return _addThen.Apply(branch, shortcut);
        Tensor y = branch.Add(shortcut);
        return Activation is null ? y : Activation.Apply(y);
    }
}
