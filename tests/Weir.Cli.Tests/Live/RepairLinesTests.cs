using Weir.Cli.Live;
using Weir.Repair;

namespace Weir.Cli.Tests.Live;

public class RepairLinesTests
{
    [Theory]
    [InlineData(true, null, "skill +0.25")]
    [InlineData(false, null, "broke off")]
    [InlineData(false, "no memory", "cannot be trained: no memory")]
    public void A_look_tells_what_a_branch_has_come_to_or_why_to_nothing(bool finite, string? reason, string how)
    {
        List<string> lines = [];
        new RepairLines(lines.Add).OnTrial(new Trial
        {
            Branch = "rate-0.1",
            Seed = 1,
            Share = 0.25,
            Step = 10,
            Samples = 100,
            Skill = 0.25,
            TrainingSkill = 0.25,
            Score = 0.6,
            Finite = finite,
            Reason = reason,
            Ended = !finite,
        }, 1.5);
        lines.ShouldBe([$"  rate-0.1  seed 1  25 % of a training  {how}  1.50 trainings so far"]);
    }
}
