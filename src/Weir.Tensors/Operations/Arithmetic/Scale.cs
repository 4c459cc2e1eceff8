namespace Weir.Tensors;

public static partial class Arithmetic
{
    /// <summary>Every entry times a number.</summary>
    /// <param name="x">Any shape.</param>
    /// <param name="factor">The number.</param>
    public static Tensor Scale(this Tensor x, float factor) => ScaleOperation.Instance.Apply(x, factor);
}

/// <summary>y = factor·x.</summary>
internal sealed class ScaleOperation : Operation
{
    public static ScaleOperation Instance { get; } = new();

    public override string Name => "scale";

    public Tensor Apply(Tensor x, float factor)
    {
        Node input = x.Node;
        Tape tape = Tapes.Of(Name, input);
        Node output = tape.Make(input.Shape);
        output.Parameter = factor;
        tape.Backend.Scale(input.Storage, output.Storage, input.Size, factor, accumulate: false);
        return tape.Record(this, output, input);
    }

    internal override void Backward(Node node, Tape tape)
    {
        Storage target = tape.GradientOf(node.Inputs[0], out bool accumulate);
        tape.Backend.Scale(node.Gradient!, target, node.Size, node.Parameter, accumulate);
    }
}
