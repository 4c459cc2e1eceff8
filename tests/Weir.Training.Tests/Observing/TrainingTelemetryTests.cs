using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Weir.Training.Tests.Observing;

public sealed class TrainingTelemetryTests
{
    [Fact]
    public void A_listener_hears_of_every_step_and_sample_of_epochs_and_of_the_flow_by_layer()
    {
        using Ear ear = new("small");
        Witness witness = new();
        using Trainer trainer = Trainer.Start(Make.Small(), new TrainerOptions { Threads = 1 });
        using TrainingTelemetry telemetry = new();
        TrainingResult result = trainer.Run(new ObserverList(witness, telemetry));
        ear.Of("weir.training.steps").Sum().ShouldBe(42);
        ear.Of("weir.training.samples").Sum().ShouldBe(360, "7 steps an epoch, the last of 6 samples");
        ear.Of("weir.training.epochs").Sum().ShouldBe(6);
        ear.Of("weir.training.loss").ShouldBe(witness.Progress.Select(progress => progress.Loss));
        ear.Of("weir.training.rate").ShouldAllBe(rate => rate == 0.1);
        ear.Of("weir.training.validation.loss").ShouldBe(witness.Epochs.Select(epoch => epoch.ValidationLoss!.Value));
        ear.Of("weir.training.validation.accuracy")[^1].ShouldBe(result.Last!.ValidationAccuracy!.Value);
        ear.Of("weir.training.epoch.duration").ShouldBe(witness.Epochs.Select(epoch => epoch.Seconds));
        ear.Of("weir.flow.gradient.norm").ShouldBe(witness.Samples.Select(sample => sample.GradientNorm!.Value));
        ear.Of("weir.flow.attenuation").ShouldBe(witness.Samples.Select(sample => sample.Attenuation!.Value));
        ear.Of("weir.flow.delta.rms", "weir.layer", trainer.Info.Flow!.Layers[1].Path)
            .ShouldBe(witness.Samples.Select(sample => sample.Layers[1].DeltaRms!.Value));
        ear.Of("weir.flow.update.ratio", "weir.parameter", trainer.Info.Flow.Parameters[0].Name).Count.ShouldBe(witness.Samples
            .Count(sample => sample.Parameters[0].UpdateRatio is not null));
        ear.Names.ShouldAllBe(name => name.StartsWith("weir.", StringComparison.Ordinal));
    }

    [Fact]
    public void A_step_that_was_never_made_is_not_counted()
    {
        using Ear ear = new("explodes");
        using Trainer trainer = Trainer.Start(Exploding(), new TrainerOptions { Threads = 1 });
        using TrainingTelemetry telemetry = new();
        TrainingResult result = trainer.Run(telemetry);
        result.Status.ShouldBe(TrainingStatus.NonFinite);
        ear.Of("weir.training.steps").Sum().ShouldBe(result.Steps);
    }

    [Fact]
    public void A_run_is_an_activity_with_one_for_each_epoch_end_to_end()
    {
        using Spans spans = new("traced");
        SteppingClock clock = new(TimeSpan.FromMilliseconds(1));
        using Trainer trainer = Trainer.Start(Make.Small(budget: "epochs: 3") with { Name = "traced" },
            new TrainerOptions { Threads = 1, Time = clock });
        using TrainingTelemetry telemetry = new(time: clock);
        trainer.Run(telemetry);
        Activity run = spans.Ended.Single(activity => activity.OperationName == "weir.train");
        Activity[] epochs = [.. spans.Ended.Where(activity => activity.OperationName == "weir.epoch")];
        run.GetTagItem("weir.status").ShouldBe("Finished");
        run.GetTagItem("weir.steps").ShouldBe(21L);
        run.GetTagItem("weir.steps.total").ShouldBe(21L);
        run.Status.ShouldBe(ActivityStatusCode.Unset);
        epochs.Select(epoch => epoch.GetTagItem("weir.epoch")).ShouldBe([1, 2, 3]);
        epochs.ShouldAllBe(epoch => epoch.ParentSpanId == run.SpanId && epoch.TraceId == run.TraceId);
        epochs[0].StartTimeUtc.ShouldBe(run.StartTimeUtc);
        epochs.Zip(epochs.Skip(1)).ShouldAllBe(pair => pair.First.StartTimeUtc + pair.First.Duration == pair.Second.StartTimeUtc);
        (run.StartTimeUtc + run.Duration).ShouldBeGreaterThanOrEqualTo(epochs[2].StartTimeUtc + epochs[2].Duration);
        run.StartTimeUtc.Year.ShouldBe(2026, "the clock that was given");
        Activity.Current.ShouldBeNull();
    }

    [Fact]
    public void A_run_that_fails_is_an_activity_with_an_error()
    {
        using Spans spans = new("failing");
        using Trainer trainer = Trainer.Start(Exploding() with { Name = "failing" }, new TrainerOptions { Threads = 1 });
        using TrainingTelemetry telemetry = new();
        TrainingResult result = trainer.Run(telemetry);
        Activity run = spans.Ended.Single(activity => activity.OperationName == "weir.train");
        run.GetTagItem("weir.status").ShouldBe("NonFinite");
        (run.Status, run.StatusDescription).ShouldBe((ActivityStatusCode.Error, result.Message));
    }

    [Fact]
    public void A_run_that_never_ends_is_told_as_failed_when_its_telemetry_is_disposed()
    {
        using Spans spans = new("broken");
        using Trainer trainer = Trainer.Start(Make.Small() with { Name = "broken" }, new TrainerOptions { Threads = 1 });
        using (TrainingTelemetry telemetry = new())
            telemetry.OnStart(trainer.Info);
        spans.Ended.Single().StatusDescription.ShouldBe("the run did not come to its end");
    }

    [Fact]
    public void A_meter_that_a_host_has_made_is_the_hosts_to_end()
    {
        using Meters meters = new();
        using (TrainingTelemetry telemetry = new(meters))
            telemetry.ShouldNotBeNull();
        Counter<long> counter = meters.Made.Single().CreateCounter<long>("weir.test.still");
        long heard = 0;
        using MeterListener listener = new();
        listener.SetMeasurementEventCallback<long>((_, value, _, _) => heard += value);
        listener.EnableMeasurementEvents(counter);
        counter.Add(3);
        heard.ShouldBe(3);
    }

    [Fact]
    public void Where_nobody_listens_nothing_is_allocated()
    {
        using Trainer trainer = Trainer.Start(Make.Small(budget: "epochs: 2") with { Name = "unheard" },
            new TrainerOptions { Threads = 1 });
        Witness witness = new();
        trainer.Run(witness);
        using TrainingTelemetry telemetry = new();
        telemetry.OnStart(trainer.Info);
        telemetry.OnSample(witness.Samples[0]);
        telemetry.OnProgress(witness.Progress[0]);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 1000; i++)
        {
            telemetry.OnSample(witness.Samples[0]);
            telemetry.OnProgress(witness.Progress[0]);
        }

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(1000);
    }

    private static Recipe Exploding() => RecipeReader.Parse("""
        name: explodes
        data: {source: friedman}
        model: [{linear: 8}, {linear: outputs}]
        loss: mean-squared-error
        optimizer: {sgd: {rate: 10}}
        """);

    private sealed class Meters : IMeterFactory
    {
        public List<Meter> Made { get; } = [];

        public Meter Create(MeterOptions options)
        {
            Meter meter = new(options);
            Made.Add(meter);
            return meter;
        }

        public void Dispose() => Made.ForEach(meter => meter.Dispose());
    }
}
