using Weir.Tensors;

namespace Weir.Nn;

/// <summary>
/// Numbers of a module that steps change but no gradient moves, as the running statistics of a batch norm. Checkpoints hold them.
/// </summary>
public sealed class ModuleBuffer
{
    /// <summary>Makes a buffer filled with one number.</summary>
    /// <param name="shape">Its shape.</param>
    /// <param name="value">The number. Default 0.</param>
    public ModuleBuffer(Shape shape, float value = 0)
    {
        Value = Tensor.Leaf(shape);
        if (value != 0)
            Value.Node.Storage.Span(shape.Size).Fill(value);
    }

    /// <summary>The numbers.</summary>
    public Tensor Value { get; }

    /// <summary>Its shape.</summary>
    public Shape Shape => Value.Shape;
}
