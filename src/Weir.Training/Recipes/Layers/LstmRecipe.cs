using Weir.Nn;

namespace Weir.Training;

/// <summary>Long short-term memory.</summary>
public sealed record LstmRecipe : RecurrentRecipe
{
    private protected override Module Make(int inputs) => new Lstm(inputs, Units, Last);
}
