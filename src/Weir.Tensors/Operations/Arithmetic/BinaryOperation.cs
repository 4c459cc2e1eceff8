namespace Weir.Tensors;

/// <summary>A function of two entries that meet by broadcasting.</summary>
public abstract class BinaryOperation : Operation
{
    private protected BinaryOperation()
    {
    }

    /// <summary>Applies it entry by entry.</summary>
    /// <param name="left">Any shape.</param>
    /// <param name="right">A shape that can be broadcast with the other.</param>
    /// <param name="parameter">The number that it takes; ignored by those that take none.</param>
    public abstract Tensor Apply(Tensor left, Tensor right, float parameter);
}
