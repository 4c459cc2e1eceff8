using Weir.Diagnosis;
using Weir.Training;

namespace Weir.Pages.Tests.Documents;

public sealed class VerdictTests
{
    [Fact]
    public void The_verdict_names_the_first_cause_its_layers_and_what_to_try_first()
    {
        using Folder folder = new();
        Verdict verdict = Verdict.Of(RunFiles.Read(Make.Train(folder.Path, Make.Vanishing)));
        verdict.Tone.ShouldBe("error");
        verdict.Headline.ShouldStartWith("The gradient vanishes");
        verdict.Sentences.Count.ShouldBe(3);
        verdict.Sentences[0].ShouldContain("WEIR101");
        verdict.Sentences[2].ShouldStartWith("Try first: ");
    }

    [Fact]
    public void A_healthy_run_says_what_it_came_to()
    {
        using Folder folder = new();
        Make.Write(Make.Trace(4, 60), folder["flow.jsonl"]);
        EpochMetrics epoch = new() { Epoch = 1, Step = 55, TrainingLoss = 0.1, ValidationAccuracy = 0.981, Seconds = 1 };
        RunFiles run = RunFiles.Read(folder.Path) with { Epochs = [epoch] };
        Verdict verdict = Verdict.Of(run with { Findings = [] });
        verdict.Tone.ShouldBe("healthy");
        verdict.Sentences[0].ShouldBe("The best of 1 epoch was epoch 1, with 98.1 % of the validation part right.");
        verdict.Sentences[1].ShouldBe("The gradient has nearly the same norm at every layer.");
        verdict.Claims.Select(claim => claim.Step).ShouldBe([55L, 60L]);
    }

    [Fact]
    public void A_run_with_notes_alone_is_not_called_healthy()
    {
        using Folder folder = new();
        Make.Write(Make.Trace(4, 60), folder["flow.jsonl"]);
        RunFiles run = RunFiles.Read(folder.Path);
        Finding note = RunFiles.Read(Make.Train(folder.Path, Make.Vanishing)).Findings[0] with { Severity = Severity.Information };
        Verdict verdict = Verdict.Of(run with { Findings = [note] });
        verdict.Tone.ShouldBe("information");
        verdict.Headline.ShouldBe("No check found anything wrong");
        verdict.Sentences[^1].ShouldStartWith("Worth knowing: ");
    }

    [Fact]
    public void A_run_without_its_flow_has_no_verdict()
    {
        using Folder folder = new();
        File.WriteAllText(folder["recipe.yaml"], Make.Vanishing);
        Verdict verdict = Verdict.Of(RunFiles.Read(folder.Path));
        verdict.Tone.ShouldBe("unknown");
        verdict.Headline.ShouldBe("The flow of this run was not measured");
    }
}
