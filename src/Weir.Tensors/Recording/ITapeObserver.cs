namespace Weir.Tensors;

/// <summary>Is told of the gradient of watched tensors, at the moment when it is complete and still in cache.</summary>
public interface ITapeObserver
{
    /// <summary>The gradient of a watched tensor is complete.</summary>
    /// <param name="watch">The number given to <see cref="Tape.Watch"/>.</param>
    /// <param name="gradient">∂loss/∂tensor, of the tensor's shape; good during the call only.</param>
    void OnGradient(int watch, Tensor gradient);
}
