using Weir.Data;
using Weir.Nn;
using Weir.Tensors;
using Weir.Tensors.Backends;

namespace Weir.Training.Tests;

/// <summary>A class for each pixel.</summary>
public sealed class MaskTrainingTests
{
    private const int Side = 4;

    [Fact]
    public void A_small_network_learns_discs_and_squares()
    {
        using Trainer trainer = Trainer.Start(RecipeReader.Parse("""
            data: {source: shapes, size: 16, noise: 0.02, training: 400, validation: 50, test: 50, augment: [flip]}
            model:
              - {conv: 8, batch-norm: true, activation: relu}
              - concat: [max-pool, {conv: 16, batch-norm: true, activation: relu}, upsample]
              - {conv: 8, batch-norm: true, activation: relu}
              - linear: outputs
            optimizer: {adam: {rate: 0.01}}
            batch: 8
            epochs: 8
            """));
        TrainingResult result = trainer.Run();
        result.Last!.ValidationAccuracy!.Value.ShouldBeGreaterThan(0.85);
        trainer.Signature.Output.SampleShape.ShouldBe(new Shape(16, 16, 3));
        trainer.Signature.Output.Names.ShouldBe(["background", "disc", "square"]);
        EvaluationReport report = ReportOf(trainer, trainer.Data.Test!);
        report.Classes!.Accuracy.ShouldBe(result.Test!.Accuracy!.Value, 1e-12);
        report.Classes.MeanIou!.Value.ShouldBeGreaterThan(0.4);
        result.Test.MeanIou!.Value.ShouldBe(report.Classes.MeanIou.Value, 1e-12);
        result.Last.ValidationIou!.Value.ShouldBe(ReportOf(trainer, trainer.Data.Validation!).Classes!.MeanIou!.Value, 1e-12);
        result.Best!.ValidationIou!.Value.ShouldBeGreaterThanOrEqualTo(result.Last.ValidationIou.Value);
        report.Perplexity.ShouldBeNull();
        report.ToJson().ShouldContain("\"meanIou\"");
    }

