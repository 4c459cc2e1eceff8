using Weir.Tensors.Backends;

namespace Weir.Tensors;

public static partial class Products
{
    /// <summary>
    /// A dense layer in one operation: f(x·w + bias). Bias and function are applied while the product is in cache.
    /// </summary>
    /// <param name="x">(…, in): every leading axis counts samples.</param>
    /// <param name="weight">(in, out).</param>
    /// <param name="bias">(out), or null for none.</param>
    /// <param name="activation">A function whose derivative follows from its output (relu, sigmoid, tanh…), or null for none.</param>
    /// <param name="parameter">The number that the function takes, if it takes one.</param>
    /// <returns>(…, out).</returns>
    /// <exception cref="ShapeException">Shapes that do not fit.</exception>
    /// <exception cref="ArgumentException">A function whose derivative needs its input, where gradients are recorded.</exception>
    public static Tensor Affine(this Tensor x, Tensor weight, Tensor? bias = null, UnaryOperation? activation = null,
        float parameter = 0) =>
        AffineOperation.Of(activation).Apply(x, weight, bias, parameter);
}

/// <summary>y = f(x·w + b). With δ = ∂loss/∂y·f′(y): dx = δ·wᵀ, dw = xᵀ·δ (deferred where w is a leaf), db = Σ δ.</summary>
internal sealed class AffineOperation : Operation
{
    private static readonly AffineOperation Plain = new(null);

    // One object a function for the life of the program: functions are few and are singletons themselves.
    private static readonly System.Runtime.CompilerServices.ConditionalWeakTable<UnaryOperation, AffineOperation> Fused = [];

    private readonly UnaryOperation? _activation;

    private AffineOperation(UnaryOperation? activation)
    {
        _activation = activation;
        Name = activation is null ? "affine" : $"affine+{activation.Name}";
    }

    public override string Name { get; }

    public static AffineOperation Of(UnaryOperation? activation)
    {
        if (activation is null)
            return Plain;
        return Fused.GetValue(activation, static a => new AffineOperation(a));
    }

    public Tensor Apply(Tensor input, Tensor weight, Tensor? bias, float parameter)
    {
        Node x = input.Node, w = weight.Node;
        Node? b = bias?.Node;
        if (w.Shape.Rank != 2 || x.Shape.Rank == 0 || x.Shape[^1] != w.Shape[0])
            throw new ShapeException($"{Name}: input {x.Shape} does not fit weight {w.Shape}: the input's last axis must equal the "
                + "weight's first");
        if (b is not null && (b.Shape.Rank != 1 || b.Shape[0] != w.Shape[1]))
            throw new ShapeException($"{Name}: bias {b.Shape} does not fit weight {w.Shape}: one entry for each of the weight's "
                + $"{w.Shape[1]} columns is expected");
        Tape tape = Tapes.Of(Name, x, w, b);
        if (tape.Recording && _activation is { DerivativeFromOutput: false })
            throw new ArgumentException(
                $"affine: the derivative of {_activation.Name} needs its input; apply it as an operation of its own");
        Node output = tape.Make(x.Shape.With(^1, w.Shape[1]));
        output.Parameter = parameter;
        ProductShape shape = new(Samples(x), w.Shape[1], w.Shape[0], false, false);
        tape.Backend.Product(shape, x.Storage, w.Storage, output.Storage, b?.Storage, _activation, parameter);
        return tape.Record(this, output, x, w, b);
    }

    internal override void Backward(Node node, Tape tape)
    {
        Node x = node.Inputs[0], w = node.Inputs[1];
        Node? b = node.InputCount > 2 ? node.Inputs[2] : null;
        int samples = Samples(x), inputs = w.Shape[0], outputs = w.Shape[1];
        Storage delta = node.Gradient!;
        _activation?.Derivative(tape.Backend, node.Storage, node.Storage, delta, delta, node.Size, node.Parameter, accumulate: false);
        if (b is { NeedsGradient: true })
        {
            Storage target = tape.GradientOf(b, out bool accumulate);
            tape.Backend.Sum(delta, target, 1, samples, outputs, 1, accumulate);
        }

        if (x.NeedsGradient)
        {
            Storage target = tape.GradientOf(x, out bool accumulate);
            tape.Backend.Product(new ProductShape(samples, inputs, outputs, false, true), delta, w.Storage, target, accumulate);
        }

        if (w.NeedsGradient && !tape.TryDefer(w, x, node, samples))
        {
            Storage target = tape.GradientOf(w, out bool accumulate);
            tape.Backend.Product(new ProductShape(inputs, outputs, samples, true, false), x.Storage, delta, target, accumulate);
        }
    }

    private static int Samples(Node x) => x.Shape.SizeBefore(x.Shape.Rank - 1);
}
