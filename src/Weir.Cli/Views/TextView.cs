using Weir.Cli.Rendering;
using Weir.Data;

namespace Weir.Cli.Views;

/// <summary>The beginning of a set of tokens, where each has a name, as characters have.</summary>
internal static class TextView
{
    /// <summary>The first samples, a line each; nothing where tokens have no names.</summary>
    /// <param name="data">Windows of tokens.</param>
    /// <param name="width">Cells of a line.</param>
    /// <param name="most">Most samples.</param>
    public static IReadOnlyList<Line> Draw(Dataset data, int width, int most = 3)
    {
        if (data.Tokens is null || data.Targets is not ClassTargets { Names: { } names } || names.Count != data.Tokens)
            return [];
        List<Line> lines = [];
        for (int sample = 0; sample < Math.Min(most, data.Count); sample++)
        {
            string text = string.Concat(data.Sample(sample).ToArray()
                .Select(token => names[(int)token] is "space" ? " " : names[(int)token]));
            lines.Add(Line.Empty.Add(text.Length > width ? text[..(width - 1)] + "…" : text, Palette.Quiet));
        }

        return lines;
    }
}
