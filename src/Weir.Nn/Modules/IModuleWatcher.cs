using Weir.Tensors;

namespace Weir.Nn;

/// <summary>Is told of what modules put out (<see cref="Module.Watch(IModuleWatcher)"/>).</summary>
public interface IModuleWatcher
{
    /// <summary>
    /// A module is about to run. Of several watchers the one that came last is told last. Does nothing unless overridden.
    /// </summary>
    /// <param name="module">The module.</param>
    void OnInput(Module module)
    {
    }

    /// <summary>A module has run. Of several watchers the one that came last is told first.</summary>
    /// <param name="module">The module.</param>
    /// <param name="input">The signal that came in.</param>
    /// <param name="output">The signal that goes out.</param>
    void OnOutput(Module module, Tensor input, Tensor output);

    /// <summary>
    /// A recurrent module has gone on by a place of a sequence. Told within its run, before <see cref="OnOutput"/>. Does nothing unless
    /// overridden.
    /// </summary>
    /// <param name="module">The module.</param>
    /// <param name="place">The place, from 0.</param>
    /// <param name="places">The length of the sequence.</param>
    /// <param name="state">What it carries on to the next place, (samples, units).</param>
    void OnState(Module module, int place, int places, Tensor state)
    {
    }

    /// <summary>
    /// All watchers have been told of the output. Of several the one that came last is told last. Does nothing unless overridden.
    /// </summary>
    /// <param name="module">The module.</param>
    void OnLeave(Module module)
    {
    }
}
