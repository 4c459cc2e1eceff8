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
}
