namespace Weir.Repair.Tests.Remedies;

public sealed class OptimizerRemedyTests
{
    /// <summary>What it offers in place of gradient descent with a momentum.</summary>
    private static string[] Offers(double momentum) => [.. new OptimizerRemedy()
        .Propose(Make.Case(Make.HighRate.Replace("momentum: 0.9", $"momentum: {momentum}", StringComparison.Ordinal)))
        .Select(proposal => proposal.Summary)];

    [Theory]
    [InlineData(0)]
    [InlineData(0.96)]
    [InlineData(0.999)]
    public void Momentum_that_is_none_or_remembers_long_gives_way_to_the_customary(double momentum) =>
        Offers(momentum).ShouldContain(offer => offer.EndsWith("momentum 0.9)", StringComparison.Ordinal));

    [Theory]
    [InlineData(0.9)]
    [InlineData(0.95)]
    public void Customary_momentum_is_kept(double momentum) =>
        Offers(momentum).ShouldNotContain(offer => offer.EndsWith("momentum 0.9)", StringComparison.Ordinal));
}
