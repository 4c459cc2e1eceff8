using Weir.Data;
using Weir.Nn;
using Weir.Tensors;
using Weir.Tensors.Backends;

namespace Weir.Training.Tests;

/// <summary>What a network may end in, and what it is trained for.</summary>
public sealed class HeadTests
{
    [Theory]
    [InlineData("sigmoid-cross-entropy")]
    [InlineData("hinge")]
    public void One_output_tells_two_classes_apart(string loss)
    {
        using Trainer trainer = Trainer.Start(Moons($"model: [{{linear: 16, activation: relu}}, linear: 1]\nloss: {loss}"));
        TrainingResult result = trainer.Run();
        result.Last!.ValidationAccuracy!.Value.ShouldBeGreaterThan(0.9);
        trainer.Signature.Output.SampleShape.ShouldBe(new Shape(1));
        trainer.Signature.Output.Names.Count.ShouldBe(2);
    }

    [Fact]
    public void One_output_and_two_say_the_same_of_two_classes()
    {
        using Trainer one = Trainer.Start(Moons("model: [{linear: 16, activation: relu}, linear: 1]\nloss: sigmoid-cross-entropy"));
        using Trainer two = Trainer.Start(Moons("model: [{linear: 16, activation: relu}, linear: outputs]"));
        // The same network: the second output is that of one, the first is 0.
        IReadOnlyList<Parameter> of = one.Model.Parameters, to = two.Model.Parameters;
        to[0].Set(of[0].Value.ToArray());
        to[1].Set(of[1].Value.ToArray());
        to[2].Set([.. of[2].Value.ToArray().SelectMany(weight => new[] { 0, weight })]);
        to[3].Set([0, of[3].Value.ToArray()[0]]);
        Dataset set = one.Data.Validation!;
        (double Loss, EvaluationMetrics Metrics, EvaluationReport Report) first = Judged(one), second = Judged(two);
        first.Loss.ShouldBe(second.Loss, 1e-6);
        first.Metrics.Accuracy.ShouldBe(second.Metrics.Accuracy);
        first.Report.Classes!.Accuracy.ShouldBe(first.Metrics.Accuracy!.Value);
        first.Report.Classes.Confusion.ShouldBe(second.Report.Classes!.Confusion);
        first.Report.Classes.Brier!.Value.ShouldBe(second.Report.Classes.Brier!.Value, 1e-6);

        (double, EvaluationMetrics, EvaluationReport) Judged(Trainer trainer)
        {
            OutputScore score = new(new OutputReading(trainer.Signature.Output, trainer.Targets), set, set.Count);
            OutputReport report = new(trainer.Signature.Output, trainer.Targets, set);
            double loss = new Evaluation(new ReferenceBackend()).Of(trainer.Model, trainer.Loss, set, score.Add, report.Add);
            return (loss, score.With(loss), report.With(loss));
        }
    }

    [Fact]
    public void One_output_is_refused_where_the_loss_wants_one_for_each_class_and_where_there_are_three()
    {
        Should.Throw<RecipeException>(() => Trainer.Start(Moons("model: [linear: 1]"))).Message.ShouldContain(
            "take 'loss: sigmoid-cross-entropy', under which one output tells two classes apart");
        Recipe three = RecipeReader.Parse("data: {source: blobs, classes: 3}\nmodel: [linear: 1]\nloss: sigmoid-cross-entropy\n"
            + "optimizer: adam");
        Should.Throw<RecipeException>(() => Trainer.Start(three)).Message.ShouldContain("the task has 3 outputs");
    }

    [Fact]
    public void Samples_are_their_own_targets()
    {
        Recipe recipe = RecipeReader.Parse("""
            data: {source: digits, training: 300, validation: 50, test: 0, reconstruct: true}
            model: [{linear: 16, activation: relu}, linear: outputs]
            loss: sigmoid-cross-entropy
            optimizer: {adam: {rate: 0.01}}
            epochs: 3
            """);
        RecipeReader.Parse(RecipeWriter.Write(recipe)).ShouldBe(recipe);
        using Trainer trainer = Trainer.Start(recipe);
        Dataset training = trainer.Data.Training;
        ((ValueTargets)training.Targets).Values.ShouldBe(training.Inputs);
        ((ValueTargets)training.Targets).Width.ShouldBe(784);
        TrainingResult result = trainer.Run();
        result.Last!.TrainingLoss.ShouldBeLessThan(0.6);
    }

    [Fact]
    public void Balanced_weights_let_a_rare_class_count_as_much()
    {
        int[] labels = [.. Enumerable.Range(0, 200).Select(i => i % 20 == 0 ? 1 : 0)];
        ClassWeighted.Balanced([190, 10]).ShouldBe([200f / 380, 10]);
        // A constant is all that can be learnt: without weights that of the frequent class, with them none.
        DataSplit data = new(new Dataset("rare", new Shape(1), new float[200], new ClassTargets(labels, 2, ["often", "rare"])));
        Module plain = Trained(""), balanced = Trained("class-weights: balanced"), named = Trained("class-weights: {rare: 19}");
        Logit(plain).ShouldBe(Math.Log(10.0 / 190), 0.1);
        Logit(balanced).ShouldBe(0, 0.1);
        Logit(named).ShouldBe(0, 0.1);

        Module Trained(string more)
        {
            Recipe recipe = RecipeReader.Parse($"model: [linear: 1]\nloss: sigmoid-cross-entropy\n"
                + $"optimizer: {{sgd: {{rate: 1}}}}\nbatch: 200\nepochs: 300\n{more}");
            RecipeReader.Parse(RecipeWriter.Write(recipe)).ShouldBe(recipe);
            using Trainer trainer = Trainer.Start(recipe, new TrainerOptions { Data = data });
            trainer.Run();
            return trainer.Model;
        }

        static double Logit(Module model) => model.Parameters[1].Value.ToArray()[0];
    }

