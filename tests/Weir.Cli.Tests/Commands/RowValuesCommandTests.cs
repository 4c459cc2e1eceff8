using System.Globalization;
using System.Text;
using System.Text.Json;
using Weir.Tensors;

namespace Weir.Cli.Tests.Commands;

/// <summary>The road of recordings with a number for each row: every command takes them.</summary>
public class RowValuesCommandTests
{
    private const string Recipe = """
        name: pulse
        seed: 1
        data: {source: csv, file: pulse.csv, target: mean, sequence: id, row-targets: true, time: t, missing: mean}
        model: [{gru: 8}, linear: outputs]
        loss: mean-squared-error
        optimizer: {adam: {rate: 0.02}}
        batch: 8
        epochs: 15
        """;

    [Fact]
    public void Numbers_of_rows_are_looked_at_learnt_judged_predicted_and_exported()
    {
        using Folder folder = Recordings();
        string runs = folder["runs"], recipe = folder["pulse.yaml"];
        string shown = Run("data", "show", recipe);
        shown.ShouldContain("sequence    8 rows of each 'id' by 't'");
        shown.ShouldNotContain("NaN");
        Run("check", recipe).ShouldContain("no findings");
        Run("train", recipe, "--runs", runs, "--plain").ShouldContain("test R² 0.9");
        Run("diagnose", "pulse", "--runs", runs).ShouldContain("pulse · 1 → 8 → 1");
        JsonElement values = JsonDocument.Parse(Run("evaluate", "pulse", folder["pulse.csv"], "--runs", runs, "--json")).RootElement
            .GetProperty("values")[0];
        values.GetProperty("r2").GetDouble().ShouldBeGreaterThan(0.85);
        values.GetProperty("mean").GetDouble().ShouldBe(100, 10);
        string[] lines = Run("predict", "pulse", folder["pulse.csv"], "--runs", runs).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        lines[0].ShouldBe("line,id,prediction");
        lines.Length.ShouldBe(File.ReadAllLines(folder["pulse.csv"]).Length);
        lines[1].ShouldStartWith("2,n0,");
        Run("export", "pulse", "--runs", runs, "--onnx", folder["pulse.onnx"]).ShouldContain("(8, 1)");
    }

    [Fact]
    public void A_recipe_with_too_high_a_rate_is_repaired_and_a_study_compares_them()
    {
        using Folder folder = Recordings();
        string recipe = folder["broken.yaml"], study = folder["rates.yaml"];
        File.WriteAllText(recipe, Recipe.Replace("rate: 0.02", "rate: 30", StringComparison.Ordinal));
        Run("repair", recipe, "--runs", folder["runs"]).ShouldContain("repaired");
        File.WriteAllText(study, "name: rates\ntitle: Does a high rate train?\nbase:\n  net:\n"
            + string.Concat(Recipe.Split('\n').Skip(2).Select(line => $"    {line}\n"))
            + "factors:\n  rate:\n    small: {}\n    large: {optimizer.*.rate: 30}\nmeasures: [fit, attenuation-start]\nseeds: 2\n");
        Run("study", study, "--runs", folder["runs"]).ShouldContain("what follows");
    }

    [Fact]
    public void A_recipe_for_rows_with_targets_of_their_own_says_so_and_trains()
    {
        using Folder folder = Recordings();
        string recipe = folder["own.yaml"];
        Run("new", "--from", folder["pulse.csv"], "--sequence", "id", "--time", "t", "--target", "mean", "--output", recipe);
        string text = File.ReadAllText(recipe);
        text.ShouldContain("# Predicts 'mean' of each row of each 'id' of pulse.csv");
        text.ShouldContain("  row-targets: true        # line 3 has another target than the rows of its sequence before it");
        text.ShouldContain("  - gru: 32              # tells of each row by it and those before it");
        Run("train", recipe, "--runs", folder["runs"], "--plain", "--no-report", "--epochs", "60").ShouldContain("finished");
        JsonDocument.Parse(Run("evaluate", "own", "--runs", folder["runs"], "--json")).RootElement.GetProperty("values")[0]
            .GetProperty("r2").GetDouble().ShouldBeGreaterThan(0.6);
    }

    private static string Run(params string[] arguments)
    {
        using TestTerminal terminal = new(width: 120);
        terminal.Run(arguments).ShouldBe(0, $"weir {string.Join(' ', arguments)}\n{terminal.Errors}{terminal.Output}");
        return terminal.Output;
    }

    // Recordings of 5 to 8 rows with the mean of what has come; some means are not known.
    private static Folder Recordings()
    {
        Folder folder = new();
        RandomStream random = RandomStream.For(1, "recordings");
        StringBuilder table = new("id,t,x,mean\n");
        for (int i = 0; i < 120; i++)
        {
            double sum = 0;
            for (int t = 0; t < 5 + (i % 4); t++)
            {
                double x = random.NextUniform(-5, 5);
                sum += x;
                string mean = i % 7 == 3 && t == 2 ? "" : (100 + (20 * sum / (t + 1))).ToString("g6", CultureInfo.InvariantCulture);
                table.Append(CultureInfo.InvariantCulture, $"n{i},{t},{x:g5},{mean}\n");
            }
        }

        File.WriteAllText(folder["pulse.csv"], table.ToString());
        File.WriteAllText(folder["pulse.yaml"], Recipe);
        return folder;
    }
}
