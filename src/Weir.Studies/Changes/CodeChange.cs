using Weir.Training;

namespace Weir.Studies;

/// <summary>A change that is written in C#.</summary>
internal sealed class CodeChange(Func<Recipe, Recipe> change) : Change
{
    internal override void Apply(RecipeDocument document)
    {
        Recipe after = change(document.ToRecipe("recipe"));
        document.Replace(RecipeDocument.Of(after));
    }
}
