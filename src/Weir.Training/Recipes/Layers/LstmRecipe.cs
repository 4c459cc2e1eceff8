using Weir.Nn;

namespace Weir.Training;

/// <summary>Long short-term memory.</summary>
public sealed record LstmRecipe : RecurrentRecipe
{
    internal static LayerForm Form { get; } = FormOf<LstmRecipe>("lstm");

    private protected override Module Make(int inputs) => new Lstm(inputs, Units, Last);
}
