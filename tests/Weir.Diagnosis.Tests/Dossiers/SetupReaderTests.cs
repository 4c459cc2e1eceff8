using Weir.Training;

namespace Weir.Diagnosis.Tests.Dossiers;

/// <summary>What rules know of rates is read from a recipe's schedule over the whole run.</summary>
public sealed class SetupReaderTests
{
    [Theory]
    [InlineData("", false, 0.1)]
    [InlineData("schedule: {constant: {warm-up: 50}}", true, 0.1)]
    // It lasts longer than the run.
    [InlineData("schedule: {constant: {warm-up: 100000}}", true, 1e-4)]
    [InlineData("schedule: cosine", false, 0.1)]
    public void A_rate_that_rises_to_its_largest_warms_up(string schedule, bool warmsUp, double largest)
    {
        Recipe recipe = RecipeReader.Parse($"data: moons\nmodel: [linear: outputs]\noptimizer: {{sgd: {{rate: 0.1}}}}\nsteps: 100\n"
            + schedule, "r.yaml");
        SetupFacts facts = SetupReader.Read(recipe, samples: 1000, outputs: 2, classification: true);
        facts.WarmsUp.ShouldBe(warmsUp);
        facts.GivenRate.ShouldBe(0.1);
        facts.Rate.ShouldBe(largest, 0.03 * largest);
    }

    [Fact]
    public void What_evaluations_average_and_what_is_added_spread_or_waited_for_is_read_too()
    {
        SetupFacts plain = Read(""), all = Read("""
            loss: {cross-entropy: {smoothing: 0.25}}
            gradient: [{noise: {variance: 0.04, decay: 0}}, {noise: {variance: 0.05, decay: 0}}]
            average: {decay: 0.99, warm-up: false}
            early-stopping: {patience: 0}
            schedule: {plateau: {patience: 2}}
            """);
        (plain.AverageDecay, plain.AverageWarmsUp, plain.GradientNoise, plain.Smoothing, plain.Patience, plain.RatePatience)
            .ShouldBe((null, false, 0, 0, null, null));
        (all.AverageDecay, all.AverageWarmsUp, all.Smoothing, all.Patience, all.RatePatience).ShouldBe((0.99, false, 0.25, 0, 2));
        all.GradientNoise.ShouldBe(3, 1e-9);
        Read("gradient: [{noise: {variance: 1, decay: 1}}]").GradientNoise.ShouldBe(Math.Sqrt(5.187377), 1e-6);

        static SetupFacts Read(string more) => SetupReader.Read(
            RecipeReader.Parse($"data: moons\nmodel: [linear: outputs]\noptimizer: {{sgd: {{rate: 0.1}}}}\nsteps: 100\n{more}", "r.yaml"),
            samples: 1000, outputs: 2, classification: true);
    }
}
