using Weir.Cli.Rendering;

namespace Weir.Cli.Views;

/// <summary>Terms with what they mean beside them, or below where the term is long or the page narrow.</summary>
internal static class Terms
{
    /// <summary>Least cells for meanings that stand beside their terms.</summary>
    private const int LeastMeaning = 28;

    /// <summary>Draws them.</summary>
    /// <param name="terms">Terms and meanings.</param>
    /// <param name="width">Cells of a line.</param>
    /// <param name="margin">Blanks before each line.</param>
    /// <param name="most">Widest column of terms: longer ones stand on a line of their own.</param>
    public static IEnumerable<Line> Draw(IReadOnlyList<(string Term, string Meaning)> terms, int width, int margin = 0,
        int most = int.MaxValue)
    {
        int column = Math.Min(most, terms.Max(pair => pair.Term.Length));
        bool beside = width - margin - column - 2 >= Math.Min(LeastMeaning, terms.Max(pair => pair.Meaning.Length));
        int place = margin + column + 2;
        foreach ((string term, string meaning) in terms)
        {
            Line first = Line.Empty.Add(new string(' ', margin)).AddWhole(term, Palette.Strong);
            if (!beside || term.Length > column || meaning.Length == 0)
            {
                foreach (Line line in first.Fold(width))
                    yield return line;
                if (meaning.Length == 0)
                    continue;
                foreach (Line line in Items.Wrap(meaning, width, beside ? place : margin + 4))
                    yield return line;
                continue;
            }

            foreach (Line line in Items.Wrap(meaning, width - place))
            {
                yield return first.PadTo(place).Add(line);
                first = Line.Empty;
            }
        }
    }
}
