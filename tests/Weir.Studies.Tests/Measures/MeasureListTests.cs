using Weir.Flow;
using Weir.Training;

namespace Weir.Studies.Tests.Measures;

public class MeasureListTests
{
    [Fact]
    public void Flow_is_measured_at_the_start_the_middle_and_the_end()
    {
        RunEvidence run = Evidence();
        Value(run, "attenuation-start").ShouldBe(-1);
        Value(run, "attenuation-middle").ShouldBe(-0.5, 0.06);
        Value(run, "attenuation-end").ShouldBe(-0.02, 0.021);
        // Two layers: 1e-3 against 1e-2 at the start.
        Value(run, "decades-start").ShouldBe(-1, 1e-9);
    }

    [Fact]
    public void The_size_of_the_gradient_and_of_the_weights_is_told_in_decades()
    {
        RunEvidence run = Evidence();
        run = run with
        {
            Trace = new Trace(run.Trace!.Header, [.. run.Trace.Samples.Select(sample => sample with
            {
                GradientNorm = Math.Pow(10, Math.Abs(sample.Step - 20)),
                Parameters = [.. new[] { 4.0, 40, 0.4 }.Select((norm, i) => sample.Parameters[i] with { WeightNorm = norm })],
            })]),
        };
        Value(run, "gradient-start").ShouldBe(19, 1e-9);
        // The mean over the last five of 51 steps.
        Value(run, "gradient-end").ShouldBe(29, 1e-9);
        Value(run, "gradient-largest").ShouldBe(31, 1e-9);
        Value(run, "weight-spread").ShouldBe(2, 1e-9);
        MeasureList.Find("gradient-largest")!.Of(run with { Trace = null }).ShouldBeNull();
        // Of weights of zero there is no such number.
        MeasureList.Find("weight-spread")!.Of(run with
        {
            Trace = new Trace(run.Trace!.Header, [run.Trace.Samples[0] with
            {
                Parameters = [run.Trace.Samples[0].Parameters[0] with { WeightNorm = 0 }, .. run.Trace.Samples[0].Parameters.Skip(1)],
            }]),
        }).ShouldBeNull();
    }

    [Fact]
    public void A_run_that_diverged_has_a_start_alone()
    {
        RunEvidence run = Evidence();
        run = run with { Record = run.Record with { Status = "nonFinite" } };
        Value(run, "attenuation-start").ShouldBe(-1);
        foreach (string measure in (string[])["attenuation-middle", "attenuation-end", "decades-end", "gradient-end", "dead", "saturated",
            "update-ratio", "noise"])
            MeasureList.Find(measure)!.Of(run).ShouldBeNull(measure);
        Value(run, "gradient-largest").ShouldBe(0, 1e-9);
    }

    [Fact]
    public void Layers_that_hardly_move_starve_and_dead_units_are_counted()
    {
        RunEvidence run = Evidence();
        Value(run, "starved").ShouldBe(1.0 / 3);
        Value(run, "dead").ShouldBe(0.25);
        Value(run, "saturated").ShouldBe(0.5);
        Value(run, "update-ratio").ShouldBe(2e-3);
        Value(run, "update-ratio-first").ShouldBe(1e-6);
    }

    [Fact]
    public void Steps_and_seconds_to_a_target_end_with_the_epoch_that_reaches_it()
    {
        RunEvidence run = Evidence() with { Target = 0.8 };
        Value(run, "steps-to-target").ShouldBe(20);
        Value(run, "seconds-to-target").ShouldBe(4);
        MeasureList.Find("steps-to-target")!.Of(run with { Target = 0.99 }).ShouldBeNull();
        Value(run, "seconds").ShouldBe(6);
    }

    [Theory]
    [InlineData(null, 6)]
    [InlineData(7.5, 7.5)]
    [InlineData(2.5, 6)]
    public void A_run_took_what_its_record_says_and_no_less_than_its_epochs(double? recorded, double seconds)
    {
        RunEvidence run = Evidence();
        Value(run with { Record = run.Record with { Seconds = recorded } }, "seconds").ShouldBe(seconds);
    }

    [Theory]
    [InlineData(0.5, 0.1, true)]
    [InlineData(0.85, 0.1, false)]
    [InlineData(null, 0.1, true)]
    public void A_run_trains_if_it_beats_the_trivial_predictor_by_the_margin(double? chance, double margin, bool trains) =>
        MeasureList.Trains(Evidence() with { Chance = chance, Margin = margin }).ShouldBe(trains);

    [Fact]
    public void Names_are_there_once() => MeasureList.All.Select(measure => measure.Name).ShouldBeUnique();

    private static double Value(RunEvidence run, string measure) => MeasureList.Find(measure)!.Of(run)!.Value;

    // Three layers; the attenuation goes from −1 to 0 over 51 samples.
    private static RunEvidence Evidence() => new()
    {
        Record = new RunRecord
        {
            Version = "",
            Name = "run",
            Status = "finished",
            Process = 1,
            Machine = "",
            Processors = 1,
            Threads = 1,
            Backend = "",
            Started = default,
            Parameters = 10,
            TotalSteps = 50
        },
        Epochs = [.. new[] { 0.5, 0.8, 0.9 }.Select((accuracy, i) =>
            new EpochMetrics { Epoch = i + 1, Step = 10 * (i + 1), TrainingLoss = 1, ValidationAccuracy = accuracy, Seconds = 2 })],
        Trace = new Trace(
            new TraceHeader(
                [.. Enumerable.Range(0, 3).Select(i => new TraceLayer($"{i}", "linear+relu", 4, HasWeights: true))],
                [.. Enumerable.Range(0, 3).Select(i => new TraceParameter($"{i}.weight", "weight", [4, 4], i))], 10),
            [.. Enumerable.Range(0, 51).Select(i => Sample(i))]),
    };

    private static FlowSample Sample(int step) => new()
    {
        Step = step + 1,
        Loss = 1,
        Rate = 0.1,
        GradientNorm = 1,
        ClippedNorm = 1,
        Attenuation = (step / 50.0) - 1,
        Layers = [.. new[] { 1e-3, 3e-3, 1e-2 }.Select(delta => new LayerFlow
        {
            ActivationRms = 1, ActivationMean = 0, ActivationStd = 1, ActivationMax = 2, ActivationZero = 0.5, ActivationSaturated = 0.5,
                UnitsDead = 1, DeltaRms = delta,
        })],
        Parameters = [.. new[] { 1e-6, 2e-3, 3e-3 }.Select(ratio =>
            new ParameterFlow { WeightNorm = 1, GradientNorm = 1, GradientZero = 0, UpdateRatio = ratio })],
    };
}
