using Weir.Cli.Live;
using Weir.Cli.Rendering;
using Weir.Cli.Views;
using Weir.Diagnosis;
using Weir.Flow;
using Weir.Training;

namespace Weir.Cli.Tests;

/// <summary>Hand-written runs.</summary>
internal static class Make
{
    /// <summary>Layers of 100 with 10 at the end.</summary>
    public static TraceHeader Header(int layers, string kind = "linear+sigmoid") => new(
        [.. Enumerable.Range(0, layers)
            .Select(i => new TraceLayer($"{i}", i == layers - 1 ? "linear" : kind, i == layers - 1 ? 10 : 100, HasWeights: true))],
        [.. Enumerable.Range(0, layers).SelectMany(i => new[] { new TraceParameter($"{i}.weight", "weight",
            [i == 0 ? 784 : 100, i == layers - 1 ? 10 : 100], i), new TraceParameter($"{i}.bias", "bias", [100], i) })],
        Batch: 10);

    /// <summary>A gradient of 1e-2 at the output that each layer passes on by a factor.</summary>
    public static FlowSample Sample(int layers, double factor, long step = 1000, int? dead = null) => new()
    {
        Step = step,
        Loss = 2.301,
        Rate = 0.5,
        GradientNorm = 0.1,
        ClippedNorm = 0.1,
        Attenuation = Math.Log10(factor),
        Layers =
        [
            .. Enumerable.Range(0, layers).Select(i => new LayerFlow
            {
                ActivationRms = 0.5, ActivationMean = 0.5, ActivationStd = 0.1, ActivationMax = 1, ActivationZero = 0.25,
                ActivationSaturated = i == layers - 1 ? null : 0.75, UnitsDead = i == layers - 1 ? null : dead,
                    DeltaRms = 1e-2 * Math.Pow(factor, layers - 1 - i),
            }),
        ],
        Parameters =
        [
            .. Enumerable.Range(0, layers).SelectMany(i => new[]
            {
                new ParameterFlow { WeightNorm = 1, GradientNorm = 1, GradientZero = 0,
                    UpdateRatio = 2e-3 * Math.Pow(factor, layers - 1 - i) },
                new ParameterFlow { WeightNorm = 1, GradientNorm = 1, GradientZero = 0, UpdateRatio = 1 },
            }),
        ],
    };

    /// <summary>A run in the middle of its third epoch.</summary>
    public static RunSnapshot Snapshot(int layers, double factor) => new(
        new RunHeader("mnist-sigmoid-8", "784 → 100 ×8 → 10", 149_710, 1, 2),
        TotalSteps: 150_000,
        Epochs: 30,
        new StepProgress(11_700, 150_000, 3, 30, 2.301, 9_400, 0.5, TimeSpan.FromSeconds(1.3), TimeSpan.FromSeconds(42)),
        Losses: [.. Enumerable.Range(0, 40).Select(i => 2.301 + Math.Exp(-i / 4.0))],
        new EpochMetrics { Epoch = 2, Step = 10_000, TrainingLoss = 2.302, ValidationAccuracy = 0.113, Seconds = 1 },
        Header(layers),
        Sample(layers, factor),
        LogScale.Over(FlowRow.Of(Header(layers), Sample(layers, factor)).Select(row => row.Delta)),
        Result: null);

    /// <summary>Epochs whose validation rises to the one before the last.</summary>
    public static IReadOnlyList<EpochMetrics> Epochs(int count) =>
    [
        .. Enumerable.Range(1, count).Select(epoch => new EpochMetrics
        {
            Epoch = epoch, Step = epoch * 1000, TrainingLoss = 2.0 / epoch, TrainingAccuracy = 0.9, ValidationLoss = 2.1 / epoch,
            ValidationAccuracy = epoch == count ? 0.95 : 0.9 + (0.07 * epoch / count), Seconds = 1.26,
        }),
    ];

    /// <summary>A cause with its consequence, and a note.</summary>
    public static IReadOnlyList<Finding> Findings { get; } =
    [
        Finding("unscaled-input", Severity.Error, "the inputs have mean 128 and deviation 71", 0, [], null,
            new Evidence("mean of inputs", 128, 3, "−1 to 1")),
        Finding("saturation", Severity.Error, "before training, 98 % of the outputs of layers 1–4 lie where the function is flat", 1,
            [0, 1, 2, 3], "unscaled-input", new Evidence("activation.saturated", 0.98, 0.5, "below 0.1")),
        Finding("zig-zag", Severity.Information, "the inputs of layers 2, 4, 5 and 6 are nearly all of one sign, and consecutive "
            + "gradients point against each other", 1340, [1, 3, 4, 5], null, new Evidence("gradient.cosine", -0.00034, -0.2, "above 0"),
            new Evidence("offset", double.PositiveInfinity, null, "below 0.9")),
    ];

    /// <summary>What lines look like without colour.</summary>
    public static string Text(IEnumerable<Line> lines) => string.Join('\n', lines.Select(line => line.ToString()));

    private static Finding Finding(string name, Severity severity, string message, long step, int[] layers, string? because,
        params Evidence[] evidence) => new()
        {
            // The rules' own words change; these are the tests'.
            Diagnostic = Diagnostic(name),
            Severity = severity,
            Message = message,
            Step = step,
            Layers = layers,
            Because = because is null ? null : Diagnostic(because),
            Evidence = evidence,
        };

    private static Diagnostic Diagnostic(string name) => new(RuleList.Find(name)!.Diagnostic.Code, name, $"this is the title of {name}")
    {
        Meaning = "What it means is told in a sentence or two, which are long enough to be broken into several lines.",
        Remedies = ["the first remedy (`standardize: per-feature`)", "another one"],
    };
}
