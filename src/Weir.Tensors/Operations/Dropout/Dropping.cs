using Weir.Tensors.Backends;

namespace Weir.Tensors;

/// <summary>What is dropped as one.</summary>
public enum DropoutUnit
{
    /// <summary>Each entry (Srivastava et al., 2014).</summary>
    Entry,

    /// <summary>A channel of a sample with all its pixels (Tompson et al., 2015).</summary>
    Channel,

    /// <summary>A whole sample: stochastic depth (Huang et al., 2016).</summary>
    Sample,
}

/// <summary>Sets units to zero at random and makes the others larger, so that the mean stays.</summary>
public static class Dropping
{
    /// <summary>
    /// y = x·m/(1 − rate), where m is 0 with probability <paramref name="rate"/> and else 1. The gradient goes through the same mask.
    /// </summary>
    /// <param name="x">(samples, …, channels).</param>
    /// <param name="rate">In [0, 1).</param>
    /// <param name="key">The mask is a function of the key; take another at each step.</param>
    /// <param name="unit">What is dropped as one. Default: each entry.</param>
    /// <exception cref="ArgumentOutOfRangeException">A rate outside [0, 1).</exception>
    public static Tensor Dropout(this Tensor x, float rate, ulong key, DropoutUnit unit = DropoutUnit.Entry)
    {
        if (rate is not (>= 0 and < 1))
            throw new ArgumentOutOfRangeException(nameof(rate), rate, "a dropout rate lies in [0, 1)");
        return DropoutOperation.Of(unit).Apply(x, rate, key);
    }
}

/// <summary>y = x·mask; the derivative is the mask, worked out again from the key.</summary>
internal sealed class DropoutOperation(DropoutUnit unit) : Operation
{
    private static readonly DropoutOperation[] Units = [new(DropoutUnit.Entry), new(DropoutUnit.Channel), new(DropoutUnit.Sample)];

    public override string Name => "dropout";

    public static DropoutOperation Of(DropoutUnit unit) => Units[(int)unit];

    public Tensor Apply(Tensor x, float rate, ulong key)
    {
        Node input = x.Node;
        if (unit != DropoutUnit.Entry && input.Shape.Rank < 2)
            throw new ShapeException($"{Name}: a signal (samples, …, channels) is expected, shape {input.Shape} came in");
        Tape tape = Tapes.Of(Name, input);
        Node output = tape.Make(input.Shape);
        output.Parameter = rate;
        (output.Split, output.Offset) = (unchecked((int)key), unchecked((int)(key >> 32)));
        Run(tape.Backend, output, input.Storage, output.Storage, accumulate: false);
        return tape.Record(this, output, input);
    }

    internal override void Backward(Node node, Tape tape)
    {
        Storage target = tape.GradientOf(node.Inputs[0], out bool accumulate);
        Run(tape.Backend, node, node.Gradient!, target, accumulate);
    }

    private void Run(Backend backend, Node node, Storage x, Storage y, bool accumulate)
    {
        ulong key = (uint)node.Split | ((ulong)(uint)node.Offset << 32);
        (int outer, int count, int inner) = unit switch
        {
            DropoutUnit.Entry => (1, 1, node.Size),
            DropoutUnit.Channel => (node.Shape[0], node.Shape.SizeFrom(1) / Math.Max(1, node.Shape[^1]), node.Shape[^1]),
            _ => (node.Shape[0], node.Shape.SizeFrom(1), 1),
        };
        backend.Drop(new DropoutMask(key, node.Parameter), x, y, outer, count, inner, accumulate);
    }
}
