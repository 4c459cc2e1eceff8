using Weir.Tensors;

namespace Weir.Nn;

/// <summary>A watcher that is one action.</summary>
internal sealed class ModuleAction(Action<Module, Tensor, Tensor> action) : IModuleWatcher
{
    public void OnOutput(Module module, Tensor input, Tensor output) => action(module, input, output);
}