    [Fact]
    public void Several_labels_at_once_are_each_right_or_wrong()
    {
        // The first label is whether x is above 0, the second whether y is.
        RandomStream random = RandomStream.For(1, "labels");
        float[] inputs = [.. Enumerable.Range(0, 400).Select(_ => (float)random.NextUniform(-1, 1))];
        ValueTargets targets = new(Array.ConvertAll(inputs, value => value > 0 ? 1f : 0), 2) { Names = ["right", "up"] };
        Dataset set = new("labels", new Shape(2), inputs, targets);
        foreach (string loss in new[] { "sigmoid-cross-entropy", "hinge" })
        {
            Recipe recipe = RecipeReader.Parse($"model: [linear: outputs]\nloss: {loss}\noptimizer: {{adam: {{rate: 0.1}}}}\nepochs: 20");
            using Trainer trainer = Trainer.Start(recipe, new TrainerOptions { Data = new DataSplit(set, set.Take(100)) });
            EpochMetrics last = trainer.Run().Last!;
            last.ValidationAccuracy!.Value.ShouldBeGreaterThan(0.95);
            last.ValidationR2.ShouldBeNull();
            trainer.Signature.Output.Names.ShouldBe(["right", "up"]);
            trainer.Signature.Output.Kind.ShouldBe(OutputKind.Labels);
        }
    }

    [Fact]
    public void Weights_of_classes_that_there_are_not_are_refused()
    {
        Should.Throw<RecipeException>(() => Trainer.Start(Moons("model: [linear: outputs]\nclass-weights: {7: 2}"))).Message
            .ShouldContain("class-weights: there is no class '7'; there are 0, 1");
        Recipe values = RecipeReader.Parse("data: friedman\nmodel: [linear: outputs]\nloss: mean-squared-error\n"
            + "class-weights: balanced\noptimizer: adam");
        Should.Throw<RecipeException>(() => Trainer.Start(values))
            .Message.ShouldContain("class-weights: the targets of friedman training are values");
    }

    [Fact]
    public void Weights_of_classes_are_refused_where_the_loss_has_no_parts_that_could_be_weighted()
    {
        TrainerOptions own = new() { Loss = new Whole() };
        Should.Throw<RecipeException>(() => Trainer.Start(Moons("model: [linear: outputs]\nclass-weights: balanced"), own)).Message
            .ShouldContain("class-weights: loss whole does not tell the loss of each sample, so that samples cannot be weighted");
    }

    [Fact]
    public void Mixed_samples_weigh_by_their_share_of_each_class()
    {
        // Nothing but a constant is learnt, the weighted mean of shares s: Σ (1 + 8s)·s / Σ (1 + 8s), of which the mean of s is 0.1 and
        // that of s² 2/3 · 0.1 + 1/3 · 0.01.
        int[] labels = [.. Enumerable.Range(0, 200).Select(i => i % 10 == 0 ? 1 : 0)];
        DataSplit data = new(new Dataset("rare", new Shape(1), new float[200], new ClassTargets(labels, 2)));
        double plain = Logit(""), weighted = Logit("class-weights: {1: 9}");
        plain.ShouldBe(Math.Log(20.0 / 180), 0.15);
        weighted.ShouldBe(Math.Log(0.66 / (1.8 - 0.66)), 0.15);

        double Logit(string more)
        {
            Recipe recipe = RecipeReader.Parse("data: {source: moons, augment: [mixup: {alpha: 1, probability: 1}]}\nmodel: [linear: 1]\n"
                + $"loss: sigmoid-cross-entropy\noptimizer: {{sgd: {{rate: 0.3}}}}\nbatch: 200\nepochs: 200\n{more}");
            using Trainer trainer = Trainer.Start(recipe, new TrainerOptions { Data = data });
            trainer.Run();
            return trainer.Model.Parameters[1].Value.ToArray()[0];
        }
    }

    [Fact]
    public void A_row_is_seen_as_a_sequence()
    {
        Recipe recipe = RecipeReader.Parse("""
            data: {source: friedman, training: 50, validation: 10, test: 0}
            model: [reshape: [5, 2], {lstm: 4, last: true}, linear: outputs]
            loss: mean-squared-error
            optimizer: adam
            epochs: 1
            """);
        RecipeReader.Parse(RecipeWriter.Write(recipe)).ShouldBe(recipe);
        using Trainer trainer = Trainer.Start(recipe);
        trainer.Info.Summary.Layers[0].Output.ShouldBe(new Shape(5, 2));
        Should.Throw<RecipeException>(() =>
            Trainer.Start(RecipeReader.Parse("data: friedman\nmodel: [reshape: [3, 3]]\nloss: huber\noptimizer: adam"))).Message
            .ShouldContain("samples of shape (10) have 10 numbers, and (3, 3) has 9");
    }

    private sealed record Whole : Loss
    {
        public override string Name => "whole";

        public override Tensor Of(Tensor output, Indices labels) => output.Sum();

        public override Tensor Of(Tensor output, Tensor targets) => output.Sum();
    }

    private static Recipe Moons(string rest) => RecipeReader.Parse($"data: moons\noptimizer: {{adam: {{rate: 0.02}}}}\nepochs: 10\n{rest}");
}
