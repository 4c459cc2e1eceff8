namespace Weir.Training;

/// <summary>
/// Holds a recipe that is written in C# to all that a file is held to: it is written as one and read again, so that each rule of the
/// reader stands in one place.
/// </summary>
internal static class RecipeCheck
{
    /// <summary>Refuses a recipe that its reader would refuse.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <exception cref="RecipeException">All its faults, by their paths; at their places in the recipe's file where it has one.</exception>
    public static void Of(Recipe recipe)
    {
        try
        {
            _ = RecipeReader.Parse(RecipeWriter.Write(recipe), recipe.Name, recipe.Registry);
        }
        catch (RecipeException error)
        {
            // Lines of the text that was written for this are nobody's.
            throw new RecipeException([.. error.Errors.Select(each => each with { Place = PlaceOf(recipe, each.Message) })]);
        }
    }

    private static RecipePlace PlaceOf(Recipe recipe, string message) =>
        message.IndexOfAny(['.', ':', '[', ' ']) is > 0 and var end ? recipe.Place.Of(message[..end]) : recipe.Place;
}
