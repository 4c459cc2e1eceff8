using System.Globalization;
using Weir.Diagnosis;
using Weir.Nn;
using Weir.Tensors;
using Weir.Training;

namespace Weir.Studies;

/// <summary>What a theory says of the recipe of a cell.</summary>
internal static class TheoryCurve
{
    // What hidden layers do among themselves hangs neither on the data nor on the outputs: any will do.
    private static readonly Shape s_input = new(32);
    private const int Outputs = 10;

    /// <summary>What a curve is called, as in <c>6 ξ</c>; null where there is none.</summary>
    public static string? NameOf(StudyMap map) => map.Curve == MapCurve.None ? null
        : map.Times == 1 ? "ξ" : $"{map.Times.ToString("0.###", CultureInfo.InvariantCulture)} ξ";

    /// <summary>The curve at a cell; null where the theory says nothing of its network.</summary>
    /// <param name="map">Which curve.</param>
    /// <param name="cell">The cell.</param>
    /// <param name="seed">The seed of the first values.</param>
    public static double? Of(StudyMap map, Cell cell, long seed)
    {
        try
        {
            Recipe recipe = PlannedRun.Of(cell, seed).Recipe();
            Sequential network = NetworkBuilder.Build(recipe, s_input, Outputs);
            network.Initialize(seed);
            return DepthScale.Of(network) * map.Times;
        }
        catch (RecipeException)
        {
            // A network that begins with images is no chain of dense layers.
            return null;
        }
    }
}
