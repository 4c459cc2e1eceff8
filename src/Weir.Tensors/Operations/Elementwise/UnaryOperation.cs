using Weir.Tensors.Backends;
using Weir.Tensors.Backends.Simd;

namespace Weir.Tensors;

/// <summary>A function of each entry by itself. It can also be fused into the product before it.</summary>
public abstract class UnaryOperation : Operation
{
    private protected UnaryOperation()
    {
    }

    /// <summary>Whether its derivative follows from its output alone.</summary>
    public abstract bool DerivativeFromOutput { get; }

    /// <summary>Applies it to every entry.</summary>
    /// <param name="x">Any shape.</param>
    /// <param name="parameter">The number that it takes (a negative slope, an alpha); ignored by those that take none.</param>
    public abstract Tensor Apply(Tensor x, float parameter);

    /// <summary>The function in float64, for one number.</summary>
    /// <param name="x">The argument.</param>
    /// <param name="parameter">The number that the operation takes.</param>
    public abstract double Value(double x, double parameter);

    /// <summary>Its derivative in float64, for one number.</summary>
    /// <param name="x">The argument.</param>
    /// <param name="parameter">The number that the operation takes.</param>
    public abstract double Derivative(double x, double parameter);

    /// <summary>Applies it in place to numbers outside of any tape, on the calling thread; nothing is allocated.</summary>
    /// <param name="values">Any number of them.</param>
    /// <param name="parameter">The number that it takes; ignored by those that take none.</param>
    public abstract void ApplyTo(Span<float> values, float parameter);

    /// <summary>dx (+)= g·f′.</summary>
    internal abstract void Derivative(Backend backend, Storage x, Storage y, Storage gradient, Storage dx, int length, float parameter,
        bool accumulate);

    /// <summary>y = f(normalised x), channel by channel; see <see cref="Backend.NormalizeColumns"/>.</summary>
    internal abstract void NormalizeColumns(Backend backend, in NormalizationShape shape, Storage x, Storage? scale, Storage? shift,
        Storage y, Storage statistics, float epsilon, float parameter);

    /// <summary>Its derivatives; see <see cref="Backend.NormalizeColumnsBackward"/>.</summary>
    internal abstract void NormalizeColumnsBackward(
        Backend backend, in NormalizationShape shape, Storage x, Storage? scale, Storage? shift, Storage statistics, Storage gradient,
            Storage? dx, bool addX, Storage? dScale, bool addScale, Storage? dShift, bool addShift, float parameter);

    /// <summary>y = f(scaled x), channel by channel; see <see cref="Backend.ScaleColumns"/>.</summary>
    internal abstract void ScaleColumns(Backend backend, Storage x, Storage mean, Storage factor, Storage offset, Storage y, int rows,
        int channels, float parameter);

    /// <summary>y = f(a + b).</summary>
    internal abstract void AddThen(Backend backend, Storage a, Storage b, Storage y, int length, float parameter);

    /// <summary>Its derivatives; see <see cref="Backend.AddThenBackward"/>.</summary>
    internal abstract void AddThenBackward(Backend backend, Storage y, Storage gradient, Storage? left, bool addLeft, Storage? right,
        bool addRight, int length, float parameter);

    /// <summary>The kernel that applies it in place.</summary>
    internal abstract InPlaceKernel InPlace(VectorWidth width);
}

/// <inheritdoc/>
/// <typeparam name="TOperator">The function and its derivative.</typeparam>
internal sealed class UnaryOperation<TOperator> : UnaryOperation
    where TOperator : struct, IUnaryOperator
{
    private UnaryOperation()
    {
    }

    public static UnaryOperation<TOperator> Instance { get; } = new();

    public override string Name => TOperator.Name;

    public override bool DerivativeFromOutput => TOperator.DerivativeFromOutput;

    public override Tensor Apply(Tensor x, float parameter)
    {
        Node input = x.Node;
        Tape tape = Tapes.Of(Name, input);
        Storage from = input.Storage;
        Node output = tape.MakeOver(input);
        output.Parameter = parameter;
        tape.Backend.Unary<TOperator>(from, output.Storage, output.Size, parameter);
        return tape.Record(this, output, input);
    }

    public override double Value(double x, double parameter) => TOperator.Value(x, parameter);

    public override double Derivative(double x, double parameter) => TOperator.Derivative(x, TOperator.Value(x, parameter), parameter);

    public override void ApplyTo(Span<float> values, float parameter) => InPlace(VectorWidths.Widest).Run(values, parameter);

    internal override void Derivative(Backend backend, Storage x, Storage y, Storage gradient, Storage dx, int length, float parameter,
        bool accumulate) =>
        backend.UnaryBackward<TOperator>(x, y, gradient, dx, length, parameter, accumulate);

    internal override void NormalizeColumns(Backend backend, in NormalizationShape shape, Storage x, Storage? scale, Storage? shift,
        Storage y, Storage statistics, float epsilon, float parameter) =>
        backend.NormalizeColumns<TOperator>(shape, x, scale, shift, y, statistics, epsilon, parameter);

    internal override void NormalizeColumnsBackward(
        Backend backend, in NormalizationShape shape, Storage x, Storage? scale, Storage? shift, Storage statistics, Storage gradient,
            Storage? dx, bool addX, Storage? dScale, bool addScale, Storage? dShift, bool addShift, float parameter) =>
        backend.NormalizeColumnsBackward<TOperator>(shape, x, scale, shift, statistics, gradient, dx, addX, dScale, addScale, dShift,
            addShift, parameter);

    internal override void ScaleColumns(Backend backend, Storage x, Storage mean, Storage factor, Storage offset, Storage y, int rows,
        int channels, float parameter) =>
        backend.ScaleColumns<TOperator>(x, mean, factor, offset, y, rows, channels, parameter);

    internal override void AddThen(Backend backend, Storage a, Storage b, Storage y, int length, float parameter) =>
        backend.AddThen<TOperator>(a, b, y, length, parameter);

    internal override void AddThenBackward(Backend backend, Storage y, Storage gradient, Storage? left, bool addLeft, Storage? right,
        bool addRight, int length, float parameter) =>
        backend.AddThenBackward<TOperator>(y, gradient, left, addLeft, right, addRight, length, parameter);

    internal override InPlaceKernel InPlace(VectorWidth width) => ElementLoops.InPlace<TOperator>(width);

    internal override void Backward(Node node, Tape tape)
    {
        Node input = node.Inputs[0];
        Storage gradient = node.Gradient!;
        bool accumulate = !Tape.TryMoveGradient(node, input);
        Storage dx = accumulate ? tape.GradientOf(input, out accumulate) : gradient;
        tape.Backend.UnaryBackward<TOperator>(input.Storage, node.Storage, gradient, dx, node.Size, node.Parameter, accumulate);
    }
}
