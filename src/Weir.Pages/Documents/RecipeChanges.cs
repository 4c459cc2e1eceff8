using System.Text.Json.Nodes;
using Weir.Training;
using RecipeDifference = Weir.Studies.RecipeDifference;

namespace Weir.Pages;

/// <summary>
/// In what the recipes of two runs differ, key by key as <c>weir compare</c> has it: by what they mean, so that neither a default that one
/// of them gives nor another way of writing is a change.
/// </summary>
internal static class RecipeChanges
{
    /// <summary>The changes as a part of a page; null where one of the runs has no recipe.</summary>
    /// <param name="before">The run that is compared with.</param>
    /// <param name="now">The run that the page is about.</param>
    public static JsonObject? Node(RunFiles before, RunFiles now)
    {
        if (before.Recipe is not { } old || now.Recipe is not { } text)
            return null;
        try
        {
            IReadOnlyList<RecipeDifference> found = RecipeDifference.Of([Parse(old, before.Name), Parse(text, now.Name)]);
            return new JsonObject
            {
                ["keys"] = new JsonArray([.. found.Select(each => new JsonArray(each.Path, each.Texts[0], each.Texts[1]))]),
            };
        }
        catch (RecipeException error)
        {
            // Parts that a program has brought are known to it alone: lines are all there is to compare.
            return new JsonObject { ["fault"] = error.Message };
        }
    }

    private static Recipe Parse(string text, string name) => RecipeReader.Parse(text, $"{name}.yaml");
}