    [Theory]
    [InlineData("sigmoid-cross-entropy")]
    [InlineData("hinge")]
    public void One_output_a_pixel_tells_two_classes_apart(string loss)
    {
        using Trainer trainer = Trainer.Start(RecipeReader.Parse($"model: [linear: 1]\nloss: {loss}\noptimizer: {{adam: {{rate: 0.1}}}}\n"
            + "epochs: 20\nbatch: 10"), new TrainerOptions { Data = new DataSplit(Halves(40), Halves(10)) });
        trainer.Run().Last!.ValidationAccuracy.ShouldBe(1);
        trainer.Signature.Output.SampleShape.ShouldBe(new Shape(Side, Side, 1));
        ReportOf(trainer, trainer.Data.Validation!).Classes!.Each!.ShouldAllBe(each => each.Iou == 1);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Pixels_that_count_for_nothing_are_in_neither_loss_nor_gradient(bool weighted)
    {
        Dataset set = Halves(6, ignored: 0.3), small = Counted(set);
        Loss loss = weighted ? new ClassWeighted(new CrossEntropy(), [1, 3]) : new CrossEntropy();
        Tape tape = new(new ReferenceBackend());
        tape.Begin();
        float[] outputs = Both(set.Count * Side * Side * 2, 1);
        Tensor all = Tensor.Leaf(new Shape(set.Count, Side, Side, 2), outputs, needsGradient: true);
        Batch batch = BatchLoader.Sequential(set, set.Count).GetEnumerator() is { } each && each.MoveNext() ? each.Current : null!;
        BatchLoss own = new(loss, set);
        Tensor value = own.Of(tape, all.Multiply(tape.Full(Shape.Scalar, 1)), batch);
        tape.Backward(value);
        int[] labels = Labels(set);
        int[] kept = [.. Enumerable.Range(0, labels.Length).Where(i => labels[i] != ClassTargets.Ignored)];
        kept.Length.ShouldBeLessThan(labels.Length);
        own.WeightOf(batch).ShouldBe(loss.WeightOf(Labels(small)));
        float[] gradient = all.Gradient()!;

        tape.Begin();
        Tensor rows = Tensor.Leaf(new Shape(kept.Length, 2), [.. kept.SelectMany(i => outputs[(2 * i)..((2 * i) + 2)])],
            needsGradient: true);
        Tensor expected = loss.Of(rows.Multiply(tape.Full(Shape.Scalar, 1)), new Indices([.. kept.Select(i => labels[i])]));
        value.ToString().ShouldNotBeNull();
        tape.Backward(expected);
        float[] wanted = rows.Gradient()!;
        for (int i = 0; i < labels.Length; i++)
        {
            int place = Array.IndexOf(kept, i);
            for (int j = 0; j < 2; j++)
                gradient[(2 * i) + j].ShouldBe(place < 0 ? 0 : wanted[(2 * place) + j], 1e-6f);
        }
    }

    [Fact]
    public void Sets_are_judged_by_what_counts_whatever_their_batches()
    {
        // The first batches hold nothing that counts.
        Dataset set = Halves(230, ignored: 0.5, allIgnored: 120);
        using Trainer trainer = Trainer.Start(RecipeReader.Parse("model: [linear: outputs]\noptimizer: {adam: {rate: 0.05}}\nepochs: 5\n"
            + "batch: 7"), new TrainerOptions { Data = new DataSplit(set, set) });
        TrainingResult result = trainer.Run();
        result.Status.ShouldBe(TrainingStatus.Finished, result.Message);
        result.Last!.ValidationAccuracy!.Value.ShouldBeGreaterThan(0.95);
        EvaluationReport report = ReportOf(trainer, set), without = ReportOf(trainer, set.Skip(120));
        report.Loss.ShouldBe(without.Loss, 1e-6);
        report.Loss.ShouldBe(result.Last.ValidationLoss!.Value, 1e-6);
        report.Classes!.Accuracy.ShouldBe(result.Last.ValidationAccuracy.Value, 1e-12);
        report.Classes.Each!.Sum(each => each.Samples).ShouldBe(Labels(set).Count(label => label != ClassTargets.Ignored));
        ReportOf(trainer, set.Take(100)).Loss.ShouldBe(0);
    }

    [Fact]
    public void A_run_that_was_stopped_goes_on_to_the_same_metrics()
    {
        using TemporaryFolder folder = new();
        Recipe recipe = RecipeReader.Parse("""
            name: masks
            data: {source: shapes, size: 8, training: 30, validation: 10, test: 0, augment: [rotate: {degrees: 40}, shift: {pixels: 2}]}
            model: [{conv: 4, batch-norm: true, activation: relu}, linear: outputs]
            optimizer: {adam: {rate: 0.01}}
            batch: 7
            epochs: 4
            schedule: {plateau: {monitor: validation-iou, patience: 1}}
            early-stopping: {monitor: validation-iou, patience: 50}
            """);
        TrainerOptions options = new() { RunsDirectory = folder.Root, Threads = 1 };
        using Trainer whole = Trainer.Start(recipe, options with { Name = "whole" });
        whole.Run().Status.ShouldBe(TrainingStatus.Finished);
        using (Trainer half = Trainer.Start(recipe, options with { Name = "half", PauseAt = 13 }))
            half.Run().Steps.ShouldBe(13);
        using Trainer rest = Trainer.Resume(folder.File("half"));
        rest.Run().Status.ShouldBe(TrainingStatus.Finished);
        Make.Weights(rest).ShouldBe(Make.Weights(whole));
        Metrics("half").ShouldBe(Metrics("whole"));

        IEnumerable<double?> Metrics(string name) => RunDirectory.ReadMetrics(folder.File(name)).SelectMany(epoch =>
            new[] { epoch.TrainingLoss, epoch.TrainingAccuracy, epoch.ValidationLoss, epoch.ValidationAccuracy, epoch.ValidationIou });
    }

    private static EvaluationReport ReportOf(Trainer trainer, Dataset set)
    {
        OutputReport report = new(trainer.Signature.Output, trainer.Targets, set);
        return report.With(new Evaluation(new ReferenceBackend()).Of(trainer.Model, trainer.Loss, set, report.Add));
    }

    private static int[] Labels(Dataset set) => ((ClassTargets)set.Targets).Labels;

    private static float[] Both(int count, long seed)
    {
        RandomStream random = new(seed);
        return [.. Enumerable.Range(0, count).Select(_ => (float)random.NextNormal())];
    }

    /// <summary>Images of numbers whose pixels above 0 are of the second class.</summary>
    private static Dataset Halves(int count, double ignored = 0, int allIgnored = 0)
    {
        float[] pixels = Both(count * Side * Side, count);
        RandomStream random = new(7);
        int[] labels = [.. pixels.Select((pixel, i) => random.NextDouble() < ignored || i < allIgnored * Side * Side ? ClassTargets.Ignored
            : pixel > 0 ? 1 : 0)];
        ClassTargets targets = new(labels, 2) { Positions = Side * Side, Grid = Side };
        return new Dataset("halves", new Shape(Side, Side, 1), pixels, targets);
    }

    /// <summary>The pixels that count, each as a sample.</summary>
    private static Dataset Counted(Dataset set)
    {
        int[] labels = Labels(set);
        int[] kept = [.. Enumerable.Range(0, labels.Length).Where(i => labels[i] != ClassTargets.Ignored)];
        return new Dataset("counted", new Shape(1), [.. kept.Select(i => set.Inputs[i])], new ClassTargets([.. kept.Select(i => labels[i])],
            2));
    }
}
