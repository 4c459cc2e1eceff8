namespace Weir.Tensors;

public static partial class Reduction
{
    /// <summary>e^x over the sum of e^x along the last axis, shifted by the largest entry so that nothing overflows.</summary>
    /// <param name="x">Rank 1 or more.</param>
    public static Tensor Softmax(this Tensor x) => SoftmaxOperation.Plain.Apply(x);

    /// <summary>The logarithm of the softmax along the last axis, without cancellation.</summary>
    /// <param name="x">Rank 1 or more.</param>
    public static Tensor LogSoftmax(this Tensor x) => SoftmaxOperation.Logarithmic.Apply(x);
}

/// <summary>Softmax or its logarithm along the last axis.</summary>
internal sealed class SoftmaxOperation(bool logarithm) : Operation
{
    public static SoftmaxOperation Plain { get; } = new(logarithm: false);

    public static SoftmaxOperation Logarithmic { get; } = new(logarithm: true);

    public override string Name => logarithm ? "logSoftmax" : "softmax";

    public Tensor Apply(Tensor x)
    {
        Node input = x.Node;
        if (input.Shape.Rank == 0)
            throw new ShapeException($"{Name}: a single number has no axis to normalise over");
        Tape tape = Tapes.Of(Name, input);
        Node output = tape.Make(input.Shape);
        tape.Backend.Softmax(input.Storage, output.Storage, Rows(input), input.Shape[^1], logarithm);
        return tape.Record(this, output, input);
    }

    internal override void Backward(Node node, Tape tape)
    {
        Storage target = tape.GradientOf(node.Inputs[0], out bool accumulate);
        tape.Backend.SoftmaxBackward(node.Storage, node.Gradient!, target, Rows(node), node.Shape[^1], logarithm, accumulate);
    }

    private static int Rows(Node node) => node.Shape.SizeBefore(node.Shape.Rank - 1);
}
