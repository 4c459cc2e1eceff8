using Weir.Tensors.Backends;

namespace Weir.Tensors;

/// <summary>
/// Gradients of weights that wait as products xᵀ·δ, so that an optimizer can work them out part by part in the pass that moves the weights.
/// </summary>
public sealed partial class Tape
{
    /// <summary>Notes xᵀ·δ as the gradient of a weight without working it out, if it is the first contribution.</summary>
    internal bool TryDefer(Node weight, Node x, Node output, int samples)
    {
        if (weight.Tape is not null || weight.Gradient is not null || weight.Pending is not null || output.Gradient is null)
            return false;
        // A factor that is a leaf itself (or a view of one) could be moved by the optimizer before the product is formed.
        if (x.Home.Tape is null)
            return false;
        PendingProduct pending = _freePending.TryPop(out PendingProduct? free)
            ? free
            : new PendingProduct { Tape = this, Left = x.Storage, Right = output.Gradient, Samples = 0, Inputs = 0, Outputs = 0 };
        pending.Left = x.Storage;
        // δ is at home in its node until the step ends; nobody else may take the memory before.
        pending.Right = output.Gradient;
        _loans.Add(output.Gradient);
        output.Gradient = null;
        pending.Samples = samples;
        pending.Inputs = weight.Shape[0];
        pending.Outputs = weight.Shape[1];
        weight.Pending = pending;
        _pendingLeaves.Add(weight);
        Reach(weight);
        return true;
    }

    /// <summary>Works out a deferred gradient into memory of the leaf's own.</summary>
    internal static void WorkOut(Node leaf)
    {
        if (leaf.Pending is not { } pending)
            return;
        leaf.Pending = null;
        Storage target = leaf.GradientMemory ??= new Storage(Math.Max(1, leaf.Size), deferred: true);
        pending.Tape.Backend.Product(
            new ProductShape(pending.Inputs, pending.Outputs, pending.Samples, TransposeLeft: true, TransposeRight: false),
            pending.Left, pending.Right, target, accumulate: false);
        GradientBlocks.SeeWhole(pending.Watches, target, pending.Inputs, pending.Outputs);
        leaf.Gradient = target;
        pending.Tape.Release(pending);
    }

    /// <summary>
    /// Shows the blocks of a leaf's gradient to those who watch them: at once if it is there, else when the leaf is moved or the gradient
    /// worked out.
    /// </summary>
    /// <param name="leaf">A leaf that an optimizer is about to move.</param>
    internal static void ShowBlocks(Node leaf)
    {
        if (leaf.BlockWatchers is not { IsEmpty: false } watchers)
            return;
        GradientBlocks.SetFilled(watchers.Entries, false);
        if (leaf.Pending is { } pending)
        {
            pending.Watches = watchers.Snapshot;
        }
        else if (leaf.Gradient is { } gradient)
        {
            int width = leaf.Shape.Rank == 0 ? 1 : leaf.Shape[^1];
            GradientBlocks.SeeWhole(watchers.Entries, gradient, width == 0 ? 0 : leaf.Size / width, width);
        }
    }

    internal void Release(PendingProduct pending)
    {
        pending.Watches = null;
        _freePending.Push(pending);
    }
}
