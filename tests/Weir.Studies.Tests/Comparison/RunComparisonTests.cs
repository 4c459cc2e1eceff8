namespace Weir.Studies.Tests.Comparison;

public class RunComparisonTests
{
    [Fact]
    public void Runs_are_compared_by_recipe_result_and_flow()
    {
        using Folder folder = new();
        Study study = StudyReader.Parse(Make.Small, quick: true);
        _ = StudyRunner.Run(study with { Seeds = [1] }, new StudyOptions { RunsDirectory = folder.Path });
        string runs = Path.Combine(folder["small-quick"], "runs");
        RunComparison comparison = RunComparison.Read([Path.Combine(runs, "without.s1"), Path.Combine(runs, "batch-norm.s1")]);
        comparison.Runs.Select(run => run.Name).ShouldBe(["without.s1", "batch-norm.s1"]);
        comparison.Differences.Select(difference => difference.Path).ShouldContain("model[2, 5]");
        comparison.Differences.ShouldNotContain(difference => difference.Path == "name" || difference.Path == "batch");
        comparison.Known.Select(measure => measure.Name).ShouldContain("attenuation-end");
        comparison.Runs.ShouldAllBe(run => run.Trace != null && run.Yield["accuracy"] != null);
    }
}
