using Weir.Flow;

namespace Weir.Training.Tests.Training;

/// <summary>A step of several batches is measured as the one large step that it is.</summary>
public sealed class AccumulatedFlowTests
{
    [Fact]
    public void The_noise_scale_is_that_of_the_same_samples_in_one_batch()
    {
        (TraceHeader Header, FlowSample[] Samples) whole = Run(batch: 20, accumulate: 1), parts = Run(batch: 5, accumulate: 4);
        (whole.Header.Batch, parts.Header.Batch).ShouldBe((20, 20));
        whole.Samples.Count(sample => sample.NoiseScale is not null).ShouldBeGreaterThan(2);
        foreach ((FlowSample one, FlowSample other) in whole.Samples.Zip(parts.Samples))
        {
            (one.NoiseScale is null).ShouldBe(other.NoiseScale is null);
            if (one.NoiseScale is { } scale)
                other.NoiseScale!.Value.ShouldBe(scale, 1e-2 * scale);
        }
    }

    private static (TraceHeader Header, FlowSample[] Samples) Run(int batch, int accumulate)
    {
        Recipe recipe = Make.Small("{rate: 0.05}", "epochs: 4") with { Batch = batch, Accumulate = accumulate };
        using Trainer trainer = Trainer.Start(recipe, new TrainerOptions { Threads = 1 });
        Witness witness = new();
        trainer.Run(witness);
        return (trainer.Info.Flow!, [.. witness.Samples]);
    }
}
