using Weir.Diagnosis;

namespace Weir.Pages.Tests.Documents;

public sealed class CheckListTests
{
    [Fact]
    public void A_bare_trace_says_of_each_check_that_needs_more_what_it_lacks()
    {
        using Folder folder = new();
        Make.Write(Make.Trace(4, 40), folder["other.jsonl"]);
        IReadOnlyList<CheckList.Check> checks = CheckList.Of(RunFiles.Read(folder["other.jsonl"]));
        checks.Count.ShouldBe(RuleList.All.Count);
        CheckList.Check data = checks.Single(check => check.Diagnostic.Name == "unscaled-input");
        data.State.ShouldBe("unable");
        data.Reason.ShouldBe("nothing is known of the data");
        checks.ShouldContain(check => check.State == "silent", "some ask for the trace alone");
    }

    [Fact]
    public void With_a_run_directory_none_lacks_facts_and_what_was_found_says_so()
    {
        using Folder folder = new();
        RunFiles run = RunFiles.Read(Make.Train(folder.Path, Make.Vanishing + "\ndiagnosis: {severities: {plateau: off}}"));
        IReadOnlyList<CheckList.Check> checks = CheckList.Of(run);
        checks.Where(check => check.State == "unable").Select(check => check.Reason)
            .ShouldBe(run.Unjudged.Select(entry => entry.Reason), "the page says what the verdict says");
        checks.Single(check => check.Diagnostic.Name == "vanishing-gradient").State.ShouldBe("found");
        checks.Single(check => check.Diagnostic.Name == "plateau").State.ShouldBe("off");
    }
}
