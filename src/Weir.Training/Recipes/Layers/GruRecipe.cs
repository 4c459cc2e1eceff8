using Weir.Nn;

namespace Weir.Training;

/// <summary>Gated recurrent units.</summary>
public sealed record GruRecipe : RecurrentRecipe
{
    internal static LayerForm Form { get; } = FormOf<GruRecipe>("gru");

    private protected override Module Make(int inputs) => new Gru(inputs, Units, Last);
}
