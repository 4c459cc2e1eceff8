using Weir.Training;

namespace Weir.Studies;

/// <summary>Takes entries out of a recipe's list.</summary>
/// <param name="path">Which entries.</param>
internal sealed class RemoveChange(RecipePath path) : Change
{
    internal override RecipePlace? Place => path.Place;

    internal override RecipeError? Apply(RecipeDocument document)
    {
        foreach (RecipeSlot.Entry entry in path.FindEntries(document))
            entry.Remove();
        return null;
    }
}
