using Spectre.Console;
using Weir.Cli.Rendering;
using Weir.Diagnosis;

namespace Weir.Cli.Views;

/// <summary>The pieces of a finding in words.</summary>
internal static class FindingText
{
    /// <summary>
    /// Severity, code and title in colour, with the layers and the step, as in <c>error WEIR101 the gradient vanishes · layers 1–4 · since
    /// step 40</c>.
    /// </summary>
    public static Line Title(Finding finding) => Title(finding, int.MaxValue)[0];

    /// <summary>The same on as many lines as it takes; those behind the first are indented.</summary>
    public static IReadOnlyList<Line> Title(Finding finding, int width)
    {
        Line start = Line.Empty.Add(Word(finding.Severity), Colour(finding.Severity)).Add(" ").Add(finding.Diagnostic.Code, Palette.Quiet)
            .Add(" ");
        IEnumerable<Line> title = [start.Add(finding.Diagnostic.Title, Palette.Strong)];
        if (start.Width > width)
        {
            IReadOnlyList<Line> words = Items.Flow([Line.Empty.Add(Word(finding.Severity), Colour(finding.Severity)),
                Line.Empty.Add(finding.Diagnostic.Code, Palette.Quiet), .. finding.Diagnostic.Title.Split(' ')
                .Select(word => Line.Empty.Add(word, Palette.Strong))], " ", width - 2);
            title = words;
        }

        Line[] parts = [.. title, Line.Empty.Add(Layers(finding.Layers)), Line.Empty.Add(Since(finding.Step), Palette.Quiet)];
        IReadOnlyList<Line> lines = Items.Flow(parts, " · ", width);
        if (lines.Count > 1)
            lines = Items.Flow(parts, " · ", width - 2);
        return [.. lines.Select((line, i) => i == 0 ? line : Line.Empty.Add("  ").Add(line))];
    }

    /// <summary>
    /// Severity, code and name, as in <c>error WEIR101 vanishing-gradient · layers 1–4</c>: on one line, with the layers and the step
    /// as far as they fit.
    /// </summary>
    public static Line Brief(Finding finding, int width)
    {
        Line start = Line.Empty.Add(Word(finding.Severity), Colour(finding.Severity)).Add(" ").Add(finding.Diagnostic.Code, Palette.Quiet)
            .Add(" ").Add(finding.Diagnostic.Name, Palette.Strong);
        return Items.Flow([start, Line.Empty.Add(Layers(finding.Layers)), Line.Empty.Add(Since(finding.Step), Palette.Quiet)], " · ",
            width)[0];
    }

    /// <summary>The same without colour, with the message, on one line.</summary>
    public static string Sentence(Finding finding) => $"{Title(finding)}: {finding.Message}";

    /// <summary>The word of a severity.</summary>
    public static string Word(Severity severity) => severity == Severity.Information ? "note" : severity.ToString().ToLowerInvariant();

    /// <summary>The colour of a severity.</summary>
    public static Style Colour(Severity severity) => severity switch
    {
        Severity.Error => Palette.Bad,
        Severity.Warning => Palette.Warning,
        _ => Palette.Accent,
    };

    /// <summary>Numbers of layers from 1, neighbours drawn together, as in <c>layers 1–4, 7</c>; empty for none.</summary>
    public static string Layers(IReadOnlyList<int> layers)
    {
        int[] numbers = [.. layers.Distinct().Order()];
        List<string> ranges = [];
        for (int i = 0; i < numbers.Length;)
        {
            int end = i;
            while (end + 1 < numbers.Length && numbers[end + 1] == numbers[end] + 1)
                end++;
            ranges.Add(end - i > 1 ? $"{numbers[i] + 1}–{numbers[end] + 1}"
                : string.Join(", ", numbers[i..(end + 1)].Select(number => number + 1)));
            i = end + 1;
        }

        if (ranges.Count > 6)
            ranges = [.. ranges.Take(5), "…"];
        return numbers.Length == 0 ? "" : $"{(numbers.Length == 1 ? "layer" : "layers")} {string.Join(", ", ranges)}";
    }

    /// <summary>How many findings there are of each severity, as in <c>1 error, 2 warnings</c>.</summary>
    public static Line Count(IReadOnlyList<Finding> findings)
    {
        Line line = Line.Empty;
        foreach ((Severity severity, string noun) in new[] { (Severity.Error, "error"), (Severity.Warning, "warning"),
            (Severity.Information, "note") })
        {
            int count = findings.Count(finding => finding.Severity == severity);
            if (count > 0)
                line.Add(line.Width == 0 ? "" : ", ").Add(Numbers.Of(count, noun), Colour(severity));
        }

        return line.Width == 0 ? line.Add("no findings", Palette.Good) : line;
    }

    private static string Since(long step) => step <= 1 ? "from the start" : $"since step {Numbers.Count(step)}";
}
