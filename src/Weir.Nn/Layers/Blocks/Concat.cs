using Weir.Tensors;

namespace Weir.Nn;

/// <summary>
/// y = (x, branch(x)), side by side along the last axis: what came in stays beside what was made of it, so that layers behind see both (the
/// skip connections of Ronneberger, Fischer and Brox, "U-Net", 2015; the blocks of Huang et al., "DenseNet", 2017). The gradient reaches x
/// as it is.
/// </summary>
/// <param name="branch">What is made of x; it keeps every axis but the last.</param>
/// <param name="branchFirst">Whether x stands behind what is made of it. Default false.</param>
public sealed class Concat(Module branch, bool branchFirst = false) : Module
{
    /// <summary>What is made of x.</summary>
    public Module Branch { get; } = branch;

    /// <summary>Whether x stands behind what is made of it.</summary>
    public bool BranchFirst { get; } = branchFirst;

    /// <inheritdoc/>
    public override IReadOnlyList<Module> Bypassed => [Branch];

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor x)
    {
        Tensor made = Branch.Apply(x);
        int rank = x.Shape.Rank;
        if (rank < 2 || made.Shape.Rank != rank || made.Shape.With(rank - 1, 0) != x.Shape.With(rank - 1, 0))
            throw new LayerShapeException(this,
                $"the branch makes {made.Shape} of {x.Shape}; to stand beside it, all axes but the last must be equal");
        return BranchFirst ? Shaping.Concatenate(^1, made, x) : Shaping.Concatenate(^1, x, made);
    }
}
