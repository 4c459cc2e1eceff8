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
        JudgedData data = new(recipe.Data.Load(), recipe);
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

        Hypothesis told = HypothesisList.Of([new RankedProposal(proposal, 1, null)], explored, runner.All, 1, null).ShouldHaveSingleItem();
        told.Share.ShouldBe(1);
        told.SkillAfter.ShouldBe(0);
        told.Verdict.ShouldBe(HypothesisVerdict.Refuted);
    }

    [Theory]
    [InlineData(1000, "it was tried, and nothing without it was looked at as early")]
    [InlineData(10, "the network does no better")]
    public void A_look_is_held_against_one_of_no_longer_training(long samples, string reason)
    {
        Recipe recipe = Make.Recipe(Make.HighRate);
        // As of a training by the clock, which is looked at where it ends alone; it may break off long before.
        Told(recipe, [Make.Look(Arm.Control, 1, 1, 0.5, ended: true) with { Samples = samples }],
            Make.Look("batch-16", 1, 0.125, 0.5) with { Samples = 100 }).Reason.ShouldBe(reason);
    }

    [Fact]
    public void A_change_that_could_not_be_trained_is_not_refuted()
    {
        Recipe recipe = Make.Recipe(Make.HighRate);
        Hypothesis told = Told(recipe, [Make.Look(Arm.Control, 1, 0.125, 0.5)],
            Make.Look("batch-16", 1, 0.125, 0.5) with { Finite = false, Reason = "no memory" });
        told.Verdict.ShouldBe(HypothesisVerdict.Untested);
        told.Reason.ShouldBe("it could not be trained: no memory");
    }

    /// <summary>What is told of a change to batches of 16, given looks at the recipe without and with it.</summary>
    private Hypothesis Told(Recipe recipe, Trial[] controls, Trial look)
    {
        JudgedData data = new(recipe.Data.Load(), recipe);
        RepairOptions options = new();
        TrialRunner runner = new(_folder.Path, recipe, data, new RepairLedger(recipe, data.Learnt.Count, options), options)
        {
            Make = (job, _, _, _) => controls.Single(control => control.Share == job.Share),
        };
        foreach (Trial control in controls)
            runner.Run([new TrialJob(Arm.Original(recipe), 1, control.Share)], default);
        Proposal proposal = Make.Change("batch-16", each => each with { Batch = 16 });
        Exploration explored = new();
        explored.Add(Arm.Of(recipe, [proposal])!, look.Share, look);
        return HypothesisList.Of([new RankedProposal(proposal, 1, null)], explored, runner.All, 1, null).ShouldHaveSingleItem();
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
