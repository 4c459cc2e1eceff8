using Weir.Cli.Rendering;

namespace Weir.Cli.Views;

/// <summary>The shipped recipes, each with what it is.</summary>
internal static class RecipeListView
{
    private const int Page = 120;

    /// <summary>Draws the list.</summary>
    /// <param name="recipes">Names and what they are.</param>
    /// <param name="width">Cells of a line.</param>
    public static IReadOnlyList<Line> Draw(IReadOnlyList<(string Name, string Gist)> recipes, int width)
    {
        List<Line> lines = [.. Terms.Draw(recipes, Math.Min(width, Page)), Line.Empty];
        lines.AddRange(Items.Flow([Line.Empty.AddWhole("weir new NAME", Palette.Strong),
            Line.Empty.Add("writes one into this folder;", Palette.Quiet),
            Line.Empty.AddWhole("weir train NAME", Palette.Strong), Line.Empty.Add("trains it as it is", Palette.Quiet)], " ", width));
        return lines;
    }
}
