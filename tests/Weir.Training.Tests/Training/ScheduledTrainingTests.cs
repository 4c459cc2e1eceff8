using Weir.Flow;

namespace Weir.Training.Tests;

public class ScheduledTrainingTests
{
    [Fact]
    public void Every_step_has_the_rate_of_the_schedule()
    {
        Recipe recipe = Make.Small("{rate: 0.2}", "epochs: 2", "schedule: {cosine: {warm-up: 4}}\nflow: {every: 1}");
        using Trainer trainer = Trainer.Start(recipe);
        Witness witness = new();
        trainer.Run(witness);
        Weir.Nn.Schedule schedule = recipe.ScheduleOver(new RunSpan(14, 7));
        witness.Samples.Select(sample => sample.Rate).ShouldBe(Enumerable.Range(0, 14).Select(step => schedule.RateAt(step)));
        witness.Samples[3].Rate.ShouldBe(0.2);
        witness.Samples[0].Rate.ShouldBe(0.05, 1e-12);
    }

    [Fact]
    public void Two_batches_of_half_the_size_make_the_step_of_a_whole_one()
    {
        // 60 samples in batches of 20 and of twice 10, in the same order.
        float[] Weights(string batches)
        {
            Recipe recipe = Make.Small("{rate: 0.1, momentum: 0.9}", "epochs: 3", "") with
            {
                Batch = batches == "whole" ? 16 : 8,
                Accumulate = batches == "whole" ? 1 : 2
            };
            using Trainer trainer = Trainer.Start(recipe);
            trainer.Run().Steps.ShouldBe(12);
            return Make.Weights(trainer);
        }

        float[] whole = Weights("whole"), halves = Weights("halves");
        whole.Zip(halves).ShouldAllBe(pair => Math.Abs(pair.First - pair.Second) < 1e-4);
    }

    [Fact]
    public void The_norm_before_and_after_clipping_is_in_the_trace()
    {
        Recipe recipe = Make.Small(more: "gradient: [{clip-value: 0.05}, {clip-norm: 0.01}]\nflow: {every: 1}");
        using Trainer trainer = Trainer.Start(recipe);
        Witness witness = new();
        trainer.Run(witness);
        foreach (FlowSample sample in witness.Samples)
        {
            sample.GradientNorm!.Value.ShouldBeGreaterThan(0.02);
            sample.ClippedNorm!.Value.ShouldBe(0.01, 1e-6);
            Math.Sqrt(sample.Parameters.Sum(parameter => parameter.GradientNorm * parameter.GradientNorm)!.Value).ShouldBe(0.01, 1e-6);
        }
    }

    [Fact]
    public void Evaluations_use_the_averaged_weights()
    {
        double Loss(string more)
        {
            using Trainer trainer = Trainer.Start(Make.Small("{rate: 0.5}", "epochs: 1", more));
            return trainer.Run().Last!.ValidationLoss!.Value;
        }

        // An average that forgets at once is the weights; one that never moves from the first weights is not.
        double plain = Loss("");
        Loss("average: {decay: 0, warm-up: false}").ShouldBe(plain);
        Loss("average: {decay: 0.9999, warm-up: false}").ShouldNotBe(plain);
    }
}
