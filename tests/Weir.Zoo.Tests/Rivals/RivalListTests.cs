using Weir.Flow;
using Weir.Training;

namespace Weir.Zoo.Tests;

/// <summary>The published rules of other tools, on traces written by hand.</summary>
public class RivalListTests
{
    [Fact]
    public void AutoTrainer_wants_a_small_ratio_and_a_small_gradient_after_thirty_percent_of_the_epochs()
    {
        Says("AutoTrainer", Run(first: 1e-5, last: 1, accuracies: [0.1, 0.3, 0.5])).ShouldBe(["vanishing-gradient"]);
        Says("AutoTrainer", Run(first: 1e-3, last: 10, accuracies: [0.1, 0.3, 0.5])).ShouldBeEmpty();
        Says("AutoTrainer", Run(first: 71, last: 1, accuracies: [0.1, 0.3, 0.5])).ShouldBe(["exploding-gradient"]);
        // Its gate: whatever is accurate is well.
        Says("AutoTrainer", Run(first: 71, last: 1, accuracies: [0.95, 0.96, 0.97])).ShouldBeEmpty();
    }

    [Fact]
    public void The_band_of_update_ratios_reaches_from_five_to_one_decades_below_the_weights()
    {
        Says("update-ratio band", Run(ratio: 0.2)).ShouldBe(["learning-rate-too-high"]);
        Says("update-ratio band", Run(ratio: 1e-3)).ShouldBeEmpty();
        Says("update-ratio band", Run(ratio: 1e-6)).ShouldBe(["learning-rate-too-low"]);
    }

    [Fact]
    public void SageMaker_takes_a_loss_that_does_not_fall_within_ten_steps_for_a_fault()
    {
        Says("SageMaker Debugger", Run(loss: step => 2.0 / step)).ShouldBeEmpty();
        Says("SageMaker Debugger", Run(loss: step => step < 12 ? 2 : 1)).ShouldBe(["learning-rate-too-low"]);
    }

    [Fact]
    public void SageMakers_ratio_of_updates_is_too_high_above_and_too_low_below()
    {
        Says("SageMaker Debugger", Run(ratio: 11)).ShouldBe(["learning-rate-too-high"]);
        Says("SageMaker Debugger", Run(ratio: 1e-9)).ShouldBe(["learning-rate-too-low"]);
    }

    [Fact]
    public void A_number_that_is_not_finite_is_an_explosion_to_all_that_look_for_it()
    {
        RivalView run = Run(loss: step => step == 20 ? double.NaN : 1.0 / step);
        foreach (string name in new[] { "AutoTrainer", "SageMaker Debugger", "torchmortem" })
            Says(name, run)[0].ShouldBe("exploding-gradient", name);
    }

    private static string[] Says(string name, RivalView run) => [.. RivalList.All.Single(rival => rival.Name == name).Says(run)];

    private static RivalView Run(double first = 0.1, double last = 0.1, double ratio = 0.01, double[]? accuracies = null,
        Func<int, double>? loss = null)
    {
        TraceHeader header = new([new TraceLayer("1", "linear+tanh", 10, true), new TraceLayer("2", "linear", 10, true)],
            [new TraceParameter("1.weight", "weight", [10, 10], 0), new TraceParameter("2.weight", "weight", [10, 10], 1)], 32);
        LayerFlow layer = new()
        {
            ActivationRms = 1,
            ActivationMean = 0,
            ActivationStd = 1,
            ActivationMax = 2,
            ActivationZero = 0,
            UnitsDead = 0,
            DeltaRms = 0.01,
        };
        FlowSample[] samples = [.. Enumerable.Range(1, 20).Select(step => new FlowSample
        {
            Step = step,
            Loss = loss?.Invoke(step) ?? 2.0 / step,
            Rate = 0.1,
            GradientNorm = 1,
            ClippedNorm = 1,
            Layers = [layer, layer],
            Parameters = [Flow(first), Flow(last)],
        })];
        EpochMetrics[] epochs = [.. (accuracies ?? []).Select((accuracy, i) => new EpochMetrics
        {
            Epoch = i + 1,
            Step = 20 * (i + 1) / accuracies!.Length,
            TrainingLoss = 1,
            ValidationAccuracy = accuracy,
            Seconds = 1,
        })];
        return new RivalView(new Trace(header, samples), epochs);

        ParameterFlow Flow(double gradient) =>
            new() { WeightNorm = 5, GradientNorm = gradient, GradientZero = 0, UpdateRatio = ratio, GradientCosine = 0.1 };
    }
}
