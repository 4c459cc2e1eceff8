using Weir.Data;
using Weir.Nn;
using Weir.Tensors;
using Weir.Tensors.Backends;

namespace Weir.Training.Tests;

public class GreedyPretrainingTests
{
    public static TheoryData<string> Ways() => ["rbm", "{rbm: {chain: 3, rate: 0.02}}", "autoencoder", "{autoencoder: {noise: 0.2}}"];

    [Theory]
    [MemberData(nameof(Ways))]
    public void The_reconstruction_error_of_every_layer_falls(string way)
    {
        Recipe recipe = Deep($"pretrain: {way}", layers: 3);
        using Trainer trainer = Trainer.Start(recipe, new TrainerOptions { Threads = 1 });
        Told told = new();
        trainer.Run(told);
        told.Layers.Select(layer => (layer.Path, layer.Number, layer.Count)).ShouldBe([("1", 1, 3), ("2", 2, 3), ("3", 3, 3)]);
        foreach (PretrainedLayer layer in told.Layers)
        {
            layer.Errors.Count.ShouldBe(recipe.Pretrain!.Epochs + 1);
            layer.Errors[^1].ShouldBeLessThan(0.7 * layer.Errors[0], layer.Path);
            layer.Errors[^1].ShouldBeLessThan(layer.Errors[1], layer.Path);
        }
    }

    [Theory]
    [InlineData("{rbm: {epochs: 8}}")]
    [InlineData("{autoencoder: {noise: 0.1}}")]
    public void A_deep_net_of_sigmoids_that_learns_nothing_from_scratch_learns_after_pre_training(string way)
    {
        double Accuracy(string more)
        {
            Recipe recipe = Deep(more, layers: 5);
            using Trainer trainer = Trainer.Start(recipe with { Budget = new BudgetRecipe { Epochs = 8 } },
                new TrainerOptions { Threads = 1 });
            return trainer.Run().Last!.TrainingAccuracy!.Value;
        }

        Accuracy("").ShouldBeLessThan(0.2);
        Accuracy($"pretrain: {way}").ShouldBeGreaterThan(0.7);
    }

