using Weir.Tensors;

namespace Weir.Nn;

/// <summary>
/// A function of each entry between layers. It is a module of its own, or is given to the layer before it, which then
/// applies both in one pass.
/// </summary>
public abstract class Activation : Module, IOverwrites
{
    // A function of several operations may read its input more than once.
    bool IOverwrites.Overwrites => Operation is not null;

    private readonly string _kind;

    /// <summary>Makes a function of one operation, which a layer before it can apply in its own pass.</summary>
    /// <param name="operation">The operation, as one of <see cref="Elementwise.All"/>.</param>
    /// <param name="parameter">The number that it takes. Default 0.</param>
    protected Activation(UnaryOperation operation, float parameter = 0) =>
        (Operation, Parameter, _kind) = (operation, parameter, operation.Name);

    /// <summary>Makes a function that is put together of several operations: <see cref="Module.Forward"/> is to be overridden.</summary>
    /// <param name="kind">Its name for tables and traces, as in <c>mish</c>.</param>
    protected Activation(string kind) => _kind = kind;

    /// <summary>The operation; null for a function that is put together of several.</summary>
    public UnaryOperation? Operation { get; }

    /// <summary>The number that the operation takes, 0 if none.</summary>
    public float Parameter { get; }

    /// <summary>
    /// The factor by which weights before it must be larger than those before a linear layer, so that a normal signal of
    /// unit size keeps its size: 1/√E[f(z)²]. For sigmoid and tanh the customary 1 and 5/3.
    /// </summary>
    public abstract double Gain { get; }

    /// <summary>First weights for a layer before it.</summary>
    public virtual Initializer DefaultInitializer => new GlorotUniform();

    /// <inheritdoc/>
    public override double? EntranceGain(double? next) => Gain;

    /// <summary>
    /// Flat on both sides where outputs have a limit on both (<see cref="Module.Saturation"/>). A rectifier says so itself.
    /// </summary>
    public override LayerTraits Traits =>
        Saturation is { } limits && float.IsFinite(limits.Low) && float.IsFinite(limits.High) ? LayerTraits.Squashing : LayerTraits.None;

    /// <inheritdoc/>
    public override string Kind => _kind;

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor x) => Operation is { } operation
        ? operation.Apply(x, Parameter)
        : throw new InvalidOperationException($"activation {Kind} has no operation: override Forward");
}
