using Weir.Tensors.Backends;

namespace Weir.Tensors.Tests;

/// <summary>An operation on inputs of some shapes, to be compared between backends and with numerical derivatives.</summary>
internal sealed record OperationCase(string Name, Func<Tensor[], Tensor> Apply, params Shape[] Shapes)
{
    /// <summary>What the inputs are drawn from; the last entry serves all further inputs.</summary>
    public IReadOnlyList<Func<Shape, RandomStream, float[]>> Draws { get; init; } = [Values.Normal];

    public Tolerance Forward { get; init; } = Tolerance.Rounding;

    public Tolerance Backward { get; init; } = Tolerance.Rounding;

    /// <summary>Whether the first input alone takes a gradient.</summary>
    public bool FirstOnly { get; init; }

    public float[][] Inputs()
    {
        RandomStream random = RandomStream.For(7, Name);
        return [.. Shapes.Select((shape, i) => Draws[Math.Min(i, Draws.Count - 1)](shape, random))];
    }

    public string Describe => $"{Name} {string.Join(" ", Shapes)}";

    /// <summary>Where the backend differs from the oracle, in value or gradient, in one of the ways to arrive there; or null.</summary>
    public string? Mistake(Backend backend)
    {
        float[][] inputs = Inputs();
        // Used once: the gradient is written. Twice: it is added to. Leaves: it goes into memory that stays.
        foreach ((int uses, bool leaves) in new[] { (1, false), (2, false), (2, true) })
        {
            if (leaves && Shapes.Length == 1)
                continue;
            Outcome expected = Run(TestBackends.Reference, inputs, uses, leaves), actual = Run(backend, inputs, uses, leaves);
            if (expected.Shape != actual.Shape)
                return $"{Describe} has shape {actual.Shape} instead of {expected.Shape}";
            if (Forward.Mistake(expected.Values, actual.Values) is { } mistake)
                return $"{Describe}, used {uses} times: {mistake}";
            for (int i = 0; i < inputs.Length; i++)
            {
                if ((expected.Gradients[i] is null) != (actual.Gradients[i] is null))
                    return $"{Describe}: one backend has a gradient of input {i}, the other has none";
                if (expected.Gradients[i] is not null && Backward.Mistake(expected.Gradients[i], actual.Gradients[i]) is { } wrong)
                    return $"{Describe}, used {uses} times{(leaves ? " with leaves" : "")}: gradient of input {i}: {wrong}";
            }
        }

        return null;
    }

    /// <summary>
    /// Σ over uses of weights·f(inputs), and its gradients. The first input is on the tape; so are the others unless they are to be leaves.
    /// </summary>
    public Outcome Run(Backend backend, float[][] inputs, int uses = 1, bool leaves = false)
    {
        Tape tape = new(backend);
        tape.Begin();
        Tensor[] sources = [.. Shapes.Select((shape, i) => Tensor.Leaf(shape, inputs[i], needsGradient: i == 0 || !FirstOnly))];
        Tensor one = tape.Full(Shape.Scalar, 1);
        Tensor[] tensors = [.. sources.Select((source, i) => leaves && i > 0 ? source : source.Multiply(one))];

        Tensor output = Apply(tensors);
        float[] values = output.ToArray();
        Tensor loss = Weighted(tape, output);
        for (int use = 1; use < uses; use++)
            loss = loss.Add(Weighted(tape, Apply(tensors)));
        tape.Backward(loss);
        return new Outcome(output.Shape, values, [.. sources.Select(source => source.Gradient())]);
    }

    /// <summary>A linear functional of the output in which every entry has a weight of its own.</summary>
    public static float[] Weights(Shape shape) => Values.Normal(shape, new RandomStream(shape.Size));

    private static Tensor Weighted(Tape tape, Tensor output) => output.Multiply(tape.Input(output.Shape, Weights(output.Shape))).Sum();

    public sealed record Outcome(Shape Shape, float[] Values, float[]?[] Gradients);
}
