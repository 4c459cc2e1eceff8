using System.Globalization;
using Weir.Cli.Views;
using Weir.Studies;

namespace Weir.Cli.Tests.Views;

public class IntervalPlotTests
{
    private const string Study = """
        name: rates
        base:
          net:
            data: moons
            model: [linear: outputs]
            optimizer: {sgd: {rate: 0.1}}
            epochs: 1
        factors:
          rate:
            small: {}
            usual: {optimizer.sgd.rate: 0.2}
            large enough to diverge now and then: {optimizer.sgd.rate: 3}
            so large that most of its runs diverge: {optimizer.sgd.rate: 10}
            larger still: {optimizer.sgd.rate: 100}
        seeds: 3
        """;

    // The accuracy of each seed; null where it diverged.
    private static readonly double?[][] s_accuracy =
        [[0.71, 0.74, 0.72], [0.9, 0.88, 0.91], [0.86, 0.87, null], [0.5, null, null], [null, null, null]];

    /// <summary>What had diverged was drawn as a point, of what its other seeds came to, or was left out.</summary>
    [Theory]
    [InlineData(50)]
    [InlineData(80)]
    [InlineData(120)]
    public void A_cell_whose_runs_diverged_is_told_so(int width)
    {
        using Folder folder = new();
        StudyResults results = Results(folder);
        Measure accuracy = MeasureList.Find("accuracy")!;
        string[] lines = [.. IntervalPlot.Draw(results, accuracy, width).Select(line => line.ToString())];
        lines.ShouldAllBe(line => line.Length <= width);
        lines.Count(line => line.Contains('●')).ShouldBe(3);
        lines.Single(line => line.EndsWith(" 1 of 3 diverged", StringComparison.Ordinal)).ShouldContain("●");
        lines.Single(line => line.EndsWith(" 2 of 3 diverged", StringComparison.Ordinal)).ShouldNotContain("●");
        lines[^1].ShouldEndWith("·         diverged");
        Snapshot.Match($"intervals-{width}", string.Join('\n', lines));
    }

    private static StudyResults Results(Folder folder)
    {
        File.WriteAllText(folder["study.yaml"], Study);
        string[] cells = ["small", "usual", "large-enough-to-diverge-now-and-then", "so-large-that-most-of-its-runs-diverge",
            "larger-still"];
        foreach ((string cell, double?[] seeds) in cells.Zip(s_accuracy))
        {
            for (int seed = 0; seed < seeds.Length; seed++)
            {
                string run = $"{cell}.s{seed + 1}";
                Directory.CreateDirectory(folder[$"runs/{run}"]);
                string values = seeds[seed] is { } accuracy ? string.Create(CultureInfo.InvariantCulture, $"\"accuracy\": {accuracy}") : "";
                string status = seeds[seed] is null ? "nonFinite" : "finished";
                File.WriteAllText(folder[$"runs/{run}/{RunYield.FileName}"],
                    $"{{\"run\": \"{run}\", \"status\": \"{status}\", \"steps\": 40, \"trained\": true, \"values\": {{{values}}}}}");
            }
        }

        return StudyResults.Read(folder.Path);
    }
}
