namespace Weir.Tensors;

/// <summary>Is told of the gradient of tensors that it watches (<see cref="Tensor.WatchGradient(IGradientWatcher)"/>).</summary>
public interface IGradientWatcher
{
    /// <summary>
    /// The gradient of a watched tensor is complete and still in cache. Of a leaf it is what has been gathered when the backward pass ends.
    /// The watcher may compute with it; what it makes belongs to the step.
    /// </summary>
    /// <param name="tensor">The tensor.</param>
    /// <param name="gradient">∂loss/∂tensor, of the tensor's shape; good during the call only.</param>
    void OnGradient(Tensor tensor, Tensor gradient);
}
