using Weir.Nn;

namespace Weir.Onnx;

/// <summary>How one kind of module is written as nodes of a graph. See <see cref="OnnxForm{TModule}"/>.</summary>
public abstract class OnnxForm
{
    private protected OnnxForm()
    {
    }

    /// <summary>The type of module that it is for.</summary>
    public abstract Type Module { get; }

    /// <summary>Writes a module, as it is in evaluation.</summary>
    /// <param name="module">The module.</param>
    /// <param name="x">The signal that comes in.</param>
    /// <param name="graph">What it is written to.</param>
    /// <returns>The signal that goes out.</returns>
    internal abstract OnnxSignal Write(Module module, OnnxSignal x, OnnxGraph graph);
}

/// <summary>How one kind of module is written as nodes of a graph. A new one is a class and a line in <see cref="OnnxForms"/>.</summary>
/// <typeparam name="TModule">The kind.</typeparam>
public abstract class OnnxForm<TModule> : OnnxForm
    where TModule : Module
{
    /// <inheritdoc/>
    public sealed override Type Module => typeof(TModule);

    internal sealed override OnnxSignal Write(Module module, OnnxSignal x, OnnxGraph graph) => Write((TModule)module, x, graph);

    /// <summary>Writes a module, as it is in evaluation. Its parts are written by <see cref="OnnxGraph.Apply"/>.</summary>
    /// <param name="module">The module.</param>
    /// <param name="x">The signal that comes in.</param>
    /// <param name="graph">What it is written to.</param>
    /// <returns>The signal that goes out.</returns>
    protected abstract OnnxSignal Write(TModule module, OnnxSignal x, OnnxGraph graph);
}
