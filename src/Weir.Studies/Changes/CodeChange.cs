using Weir.Training;

namespace Weir.Studies;

/// <summary>A change that is written in C#.</summary>
internal sealed class CodeChange(Func<Recipe, Recipe> change) : Change
{
    internal override RecipePlace? Place => null;

    internal override RecipeError? Apply(RecipeDocument document)
    {
        Recipe before = document.ToRecipe("recipe"), after = change(before);
        if (after.Seed != before.Seed)
            throw new RecipeException("a change sets the seed, which would have no effect: the seeds are those of the study");
        document.Replace(RecipeDocument.Of(after));
        return null;
    }
}
