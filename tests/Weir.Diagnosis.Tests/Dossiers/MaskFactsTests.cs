using Weir.Data;
using Weir.Nn;
using Weir.Tensors;
using Weir.Training;

namespace Weir.Diagnosis.Tests.Dossiers;

/// <summary>Data with a class for each pixel: what is told of it, and that nothing is found where all is well.</summary>
public class MaskFactsTests
{
    [Fact]
    public void Pixels_are_counted_but_those_that_count_for_nothing()
    {
        // Of four pixels one counts for nothing; of the others two are of the first class.
        Dataset set = Masks(100, 0, 0, 1, ClassTargets.Ignored);
        DataFacts facts = DataReader.Read(new DataSplit(set), new CrossEntropy(), lossScale: 1, seed: 1, thorough: true);
        facts.MajorityShare!.Value.ShouldBe(2 / 3.0, 1e-12);
        facts.EmptyClasses.ShouldBe(1);
        facts.TrivialLoss!.Value.ShouldBe(-(2 / 3.0 * Math.Log(2 / 3.0)) - (1 / 3.0 * Math.Log(1 / 3.0)), 1e-9);
        (facts.NeighbourScore, facts.LinearSkill, facts.SequenceScore).ShouldBe((null, null, null));
        Loss weighted = new ClassWeighted(new CrossEntropy(), [1, 2, 1]);
        DataReader.Read(new DataSplit(set), weighted, 1, 1, thorough: false).TrivialLoss!.Value.ShouldBe(Math.Log(2), 1e-9);
        DataFacts nothing = DataReader.Read(new DataSplit(Masks(10, -1, -1, -1, -1)), new CrossEntropy(), 1, 1, thorough: true);
        (nothing.MajorityShare, nothing.EmptyClasses).ShouldBe((0, 3));
        DatasetFacts.Of(set).ClassCounts.ShouldBe([200, 100, 0]);
    }

    [Theory]
    [InlineData("outputs", "cross-entropy", "")]
    [InlineData("outputs", "cross-entropy", "class-weights: balanced")]
    [InlineData("outputs", "cross-entropy", "average: on")]
    [InlineData("outputs", "{cross-entropy: {smoothing: 0.1}}", "initialize: lsuv")]
    public void A_network_that_learns_masks_has_no_findings(string head, string loss, string more)
    {
        using Folder folder = new();
        Recipe recipe = RecipeReader.Parse($$$"""
            name: masks
            data: {source: shapes, size: 16, noise: 0.03, training: 300, validation: 40, test: 0, augment: [flip, rotate]}
            model:
              - {conv: 8, batch-norm: true, activation: relu}
              - concat: [max-pool, {conv: 16, batch-norm: true, activation: relu}, {conv-transpose: 8, activation: relu}]
              - {conv: 8, batch-norm: true, activation: relu}
              - linear: {{{head}}}
            loss: {{{loss}}}
            optimizer: {adam: {rate: 0.01}}
            batch: 8
            epochs: 5
            {{{more}}}
            """);
        Preflight.Check(recipe).Findings.ShouldBeEmpty();
        using Trainer trainer = Trainer.Start(recipe, new TrainerOptions { RunsDirectory = folder.Path, Threads = 1 });
        RunWatch watch = new(trainer);
        trainer.Run(watch).Status.ShouldBe(TrainingStatus.Finished);
        watch.Findings.ShouldBeEmpty();
    }

    private static Dataset Masks(int count, params int[] labels)
    {
        RandomStream random = new(1);
        return new Dataset("masks", new Shape(2, 2, 1), [.. Enumerable.Range(0, 4 * count).Select(_ => (float)random.NextNormal())],
            new ClassTargets([.. Enumerable.Repeat(labels, count).SelectMany(each => each)], 3) { Positions = 4, Grid = 2 });
    }
}
