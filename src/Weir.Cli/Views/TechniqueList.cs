using Weir.Cli.Manual;
using Weir.Cli.Rendering;

namespace Weir.Cli.Views;

/// <summary>All techniques that the manual explains, by families.</summary>
internal static class TechniqueList
{
    private const int Indent = 2;

    /// <summary>Draws the list.</summary>
    public static IReadOnlyList<Line> Draw(int width)
    {
        List<Line> lines = [];
        foreach (TechniqueFamily family in TechniqueFamilies.All.Where(family => family.Members.Count > 0))
        {
            lines.Add(Line.Empty.Add(family.Title.ToLowerInvariant(), Palette.Quiet));
            IEnumerable<Line> names = family.Members.SelectMany(technique => technique.Names)
                .Select(name => Line.Empty.Add(name, Palette.Strong));
            lines.AddRange(Items.Flow(names, "  ", Math.Max(20, width - Indent))
                .Select(line => Line.Empty.Add(new string(' ', Indent)).Add(line)));
        }

        return lines;
    }
}
