using Weir.Data;
using Weir.Training;

namespace Weir.Studies;

/// <summary>
/// What the numbers of a cell are taken of: those of another loss, of targets in another unit, or of another part of the data, cannot stand
/// beside them.
/// </summary>
/// <param name="Loss">The loss with its options.</param>
/// <param name="ClassWeights">How classes are weighed; null where all alike.</param>
/// <param name="Targets">How target values are scaled.</param>
/// <param name="IsValidated">Whether the data has a validation part: without one the training part stands for it.</param>
/// <param name="MixesTargets">Whether the targets of training are mixtures of samples' own.</param>
internal sealed record CellGrounds(Choice Loss, ClassWeightsRecipe? ClassWeights, TargetScaling Targets, bool IsValidated,
    bool MixesTargets)
{
    /// <summary>Those of a recipe; null where it cannot be read.</summary>
    public static CellGrounds? Of(RecipeDocument document)
    {
        try
        {
            Recipe recipe = document.Copy().ToRecipe("grounds");
            return new CellGrounds(recipe.Loss, recipe.ClassWeights, recipe.Data.Targets, recipe.Data.Request.ValidationCount != 0,
                recipe.Data.Augment.Any(each => each.MixesTargets));
        }
        catch (RecipeException)
        {
            return null;
        }
    }

    /// <summary>Why a measure of some cells cannot be compared, in words; null where it can.</summary>
    /// <param name="measure">The measure.</param>
    /// <param name="cells">The cells.</param>
    public static string? Difference(Measure measure, IEnumerable<Cell> cells)
    {
        if (measure.Grounds == MeasureGrounds.None)
            return null;
        CellGrounds[] all = [.. cells.Select(cell => cell.Grounds).OfType<CellGrounds>()];
        return measure.Grounds.HasFlag(MeasureGrounds.Loss) && Differ(each => (each.Loss, each.ClassWeights, each.Targets))
            ? "as the losses are of different kinds"
            : measure.Grounds.HasFlag(MeasureGrounds.Validation) && Differ(each => each.IsValidated)
            ? "as one of the two has no validation part"
            : measure.Grounds.HasFlag(MeasureGrounds.Training) && Differ(each => each.MixesTargets)
            ? "as one of the two learns from mixed targets" : null;

        bool Differ<T>(Func<CellGrounds, T> of) => all.Select(of).Distinct().Count() > 1;
    }
}
