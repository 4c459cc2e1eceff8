using Weir.Nn;

namespace Weir.Training;

/// <summary>A simple recurrent layer.</summary>
public sealed record SimpleRnnRecipe : RecurrentRecipe
{
    internal static LayerForm Form { get; } = FormOf<SimpleRnnRecipe>("simple-rnn");

    private protected override Module Make(int inputs) => new SimpleRnn(inputs, Units, Last);
}
