using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Weir.Flow;

namespace Weir.Samples.Tests;

/// <summary>
/// The programs under samples/ are compiled with the tests, and each is run from its first line to its last: it learns, and its flow was
/// measured.
/// </summary>
public sealed class SampleTests
{
    [Fact]
    public void The_MLP_learns_digits_and_leaves_a_run()
    {
        string[] said = Run("Mlp", folder => TraceReader.Read(Path.Combine(folder, "runs", "sample-mlp", "flow.jsonl"))
            .Header.Layers.Count.ShouldBe(3));
        Number(said, @"validation ([\d.]+) ?%").ShouldBeGreaterThan(60);
        said.Count(line => line.StartsWith("layer ", StringComparison.Ordinal) && line.Contains("delta.rms ", StringComparison.Ordinal))
            .ShouldBe(3);
        Number(said, @"attenuation (-?[\d.]+) decades").ShouldBeInRange(-0.5, 0.5);
    }

    [Fact]
    public void The_CNN_learns_digits_and_every_layer_is_measured()
    {
        string[] said = Run("Cnn");
        Number(said, @"test ([\d.]+) ?%").ShouldBeGreaterThan(80);
        said.ShouldContain(line => Regex.IsMatch(line, @"^3\.branch\.2\.conv +conv +activation\.rms [\d.]+  delta\.rms \d"));
    }

    [Fact]
    public void A_module_of_ones_own_is_trained_and_measured_like_others()
    {
        string[] said = Run("CustomModule");
        Number(said, @"at first, ([\d.]+) at last$", ^1).ShouldBeLessThan(0.2);
        said.Count(line => Regex.IsMatch(line, @"^layer [234] +highway +delta\.rms [1-9]")).ShouldBe(3);
    }

    [Fact]
    public void A_loop_of_ones_own_trains_two_networks_and_writes_two_traces()
    {
        string[] said = Run("CustomLoop", folder =>
        {
            foreach (string name in new[] { "generator.jsonl", "critic.jsonl" })
            {
                Trace trace = TraceReader.Read(Path.Combine(folder, name));
                trace.Samples.Count.ShouldBeGreaterThan(20);
                trace.Samples[^1].Layers.ShouldAllBe(layer => layer.DeltaRms > 0);
                trace.Samples[^1].Parameters.ShouldAllBe(parameter => parameter.UpdateRatio > 0);
            }
        });
        Number(said, @"lie ([\d.]+) off", 0).ShouldBeGreaterThan(0.5);
        Number(said, @"lie ([\d.]+) off", ^1).ShouldBeLessThan(0.3);
    }

    [Fact]
    public void Parts_of_ones_own_are_named_in_a_recipe_like_those_of_the_library()
    {
        string[] said = Run("OwnParts");
        Number(said, @"sign-momentum: accuracy ([\d.]+) ?%").ShouldBeGreaterThan(95);
        said.ShouldContain("option momentum");
        said.ShouldContain(line => line.StartsWith("Warning OWN001 large-steps: a step moves a weight by ", StringComparison.Ordinal),
            "a rule of one's own, with the severity and the threshold of the recipe");
        said.ShouldContain(line => line
            .EndsWith("optimizer.sign-momentum.momentum: 2 is out of range; it must be in [0, 1)", StringComparison.Ordinal));
    }

    [Fact]
    public void The_transformer_learns_to_add()
    {
        string[] said = Run("Transformer");
        Number(said, @"(\d+) of 100 sums").ShouldBeGreaterThan(80);
        said.Count(line => line.Contains("delta.rms", StringComparison.Ordinal)).ShouldBe(16);
    }

    [Fact]
    public void Every_sample_is_run_here_and_named_in_the_readme()
    {
        string root = Root();
        string[] samples = [.. Directory.GetDirectories(Path.Combine(root, "samples"))
            .Where(folder => File.Exists(Path.Combine(folder, "Program.cs"))).Select(folder => Path.GetFileName(folder))];
        samples.ShouldBe(["Mlp", "Cnn", "CustomModule", "CustomLoop", "Transformer", "OwnParts", "PredictionService"], ignoreOrder: true);
        string readme = File.ReadAllText(Path.Combine(root, "README.md"));
        samples.ShouldAllBe(sample => readme.Contains($"samples/{sample}", StringComparison.Ordinal));
    }

    /// <summary>Runs a sample in a folder of its own.</summary>
    /// <returns>The lines that it wrote.</returns>
    private static string[] Run(string sample, Action<string>? look = null)
    {
        string folder = Directory.CreateTempSubdirectory("weir-sample-").FullName, before = Directory.GetCurrentDirectory();
        TextWriter console = Console.Out;
        using StringWriter said = new(CultureInfo.InvariantCulture);
        try
        {
            Directory.SetCurrentDirectory(folder);
            Console.SetOut(said);
            MethodInfo entry = Assembly.Load($"Samples.{sample}").EntryPoint.ShouldNotBeNull();
            entry.Invoke(null, BindingFlags.DoNotWrapExceptions, null, [Array.Empty<string>()], CultureInfo.InvariantCulture);
            look?.Invoke(folder);
        }
        finally
        {
            Console.SetOut(console);
            Directory.SetCurrentDirectory(before);
            Directory.Delete(folder, recursive: true);
        }

        return said.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
    }

    private static double Number(string[] lines, string pattern, Index? which = null)
    {
        Match[] found = [.. lines.Select(line => Regex.Match(line, pattern)).Where(match => match.Success)];
        found.ShouldNotBeEmpty(pattern + " in\n" + string.Join('\n', lines));
        return double.Parse(found[which ?? 0].Groups[1].Value, CultureInfo.InvariantCulture);
    }

    private static string Root([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(here, "..", "..", ".."));
}
