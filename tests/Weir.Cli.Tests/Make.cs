using Weir.Cli.Live;
using Weir.Cli.Rendering;
using Weir.Cli.Views;
using Weir.Flow;
using Weir.Training;

namespace Weir.Cli.Tests;

/// <summary>Hand-written runs.</summary>
internal static class Make
{
    /// <summary>Layers of 100 with 10 at the end.</summary>
    public static TraceHeader Header(int layers, string kind = "linear+sigmoid") => new(
        [.. Enumerable.Range(0, layers).Select(i => new TraceLayer($"{i}", i == layers - 1 ? "linear" : kind, i == layers - 1 ? 10 : 100, HasWeights: true))],
        [.. Enumerable.Range(0, layers).SelectMany(i => new[] { new TraceParameter($"{i}.weight", "weight", [i == 0 ? 784 : 100, i == layers - 1 ? 10 : 100], i), new TraceParameter($"{i}.bias", "bias", [100], i) })],
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
                ActivationSaturated = i == layers - 1 ? null : 0.75, UnitsDead = i == layers - 1 ? null : dead, DeltaRms = 1e-2 * Math.Pow(factor, layers - 1 - i),
            }),
        ],
        Parameters =
        [
            .. Enumerable.Range(0, layers).SelectMany(i => new[]
            {
                new ParameterFlow { WeightNorm = 1, GradientNorm = 1, GradientZero = 0, UpdateRatio = 2e-3 * Math.Pow(factor, layers - 1 - i) },
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

    /// <summary>What lines look like without colour.</summary>
    public static string Text(IEnumerable<Line> lines) => string.Join('\n', lines.Select(line => line.ToString()));
}
