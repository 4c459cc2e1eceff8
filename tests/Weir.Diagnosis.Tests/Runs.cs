using Weir.Flow;
using Weir.Training;

namespace Weir.Diagnosis.Tests;

/// <summary>Recipes and findings that several tests use.</summary>
internal static class Runs
{
    /// <summary>Eight layers of sigmoids on a few of the built-in digits: the gradient vanishes.</summary>
    public static Recipe Vanishing(string more = "") => RecipeReader.Parse(
        $$$"""
        name: vanishing
        data: {source: digits, training: 500, validation: 100, test: 0}
        model:
          - {linear: 20, repeat: 8, activation: sigmoid, weight: glorot-normal}
          - linear: outputs
        optimizer: {sgd: {rate: 0.1}}
        batch: 50
        epochs: 4
        {{{more}}}
        """,
        "vanishing.yaml");

    /// <summary>Layers that findings number.</summary>
    public static TraceHeader Header { get; } = new(
        [new TraceLayer("0", "linear+sigmoid", 4, true), new TraceLayer("1", "linear", 2, true)],
        [new TraceParameter("0.weight", "weight", [3, 4], 0), new TraceParameter("1.weight", "weight", [4, 2], 1)],
        Batch: 8);

    /// <summary>A cause and its consequence.</summary>
    public static IReadOnlyList<Finding> Findings { get; } =
    [
        new Finding
        {
            Diagnostic = RuleList.Find("unscaled-input")!.Diagnostic, Severity = Severity.Warning,
                Message = "the inputs have mean 128 and deviation inf", Evidence = [new Evidence("mean of inputs", 128, 3, "−1 to 1"),
                new Evidence("deviation of inputs", double.PositiveInfinity, null, "0.1 to 3")],
        },
        new Finding
        {
            Diagnostic = RuleList.Find("saturation")!.Diagnostic, Severity = Severity.Error,
                Message = "before training, 98 % of the outputs lie where the function is flat", Step = 40, Layers = [0],
                Because = RuleList.Find("unscaled-input")!.Diagnostic,
            Evidence = [new Evidence("activation.saturated", 0.98, 0.5, "below 0.1")],
        },
    ];

    /// <summary>The same as all that is said.</summary>
    public static Verdict Verdict { get; } = new() { Findings = Findings };

    /// <summary>The folder of the repository.</summary>
    public static string Root { get; } = FindRoot();

    private static string FindRoot()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Weir.slnx")))
                return folder.FullName;
        }

        throw new DirectoryNotFoundException("no folder above the tests holds Weir.slnx");
    }
}
