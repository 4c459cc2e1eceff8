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
        return true;
    }

    /// <summary>Works out a deferred gradient into memory of the leaf's own.</summary>
    internal static void WorkOut(Node leaf)
    {
        if (leaf.Pending is not { } pending)
            return;
        leaf.Pending = null;
        Storage target = leaf.GradientMemory ??= new Storage(Math.Max(1, leaf.Size));
        pending.Tape.Backend.Product(
            new ProductShape(pending.Inputs, pending.Outputs, pending.Samples, TransposeLeft: true, TransposeRight: false),
            pending.Left, pending.Right, target, accumulate: false);
        pending.Watch?.SeeWhole(target, pending.Inputs, pending.Outputs);
        leaf.Gradient = target;
        pending.Tape.Release(pending);
    }

    /// <summary>
    /// Has blocks of a leaf's gradient copied: at once if it is there, else when the leaf is moved or the gradient worked out.
    /// </summary>
    /// <param name="leaf">A leaf whose gradient has arrived.</param>
    /// <param name="rows">Rows of the gradient; a vector counts as one row.</param>
    /// <param name="width">Entries of a row.</param>
    /// <param name="watch">Which blocks, and where they are put.</param>
    internal static void WatchGradient(Node leaf, int rows, int width, GradientWatch watch)
    {
        watch.IsFilled = false;
        if (leaf.Pending is { } pending)
            pending.Watch = watch;
        else
            watch.SeeWhole(leaf.Gradient!, rows, width);
    }

    internal void Release(PendingProduct pending)
    {
        pending.Watch = null;
        _freePending.Push(pending);
    }
}
