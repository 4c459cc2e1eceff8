using Weir.Nn;

namespace Weir.Training;

/// <summary>Gated recurrent units.</summary>
public sealed record GruRecipe : RecurrentRecipe
{
    private protected override Module Make(int inputs) => new Gru(inputs, Units, Last);
}
