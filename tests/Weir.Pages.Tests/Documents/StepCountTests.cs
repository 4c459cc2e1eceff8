using System.Text.Json.Nodes;
using Weir.Diagnosis;
using Weir.Training;

namespace Weir.Pages.Tests.Documents;

public sealed class StepCountTests
{
    [Fact]
    public void Of_a_run_that_became_non_finite_all_tell_the_same_number_of_steps_and_no_gradient_that_was_not_computed()
    {
        using Folder folder = new();
        string run = Make.Train(folder.Path, Make.Rectified.Replace("rate: 0.05", "rate: 1.0e+12", StringComparison.Ordinal));
        RunRecord record = RunDirectory.ReadRecord(run)!;
        record.Status.ShouldBe("nonFinite");
        record.FailedStep.ShouldBe(record.Steps + 1);
        RunFiles files = RunFiles.Read(run);
        files.Trace.Samples[^1].Step.ShouldBe(record.Steps + 1);
        files.Trace.Samples[^1].GradientNorm.ShouldBeNull();
        files.Trace.Samples[^1].Parameters.ShouldAllBe(flow => flow.GradientNorm == null && flow.GradientZero == null);
        JsonObject document = RunDocument.Of(files);
        ((long)document["step"]!).ShouldBe(record.Steps);
        ((string)document["status"]!)
            .ShouldBe($"not finite in step {record.FailedStep}, {record.Steps} of {record.TotalSteps} steps made");
        Tiles.Steps(files).Value.ShouldBe($"{record.Steps}");
        DiagnosedRun.Read(run).Subject.Step.ShouldBe(record.Steps);
        float[] norms = PackedNumbersTests.Floats((JsonObject)document["series"]!["gradient.norm"]!);
        norms[^1].ShouldBe(float.MinValue, "it stands for what was not measured");
    }
}
