using Weir.Tensors;
using Weir.Tensors.Backends;

namespace Weir.Nn;

/// <summary>One layer in a <see cref="Summary"/>.</summary>
/// <param name="Path">Path in the module tree.</param>
/// <param name="Kind">Kind of layer.</param>
/// <param name="Output">Shape of its output for one sample.</param>
/// <param name="Parameters">Numbers that training moves in it; what an earlier layer has counted, as tied weights, counts there
/// alone.</param>
/// <param name="MultiplyAdds">Multiply-adds of a forward pass for one sample.</param>
public sealed record LayerSummary(string Path, string Kind, Shape Output, long Parameters, long MultiplyAdds);

/// <summary>The layers of a network with their output shapes, parameters and work, found by the shapes of one sample on its way.</summary>
/// <param name="Input">Shape of one sample.</param>
/// <param name="Layers">The layers in the order in which the signal meets them.</param>
public sealed record Summary(Shape Input, IReadOnlyList<LayerSummary> Layers)
{
    /// <summary>Numbers that training moves.</summary>
    public long Parameters => Layers.Sum(layer => layer.Parameters);

    /// <summary>Shape of what the whole network puts out for one sample; null where it is not known.</summary>
    public Shape? Output { get; init; }

    /// <summary>Multiply-adds of a forward pass for one sample.</summary>
    public long MultiplyAdds => Layers.Sum(layer => layer.MultiplyAdds);

    /// <summary>Summarises a network, which need not have its values yet: nothing is computed, and its memory is not touched.</summary>
    /// <param name="model">The network.</param>
    /// <param name="input">Shape of one sample.</param>
    /// <exception cref="ShapeException">A layer does not fit the one before it; the message holds the chain of shapes up to the
    /// break.</exception>
    public static Summary Of(Module model, Shape input)
    {
        ModuleMap map = ModuleMap.Of(model);
        Recorder recorder = new(map);
        using Watches watches = new();
        foreach ((_, Module layer) in map.Layers)
            watches.Add(layer.Watch(recorder));
        // One sample has no batch statistics, and nothing is to be dropped.
        using IDisposable evaluating = model.Evaluating();
        Tensor output;
        try
        {
            Tape tape = new(new PlanningBackend());
            tape.Begin(recording: false);
            output = model.Apply(tape.Input(input.Prepend(1), new float[input.Size]));
        }
        catch (ShapeException error)
        {
            string chain = string.Join(" → ", recorder.Found.Select(layer => $"{layer.Kind} {layer.Output}").Prepend($"input {input}"));
            throw new ShapeException($"{error.Message}; the shapes up to there: {chain}", error);
        }

        return new Summary(input, recorder.Found) { Output = output.Shape.From(1) };
    }

    private sealed class Recorder(ModuleMap map) : IModuleWatcher
    {
        private readonly HashSet<Parameter> _counted = new(ReferenceEqualityComparer.Instance);

        public List<LayerSummary> Found { get; } = [];

        public void OnOutput(Module module, Tensor input, Tensor output) => Found.Add(new LayerSummary(
            map.PathOf(module), module.Kind, output.Shape.From(1), module.OwnParameters.Where(_counted.Add)
                .Sum(parameter => (long)parameter.Shape.Size),
            module.MultiplyAdds(input.Shape, output.Shape)));
    }
}
