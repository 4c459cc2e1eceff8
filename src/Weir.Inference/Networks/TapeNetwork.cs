using Weir.Nn;
using Weir.Tensors;
using Weir.Tensors.Backends;
using Weir.Training;

namespace Weir.Inference;

/// <summary>
/// Any network, on tapes that record nothing. Layers may keep memory of their own between calls, so that each thread that comes at the same
/// time has a network of its own, of the same weights.
/// </summary>
internal sealed class TapeNetwork
{
    private readonly Slots<Passage> _passages;

    /// <summary>Prepares passages through a network.</summary>
    /// <param name="model">The network, in evaluation.</param>
    /// <param name="another">Makes another of the same layers; null where that cannot be done, so that threads wait for each other.</param>
    /// <param name="backend">What computes.</param>
    public TapeNetwork(Module model, Func<Module>? another, Backend backend)
    {
        Passage first = new(model, backend);
        (Alone, _passages) = (another is null ? first : null, new Slots<Passage>(() => new Passage(Copy(model, another!), backend)));
        if (another is not null)
            _passages.Return(first);
    }

    /// <summary>The only passage where the network cannot be copied.</summary>
    private Passage? Alone { get; }

    /// <summary>Works out what comes out for some samples.</summary>
    /// <param name="samples">Samples one after the other, as the network takes them.</param>
    /// <param name="shape">Their shape, the axis of samples first.</param>
    /// <param name="output">What comes out, sample after sample.</param>
    public void Run(ReadOnlySpan<float> samples, Shape shape, Span<float> output)
    {
        if (Alone is { } alone)
        {
            lock (alone)
                alone.Run(samples, shape, output);
            return;
        }

        Passage passage = _passages.Take();
        try
        {
            passage.Run(samples, shape, output);
        }
        finally
        {
            _passages.Return(passage);
        }
    }

    private static Module Copy(Module model, Func<Module> another)
    {
        Module copy = another();
        ModuleMap map = ModuleMap.Of(model), own = ModuleMap.Of(copy);
        // A file that layers are made of may have changed since the first was made.
        if (!map.Parameters.Select(entry => (entry.Name, entry.Parameter.Shape))
                .SequenceEqual(own.Parameters.Select(entry => (entry.Name, entry.Parameter.Shape)))
            || !map.Buffers.Select(entry => (entry.Name, entry.Buffer.Shape))
                .SequenceEqual(own.Buffers.Select(entry => (entry.Name, entry.Buffer.Shape))))
            throw new RunException("the network has other layers than when it was loaded: a file that its recipe names has changed; put it "
                + "back, or load the network anew");
        foreach ((Parameter to, Parameter from) in own.Parameters.Zip(map.Parameters, (a, b) => (a.Parameter, b.Parameter)))
            to.Set(from.Value.ToArray());
        foreach ((ModuleBuffer to, ModuleBuffer from) in own.Buffers.Zip(map.Buffers, (a, b) => (a.Buffer, b.Buffer)))
            to.Value.CopyFrom(from.Value.ToArray());
        copy.Train(false);
        return copy;
    }

    private sealed class Passage(Module model, Backend backend)
    {
        private readonly Tape _tape = new(backend);

        public void Run(ReadOnlySpan<float> samples, Shape shape, Span<float> output)
        {
            _tape.Begin(recording: false);
            model.Apply(_tape.Input(shape, samples)).CopyTo(output);
        }
    }
}
