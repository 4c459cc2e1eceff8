using Weir.Data;
using Weir.Nn;
using Weir.Tensors;
using Weir.Tensors.Backends;

namespace Weir.Training.Tests;

/// <summary>The loss of a set is put together from those of its batches, whatever their size and order.</summary>
public sealed class EvaluationTests
{
    [Fact]
    public void The_loss_of_a_set_is_the_weighted_mean_over_its_samples_and_not_over_its_batches()
    {
        // A thousand of the first class fill the first batch; 500 of the second make the next.
        int[] labels = [.. Enumerable.Repeat(0, 1000), .. Enumerable.Repeat(1, 500)];
        Dataset set = new("rare", new Shape(1), new float[1500], new ClassTargets(labels, 2));
        Linear model = new(1, 2);
        model.Weight.Set([0, 0]);
        model.Bias!.Set([0, 2]);
        Evaluation evaluation = new(new ReferenceBackend());
        double first = Math.Log(1 + Math.Exp(2)), second = Math.Log(1 + Math.Exp(-2));
        evaluation.Of(model, new CrossEntropy(), set).ShouldBe(((1000 * first) + (500 * second)) / 1500, 1e-6);
        evaluation.Of(model, new ClassWeighted(new CrossEntropy(), [1, 9]), set)
            .ShouldBe(((1000 * first) + (4500 * second)) / 5500, 1e-6);
    }

    [Fact]
    public void A_set_is_passed_over_once_however_many_look_on()
    {
        Dataset set = new("some", new Shape(1), new float[1500], new ClassTargets(new int[1500], 2));
        Linear model = new(1, 2);
        model.Initialize(1);
        (int batches, int samples) = (0, 0);
        new Evaluation(new ReferenceBackend()).Of(model, new CrossEntropy(), set, (_, _) => batches++,
            (_, batch) => samples += batch.Count);
        (batches, samples).ShouldBe((2, 1500));
    }

    [Fact]
    public void The_test_of_a_run_with_class_weights_is_what_evaluating_it_again_gives()
    {
        using TemporaryFolder folder = new();
        RandomStream random = RandomStream.For(5, "classes");
        float[] inputs = [.. Enumerable.Range(0, 3000).Select(_ => (float)random.NextNormal())];
        int[] labels = Array.ConvertAll(inputs, x => x + (0.5f * random.NextNormal()) > 1 ? 1 : 0);
        ClassTargets targets = new(labels, 2) { Names = ["no", "yes"] };
        Dataset all = new("rare", new Shape(1), inputs, targets);
        DataSplit data = new(all.Take(500), null, all.Skip(500));
        Recipe recipe = RecipeReader.Parse("name: rare\nmodel: [linear: outputs]\nclass-weights: {yes: 7}\n"
            + "optimizer: {sgd: {rate: 0.5}}\nepochs: 2");
        using Trainer trainer = Trainer.Start(recipe, new TrainerOptions { Data = data, RunsDirectory = folder.Root });
        TrainingResult result = trainer.Run();
        TrainedNetwork network = TrainedNetwork.Load(folder.File("rare"));
        network.Signature.Output.ClassWeights.ShouldBe([1, 7]);
        EvaluationReport report = NetworkEvaluation.Of(network, data.Test!);
        report.Loss.ShouldBe(result.Test!.Loss, 1e-6);
        report.ToJson().ShouldBe(File.ReadAllText(folder.File("rare/test.json")));
        Math.Abs(NetworkEvaluation.Of(network, data.Test!, new CrossEntropy()).Loss - report.Loss).ShouldBeGreaterThan(0.01);
        // By hand, from what the network says of each sample.
        float[] weights = network.Model.Parameters[0].Value.ToArray(), bias = network.Model.Parameters[1].Value.ToArray();
        (double sum, double weight) = (0, 0);
        for (int i = 500; i < 3000; i++)
        {
            double difference = ((weights[1] - weights[0]) * inputs[i]) + bias[1] - bias[0];
            bool isYes = targets.Labels[i] == 1;
            sum += (isYes ? 7 : 1) * Math.Log(1 + Math.Exp(isYes ? -difference : difference));
            weight += isYes ? 7 : 1;
        }

        report.Loss.ShouldBe(sum / weight, 1e-5);
    }
}
