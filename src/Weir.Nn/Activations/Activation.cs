using Weir.Tensors;

namespace Weir.Nn;

/// <summary>
/// A function of each entry between layers. It is a module of its own, or is given to the layer before it, which then
/// applies both in one pass.
/// </summary>
public abstract class Activation : Module, IOverwrites
{
    private protected Activation(string operation, float parameter = 0)
    {
        Operation = Elementwise.Named(operation);
        Parameter = parameter;
    }

    /// <summary>The operation.</summary>
    public UnaryOperation Operation { get; }

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

    /// <summary>Flat on both sides where outputs have a limit on both (<see cref="Module.Saturation"/>). A rectifier says so itself.</summary>
    public override LayerTraits Traits =>
        Saturation is { } limits && float.IsFinite(limits.Low) && float.IsFinite(limits.High) ? LayerTraits.Squashing : LayerTraits.None;

    /// <inheritdoc/>
    public override string Kind => Operation.Name;

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor x) => Operation.Apply(x, Parameter);
}
