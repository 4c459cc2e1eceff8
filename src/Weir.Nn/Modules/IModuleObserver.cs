using Weir.Tensors;

namespace Weir.Nn;

/// <summary>Is told of what modules put out.</summary>
public interface IModuleObserver
{
    /// <summary>A module is about to run. Does nothing unless overridden.</summary>
    /// <param name="module">The module.</param>
    void OnInput(Module module)
    {
    }

    /// <summary>A module has run.</summary>
    /// <param name="module">The module.</param>
    /// <param name="input">The signal that came in.</param>
    /// <param name="output">The signal that goes out.</param>
    void OnOutput(Module module, Tensor input, Tensor output);
}
