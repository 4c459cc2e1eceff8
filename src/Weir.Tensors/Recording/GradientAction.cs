namespace Weir.Tensors;

/// <summary>A watcher that is one action.</summary>
internal sealed class GradientAction(Action<Tensor> action) : IGradientWatcher
{
    public void OnGradient(Tensor tensor, Tensor gradient) => action(gradient);
}
