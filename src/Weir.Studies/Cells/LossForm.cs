using Weir.Data;
using Weir.Training;

namespace Weir.Studies;

/// <summary>What the numbers of a loss are of: those of another loss, or of targets in another unit, cannot stand beside them.</summary>
/// <param name="Loss">The loss with its options.</param>
/// <param name="ClassWeights">How classes are weighed; null where all alike.</param>
/// <param name="Targets">How target values are scaled.</param>
internal sealed record LossForm(Choice Loss, ClassWeightsRecipe? ClassWeights, TargetScaling Targets)
{
    /// <summary>That of a recipe; null where it cannot be read.</summary>
    public static LossForm? Of(RecipeDocument document)
    {
        try
        {
            Recipe recipe = document.Copy().ToRecipe("loss");
            return new LossForm(recipe.Loss, recipe.ClassWeights, recipe.Data.Targets);
        }
        catch (RecipeException)
        {
            return null;
        }
    }
}
