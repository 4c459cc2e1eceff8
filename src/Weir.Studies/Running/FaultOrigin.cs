using Weir.Training;

namespace Weir.Studies;

/// <summary>Where a fault of a cell comes from.</summary>
internal static class FaultOrigin
{
    /// <summary>
    /// A fault at its place; one that stands in the recipe that the cell is made of, which by itself has no such fault, at the change that
    /// brings it in.
    /// </summary>
    /// <param name="cell">The cell.</param>
    /// <param name="error">Its fault.</param>
    /// <param name="hasFault">Whether a recipe has the fault.</param>
    public static RecipeError Placed(Cell cell, RecipeError error, Func<RecipeDocument, bool> hasFault)
    {
        RecipeDocument document = cell.Base.Copy();
        if (!document.Holds(error.Place) || hasFault(document))
            return error;
        foreach (Change change in cell.Changes)
        {
            try
            {
                change.Apply(document);
            }
            catch (RecipeException)
            {
                // It does not fit the recipe, which is told as that.
            }

            if (hasFault(document))
                return change.Place is { } place ? error with { Place = place } : error;
        }

        return error;
    }
}
