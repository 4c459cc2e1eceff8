using Weir.Nn;
using Weir.Tensors;
using Weir.Tensors.Backends;

namespace Weir.Training;

/// <summary>
/// A part of a network that a program makes, taken as it is: whenever the layer is built, the program makes its network anew.
/// </summary>
internal sealed record PartRecipe : LayerRecipe
{
    /// <summary>Its name in recipes.</summary>
    public const string Name = "part";

    /// <summary>Its number among the parts of the network, from 1; 0 for the network as a whole.</summary>
    [Option("Its number among the parts of the program's network, from 1; 0 for the network as a whole.", Least = 0, Short = true)]
    public int Number { get; init; }

    /// <summary>What makes the network.</summary>
    public Func<Module>? Network { get; init; }

    /// <inheritdoc/>
    public override (Module Module, Shape Output) Build(Shape input, int outputs)
    {
        Module network = (Network ?? throw new ShapeException($"{Name}: no program is there that makes the network"))();
        Module part = Number == 0 ? network : NetworkReading.PartsOf(network)[Number - 1];
        return (part, OutputOf(part, input));
    }

    private static Shape OutputOf(Module part, Shape input)
    {
        // One sample has no batch statistics, and nothing is to be dropped.
        using IDisposable evaluating = part.Evaluating();
        Tape tape = new(new PlanningBackend());
        tape.Begin(recording: false);
        return part.Apply(tape.Input(input.Prepend(1), new float[input.Size])).Shape.From(1);
    }
}
