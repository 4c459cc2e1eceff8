using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace Weir.Inference.Tests;

/// <summary>The blocks of docs/use.md are the code of this file, to the character but for the indentation.</summary>
public sealed partial class UseDocumentTests
{
    [Fact]
    public void The_blocks_are_this_code()
    {
        string code = Bare(File.ReadAllText(Here()));
        string page = File.ReadAllText(Path.Combine(Path.GetDirectoryName(Here())!, "../../docs/use.md")).ReplaceLineEndings("\n");
        MatchCollection blocks = Blocks().Matches(page);
        blocks.Count.ShouldBe(2);
        foreach (Match block in blocks)
            code.ShouldContain(Bare(block.Groups["code"].Value.Replace("\"runs/churn\"", "run", StringComparison.Ordinal)));
    }

    [Fact]
    public void And_it_runs()
    {
        using TrainedRuns runs = new();
        string run = runs.Churn();
        using StringWriter written = new();
        Use(run, written);
        written.ToString().ShouldStartWith("stayed with ");
    }

    private static void Use(string run, TextWriter Console)
    {
        Predictor predictor = Predictor.Load(run);

        Prediction customer = predictor.Predict(new Dictionary<string, object?>
        {
            ["plan"] = "premium",
            ["joined"] = new DateOnly(2022, 3, 1),
            ["age"] = null,
            ["calls"] = 0,
            ["paperless"] = true,
        });
        Console.WriteLine($"{customer.Class} with {customer.Probability:p0}; would leave with {customer["left"]:p0}");

        float[] features = new float[predictor.InputSize], probabilities = new float[predictor.OutputSize];
        predictor.Predict(features, probabilities);   // as many samples as fit
        probabilities.Sum().ShouldBe(1, 1e-5);
    }

    private static string Bare(string text) =>
        string.Join('\n', text.ReplaceLineEndings("\n").Split('\n').Select(line => line.TrimStart()));

    private static string Here([CallerFilePath] string here = "") => here;

    [GeneratedRegex("```csharp\n(?<code>.*?)```", RegexOptions.Singleline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Blocks();
}