    [Fact]
    public void One_step_of_contrastive_divergence_is_that_of_the_formula()
    {
        // v·h of the data less v·h at the end of the chain, with hidden probabilities; the end from a chain of its own with the same draws.
        Linear layer = new(3, 2, new Sigmoid());
        layer.Initialize(4);
        RestrictedBoltzmannMachine machine = new(layer, isUnit: true, chain: 1);
        machine.Visible.Set([0.1f, -0.2f, 0.3f]);
        machine.Bias.Set([0.4f, -0.5f]);
        float[] v = [1, 0, 0.5f, 0.25f, 1, 0];
        Tape tape = new(new ReferenceBackend());
        tape.Backward(machine.Loss(tape, v, new RandomStream(9)));
        float[] w = machine.Weight.Value.ToArray(), b = [0.4f, -0.5f], c = [0.1f, -0.2f, 0.3f];
        RandomStream random = new(9);
        double[] data = Hidden(v), end = new double[6];
        double[] drawn = [.. data.Select(p => random.NextDouble() < (float)p ? 1.0 : 0)];
        for (int n = 0; n < 2; n++)
        {
            for (int i = 0; i < 3; i++)
                end[(n * 3) + i] = Sigmoid(c[i] + Enumerable.Range(0, 2).Sum(j => w[(i * 2) + j] * drawn[(n * 2) + j]));
        }

        double[] model = Hidden([.. end.Select(value => (float)value)]);
        float[] gradient = machine.Weight.Value.Gradient()!;
        for (int i = 0; i < 3; i++)
        {
            for (int j = 0; j < 2; j++)
            {
                double expected = Enumerable.Range(0, 2)
                    .Sum(n => (end[(n * 3) + i] * model[(n * 2) + j]) - (v[(n * 3) + i] * data[(n * 2) + j])) / 2;
                ((double)gradient[(i * 2) + j]).ShouldBe(expected, 1e-5);
            }

            ((double)machine.Visible.Value.Gradient()![i]).ShouldBe((end[i] + end[3 + i] - v[i] - v[3 + i]) / 2, 1e-5);
        }

        double[] Hidden(float[] visible) => [.. Enumerable.Range(0, 4)
            .Select(at => Sigmoid(b[at % 2] + Enumerable.Range(0, 3).Sum(i => visible[(at / 2 * 3) + i] * w[(i * 2) + (at % 2)])))];

        static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));
    }

    [Fact]
    public void Inputs_that_are_no_probabilities_are_told_of_as_numbers()
    {
        RandomStream random = new(2);
        float[] inputs = [.. Enumerable.Range(0, 300 * 2).Select(_ => (float)random.NextNormal())];
        // Four features of which two are enough to know the others.
        float[] samples = [.. Enumerable.Range(0, 300)
            .SelectMany(i => new[] { inputs[2 * i], inputs[(2 * i) + 1], -inputs[2 * i], inputs[2 * i] + inputs[(2 * i) + 1] })];
        Dataset data = new("numbers", new Shape(4), samples, new ClassTargets(new int[300], 2));
        foreach (PretrainRecipe way in new PretrainRecipe[] { new AutoencoderRecipe { Epochs = 30, Rate = 0.05 },
            new RbmRecipe { Epochs = 30, Rate = 0.01 } })
        {
            Sequential model = new(new Linear(4, 12, way is RbmRecipe ? new Sigmoid() : new Tanh()), new Linear(12, 2));
            model.Initialize(1);
            IReadOnlyList<double> errors = GreedyPretraining.Run(model, data, way, new ReferenceBackend(), 1)[0].Errors;
            errors[^1].ShouldBeLessThan(0.5 * errors[0]);
            model.Parameters.ShouldAllBe(parameter => parameter.IsInitialized);
        }
    }

    [Fact]
    public void A_run_that_is_stopped_in_pre_training_begins_again_and_ends_with_the_same_bits()
    {
        using TemporaryFolder folder = new();
        Recipe recipe = Deep("pretrain: {autoencoder: {epochs: 1}}\naverage: on", layers: 2);
        TrainerOptions options = new() { Threads = 1, RunsDirectory = folder.Root };
        using Trainer whole = Trainer.Start(recipe, options with { Name = "whole" });
        whole.Run();
        using (Trainer stopped = Trainer.Start(recipe, options with { Name = "stopped" }))
        {
            using CancellationTokenSource cancel = new();
            TrainingResult result = stopped.Run(new Told { Then = _ => cancel.Cancel() }, cancel.Token);
            (result.Status, result.Steps).ShouldBe((TrainingStatus.Interrupted, 0L));
        }

        using Trainer again = Trainer.Resume(folder.File("stopped"));
        again.Run().Status.ShouldBe(TrainingStatus.Finished);
        Make.Weights(again).ShouldBe(Make.Weights(whole));

        // A finished run that is trained further is not pre-trained again.
        File.WriteAllText(folder.File("whole/recipe.yaml"), File.ReadAllText(folder.File("whole/recipe.yaml"))
            .Replace("epochs: 3", "epochs: 4", StringComparison.Ordinal));
        Told told = new();
        using Trainer longer = Trainer.Resume(folder.File("whole"));
        longer.Run(told);
        told.Layers.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("- {linear: 8, activation: relu}", "rbm",
        "the hidden units of a Boltzmann machine are sigmoids, and layer 1 is linear+relu: use 'autoencoder'")]
    [InlineData("- linear: 8", "autoencoder", "there is no dense layer that has a function as its part")]
    public void A_network_that_cannot_be_pre_trained_is_refused(string layer, string way, string message) =>
        Should.Throw<RecipeException>(() => Trainer.Start(RecipeReader.Parse($"data: spirals\nmodel:\n  {layer}\n  - linear: "
            + $"outputs\noptimizer: {{sgd: {{rate: 0.1}}}}\npretrain: {way}"))).Message.ShouldContain("pretrain: " + message);

    [Fact]
    public void What_is_written_reads_as_the_same()
    {
        foreach (string way in new[] { "rbm", "autoencoder",
            "{rbm: {epochs: 2, batch: 10, rate: 0.3, momentum: 0, weight-decay: 0, chain: 2}}", "{autoencoder: {noise: 0.5}}" })
        {
            Recipe recipe = Deep($"pretrain: {way}", layers: 2);
            recipe.Pretrain.ShouldNotBeNull();
            RecipeReader.Parse(RecipeWriter.Write(recipe)).ShouldBe(recipe);
        }
    }

    private static Recipe Deep(string more, int layers) => RecipeReader.Parse($$"""
        name: deep
        data: {source: digits, training: 1000, validation: 0, test: 0}
        model:
          - {linear: 64, activation: sigmoid, repeat: {{layers}}}
          - linear: outputs
        optimizer:
          sgd: {rate: 0.1, momentum: 0.9}
        batch: 20
        epochs: 3
        flow: off
        {{more}}
        """);

    private sealed class Told : ITrainingObserver
    {
        public List<PretrainedLayer> Layers { get; } = [];

        public Action<PretrainedLayer>? Then { get; init; }

        public void OnPretrained(PretrainedLayer layer)
        {
            Layers.Add(layer);
            Then?.Invoke(layer);
        }

        public void OnStart(RunInfo info)
        {
        }

        public void OnProgress(StepProgress progress)
        {
        }

        public void OnSample(Flow.FlowSample sample)
        {
        }

        public void OnEpoch(EpochMetrics metrics)
        {
        }

        public void OnEnd(TrainingResult result)
        {
        }
    }
}
