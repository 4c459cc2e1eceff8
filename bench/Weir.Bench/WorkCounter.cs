using Weir.Nn;
using Weir.Tensors;
using Weir.Tensors.Backends;

namespace Weir.Bench;

/// <summary>
/// Adds up the multiply-adds of a network for one sample, attention included, which is a module of parts and no layer of a summary.
/// </summary>
internal sealed class WorkCounter : IModuleWatcher
{
    /// <summary>Of all modules.</summary>
    public long Total { get; private set; }

    /// <summary>Of the first module that has any: nobody asks for the gradient of its input.</summary>
    public long First { get; private set; }

    /// <summary>Runs one sample through the network.</summary>
    public void Count(Module model, Shape input)
    {
        using IDisposable evaluating = model.Evaluating();
        using Watches watches = new();
        foreach (Module module in model.Tree())
            watches.Add(module.Watch(this));
        using SimdBackend backend = SimdBackend.Create(new SimdOptions { Threads = 1 });
        Tape tape = new(backend);
        tape.Begin(recording: false);
        model.Apply(tape.Full(input.Prepend(1), 0));
    }

    void IModuleWatcher.OnOutput(Module module, Tensor input, Tensor output)
    {
        long work = module.MultiplyAdds(input.Shape, output.Shape);
        Total += work;
        if (First == 0)
            First = work;
    }
}
