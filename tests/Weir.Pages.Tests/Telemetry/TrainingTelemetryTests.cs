using System.Diagnostics;
using System.Diagnostics.Metrics;
using Weir.Training;

namespace Weir.Pages.Tests.Telemetry;

public sealed class TrainingTelemetryTests
{
    [Fact]
    public void A_listener_hears_of_every_step_of_the_losses_and_of_the_run_as_an_activity()
    {
        using Folder folder = new();
        using Trainer trainer = Trainer.Start(RecipeReader.Parse(Make.Vanishing.Replace("name: tiny", "name: heard",
            StringComparison.Ordinal), "tiny.yaml"), new TrainerOptions { RunsDirectory = folder.Path, Threads = 1 });
        long steps = 0;
        List<double> losses = [];
        List<Activity> activities = [];
        using MeterListener listener = new();
        listener.InstrumentPublished = (instrument, own) =>
        {
            if (instrument.Meter.Name == TrainingTelemetry.Name)
                own.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) =>
        {
            if (instrument.Name == "weir.steps" && tags[0].Value is "heard")
                steps += value;
        });
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) =>
        {
            if (instrument.Name == "weir.loss" && tags[0].Value is "heard")
                losses.Add(value);
        });
        listener.Start();
        using ActivityListener spans = new();
        spans.ShouldListenTo = source => source.Name == TrainingTelemetry.Name;
        spans.Sample = (ref _) => ActivitySamplingResult.AllData;
        spans.ActivityStopped = activities.Add;
        ActivitySource.AddActivityListener(spans);
        using TrainingTelemetry telemetry = new();
        TrainingResult result = trainer.Run(telemetry);
        steps.ShouldBe(result.Steps);
        losses.Count.ShouldBe(Weir.Flow.TraceReader.Read(Path.Combine(trainer.Info.Directory!, "flow.jsonl")).Samples.Count);
        Activity run = activities.Single(activity => activity.GetTagItem("weir.run") is "heard");
        run.GetTagItem("weir.status").ShouldBe("Finished");
        run.Events.Count().ShouldBe(4);
    }
}
