using Weir.Flow;
using Weir.Training;

namespace Weir.Repair.Tests.Hypotheses;

public class HypothesisRankingTests
{
    [Fact]
    public void A_net_of_sigmoids_is_given_another_function_first()
    {
        RankedProposal first = HypothesisRanking.Of(Make.Case(Make.DeepSigmoid))[0];
        first.Proposal.Remedy.Name.ShouldBe("activation");
        first.Cause.ShouldNotBeNull().Diagnostic.Name.ShouldBe("vanishing-gradient");
    }

    [Fact]
    public void A_rate_that_is_too_high_is_lowered_first()
    {
        RankedProposal first = HypothesisRanking.Of(Make.Case(Make.HighRate))[0];
        first.Proposal.Remedy.Name.ShouldBe("rate");
        first.Proposal.Change(Make.Recipe(Make.HighRate)).Optimizer.Settings.Rate.ShouldBeLessThan(30);
    }

    [Fact]
    public void Clipping_is_refuted_where_norms_are_normal()
    {
        RepairCase about = WithTrace(Make.Case(Make.DeepSigmoid), norm: step => 1 + (0.1 * (step % 3)), moves: 1e-3);
        Proposal[] clipping = [.. new ClippingRemedy().Propose(about)];
        clipping.ShouldNotBeEmpty();
        clipping.ShouldAllBe(proposal => proposal.Refuted!.Contains("norm", StringComparison.Ordinal));
        RepairCase wild = WithTrace(about, norm: step => step % 20 == 0 ? 1000 : 1, moves: 1e-3);
        new ClippingRemedy().Propose(wild).ShouldAllBe(proposal => proposal.Refuted == null);
    }

    [Fact]
    public void A_lower_rate_is_refuted_where_steps_hardly_move_the_weights()
    {
        RepairCase tiny = WithTrace(Make.Case(Make.Healthy), norm: _ => 1, moves: 1e-6);
        Recipe recipe = tiny.Recipe;
        Proposal[] lower = [.. new RateRemedy().Propose(tiny).Where(proposal =>
            proposal.Change(recipe).Optimizer.Settings.Rate < recipe.Optimizer.Settings.Rate)];
        lower.ShouldNotBeEmpty();
        lower.ShouldAllBe(proposal => proposal.Refuted!.Contains("moves", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Remedies.RemedyTests.Recipes), MemberType = typeof(Remedies.RemedyTests))]
    public void What_a_measurement_refutes_comes_behind_everything_else(string text)
    {
        bool[] refuted = [.. HypothesisRanking.Of(Make.Case(text)).Select(ranked => ranked.Proposal.Refuted is not null)];
        refuted.ShouldBe(refuted.Order());
    }

    private static RepairCase WithTrace(RepairCase about, Func<int, double> norm, double moves) => about with
    {
        Trace = new Trace(about.Draws.Header, [.. Enumerable.Range(1, 60).Select(step => about.Draws.Samples[0] with
        {
            Step = step,
            GradientNorm = norm(step),
            ClippedNorm = norm(step),
            Parameters = [.. about.Draws.Samples[0].Parameters.Select(flow => flow with { UpdateRatio = moves })],
        })]),
    };
}
