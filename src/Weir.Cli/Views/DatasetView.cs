using Weir.Cli.Rendering;
using Weir.Data;

namespace Weir.Cli.Views;

/// <summary>The facts of the parts of a data set, and a few samples where they are images.</summary>
internal static class DatasetView
{
    private const int Column = 16;
    private const int Title = 12;
    private const int MostClasses = 20;

    /// <summary>Draws the facts.</summary>
    /// <param name="parts">Facts of each part.</param>
    /// <param name="inputShape">Shape of one sample, as text.</param>
    /// <param name="width">Cells of a line.</param>
    public static IReadOnlyList<Line> Facts(IReadOnlyList<DatasetFacts> parts, string inputShape, int width)
    {
        DatasetFacts training = parts[0];
        List<Line> lines =
        [
            .. Row("samples", string.Join(", ", parts.Select(part => $"{Numbers.Count(part.Count)} {part.Name.Split(' ')[^1]}")), width),
            .. Row("inputs", training.Tokens is { } tokens ? $"{inputShape} tokens of {Numbers.Count(tokens)}"
                : Inputs(training, inputShape), width),
        ];
        if (training.ConstantFeatures.Count > 0 && training.Tokens is null)
            lines.AddRange(Row("", $"{Numbers.Of(training.ConstantFeatures.Count, "input")} of {Numbers.Count(training.Features)} never "
                + $"change{(training.ConstantFeatures.Count == 1 ? "s" : "")}", width));
        if (training.NonFiniteInputs > 0)
            lines.Add(Line.Empty.AddLeft("", Title).Add($"{Numbers.Of(training.NonFiniteInputs, "number")} NaN or infinite", Palette.Bad));
        if (training.ClassCounts is { } counts)
        {
            lines.AddRange(Row("targets", $"{Numbers.Of(counts.Count, "class", "classes")}; always the most frequent: "
                + $"{Numbers.Percent(training.MajorityShare)}", width));
            int most = Math.Max(1, counts.Max());
            // Of many classes the most frequent.
            int[] shown = counts.Count <= MostClasses ? [.. Enumerable.Range(0, counts.Count)]
                : [.. Enumerable.Range(0, counts.Count).OrderByDescending(i => counts[i]).Take(MostClasses)];
            foreach (int i in shown)
            {
                string name = training.ClassNames?[i] ?? $"{i}";
                bool above = Line.Cells(name) >= Title;
                if (above)
                    lines.AddRange(Row("", name, width));
                lines.Add(Line.Empty.AddRight(above ? "" : name + " ", Title)
                    .AddLeft(Blocks.Bar((double)counts[i] / most, Column), Column, Palette.Accent)
                    .AddRight($" {Numbers.Count(counts[i])}", 9));
            }

            if (shown.Length < counts.Count)
                lines.AddRange(Row("", $"and {counts.Count - shown.Length} others", width));
        }
        else
        {
            lines.AddRange(Row("targets", training.TargetDeviation is > 0 or null or double.NaN
                ? $"mean {Numbers.Value(training.TargetMean ?? 0)}, deviation {Numbers.Value(training.TargetDeviation ?? 0)}"
                : $"always {Numbers.Value(training.TargetMean ?? 0)}", width));
            if (training.NonFiniteTargets > 0)
                lines.Add(Line.Empty.AddLeft("", Title)
                    .Add($"{Numbers.Of(training.NonFiniteTargets, "target")} NaN or infinite", Palette.Bad));
        }

        return lines;
    }

    /// <summary>Draws how rows of a table make a sample.</summary>
    /// <param name="window">The window.</param>
    /// <param name="width">Cells of a line.</param>
    public static IEnumerable<Line> Window(TableWindow window, int width) => Row("window", $"{Numbers.Of(window.Rows, "row")}"
        + $"{(window.Time is { } time ? $" by '{time}'" : "")}{(window.Group is { } group ? $" of each '{group}'" : "")}, the target "
        + $"{Numbers.Of(window.Horizon, "row")} after the last", width);

    /// <summary>Draws how rows of one thing make a sample.</summary>
    /// <param name="sequence">The sequence.</param>
    /// <param name="width">Cells of a line.</param>
    public static IEnumerable<Line> Sequence(TableSequence sequence, int width) => Row("sequence",
        $"{Numbers.Of(sequence.Rows, "row")} of each "
        + $"'{sequence.Column}'{(sequence.Time is { } time ? $" by '{time}'" : "")}", width);

    private static string Inputs(DatasetFacts facts, string shape)
    {
        string numbers = shape.Contains('×', StringComparison.Ordinal) ? $"{shape} = {Numbers.Of(facts.Features, "number")}"
            : Numbers.Of(facts.Features, "number");
        string range = $"from {Numbers.Value(facts.InputMinimum)} to {Numbers.Value(facts.InputMaximum)}";
        return $"{numbers} {range}, mean {Numbers.Value(facts.InputMean)}, deviation {Numbers.Value(facts.InputDeviation)}";
    }

    private static IEnumerable<Line> Row(string title, string text, int width) => Items.Wrap(text, width - Title)
        .Select((line, i) => Line.Empty.AddLeft(i == 0 ? title : "", Title, Palette.Quiet).Add(line));
}
