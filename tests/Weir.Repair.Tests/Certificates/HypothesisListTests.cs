using Weir.Training;

namespace Weir.Repair.Tests.Certificates;

public sealed class HypothesisListTests : IDisposable
{
    private readonly Folder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_change_is_judged_where_its_branch_came_farthest_and_not_where_it_was_most_ahead()
    {
        Recipe recipe = Make.Recipe(Make.HighRate);
        JudgedData data = new(recipe.Data.Load());
        RepairOptions options = new();
        TrialRunner runner = new(_folder.Path, recipe, data, new RepairLedger(recipe, data.Learnt.Count, options), options);
        Proposal proposal = new(new ClippingRemedy(), "batch-16", "batches of 16", "why", each => each with { Batch = 16 });
        Arm arm = Arm.Of(recipe, [proposal])!;
        Exploration explored = new();
        foreach ((double share, double skill) in new[] { (0.5, 0.9), (1, 0.0) })
        {
            runner.Run([new TrialJob(Arm.Original(recipe), 1, share)], default);
            explored.Add(arm, share, Look(share, skill));
        }

        Hypothesis told = HypothesisList.Of([new RankedProposal(proposal, 1, null)], explored, runner, 1, null).ShouldHaveSingleItem();
        told.Share.ShouldBe(1);
        told.SkillAfter.ShouldBe(0);
        told.Verdict.ShouldBe(HypothesisVerdict.Refuted);
    }

    private static Trial Look(double share, double skill) => new()
    {
        Branch = "batch-16",
        Seed = 1,
        Share = share,
        Step = 1,
        Samples = 1,
        Score = skill,
        Skill = skill,
        TrainingSkill = skill,
        Finite = true,
        Ended = share == 1,
    };
}
