using System.Globalization;
using System.Text;
using Weir.Data;
using Weir.Nn;
using Weir.Tensors;
using Weir.Tensors.Backends;

namespace Weir.Training.Tests;

/// <summary>Numbers for each row of a sequence, some of which are not known; against numbers that were worked out by hand.</summary>
public sealed class RowValuesTests : IDisposable
{
    private const float None = float.NaN;

    // Two samples of three positions with two numbers each, and what a network says of them: errors of 1, 0, 0, 2, −1, 1, 0 and −4.
    private static readonly float[] s_targets = [1, 10, 2, 20, None, None, None, None, 4, 40, 5, 50];
    private static readonly float[] s_outputs = [2, 10, 2, 22, 9, 9, 7, 7, 3, 41, 5, 46];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("mean-squared-error", 23 / 8.0)]
    [InlineData("mean-absolute-error", 9 / 8.0)]
    // ½·1 three times, 2 − ½ and 4 − ½.
    [InlineData("huber", 6.5 / 8)]
    public void Positions_that_are_not_known_are_in_neither_loss_nor_gradient(string name, double expected)
    {
        (Dataset set, Batch batch) = Set(s_targets, 2, 3);
        Tape tape = new(new ReferenceBackend());
        tape.Begin();
        Tensor outputs = Tensor.Leaf(new Shape(2, 3, 2), s_outputs, needsGradient: true);
        BatchLoss loss = new(new Choice(name).Loss(), set);
        Tensor value = loss.Of(tape, outputs.Multiply(tape.Full(Shape.Scalar, 1)), batch);
        value.Item().ShouldBe((float)expected, 1e-6f);
        loss.WeightOf(batch).ShouldBe(4);
        tape.Backward(value);
        float[] gradient = outputs.Gradient()!;
        gradient[4..8].ShouldAllBe(each => each == 0);
        if (name == "mean-squared-error")
            gradient.ShouldBe([0.25f, 0, 0, 0.5f, 0, 0, 0, 0, -0.25f, 0.25f, 0, -1], 1e-6f);
    }

    [Fact]
    public void Where_nothing_is_known_the_loss_is_0_and_weighs_nothing()
    {
        (Dataset set, Batch batch) = Set([None, None, None, None], 1, 2);
        Tape tape = new(new ReferenceBackend());
        tape.Begin();
        BatchLoss loss = new(new MeanSquaredError(), set);
        loss.Of(tape, tape.Full(new Shape(2, 2, 1), 3), batch).Item().ShouldBe(0);
        loss.WeightOf(batch).ShouldBe(0);
    }

    [Fact]
    public void Where_all_is_known_each_position_counts_alike()
    {
        // Shares of two classes at each position, under even logits: ln 2.
        (Dataset set, Batch batch) = Set([0.5f, 0.5f, 0, 1, 1, 0, 0.25f, 0.75f], 2, 2);
        Tape tape = new(new ReferenceBackend());
        tape.Begin();
        BatchLoss loss = new(new CrossEntropy(), set);
        loss.Of(tape, tape.Full(new Shape(2, 2, 2), 7), batch).Item().ShouldBe((float)Math.Log(2), 1e-6f);
        loss.WeightOf(batch).ShouldBe(4);
    }

    [Fact]
    public void R2_and_the_report_are_of_what_is_known()
    {
        (Dataset set, Batch batch) = Set(s_targets, 2, 3);
        OutputSignature output = new(OutputKind.Values, [3, 2], OutputLink.Identity) { Names = ["pulse", "breath"], Target = "pulse" };
        Tape tape = new(new ReferenceBackend());
        tape.Begin(recording: false);
        Tensor outputs = tape.Input(new Shape(2, 3, 2), s_outputs);
        OutputScore score = new(new OutputReading(output, Standardizer.Identity), set, 2);
        score.Add(outputs, batch);
        (score.Samples, score.Ignored).ShouldBe((2, 2));
        // Σt² − (Σt)²/8 = 4646 − 132²/8.
        score.R2!.Value.ShouldBe(1 - (23 / 2468.0), 1e-12);

        List<float[]> told = [];
        OutputReport report = new(output, Standardizer.Identity, set, most: 2, (row, right, _) => told.Add(right.ToArray()));
        report.Add(outputs, batch);
        EvaluationReport all = report.With(2.875);
        all.Samples.ShouldBe(2);
        // Of 1, 2, 4 and 5 about 3: 10, of which 2 are left; ten times as large: 1000, of which 21 are.
        all.Values!.Select(value => value.R2!.Value).ShouldBe([1 - (2 / 10.0), 1 - (21 / 1000.0)], 1e-12);
        all.Values![1].MeanAbsoluteError.ShouldBe(7 / 4.0);
        all.Worst.Select(worst => (worst.Sample, worst.Target)).ShouldBe([(2, "5, 50"), (1, "2, 20")]);
        told.Count.ShouldBe(6);
        told.Count(right => float.IsNaN(right[0])).ShouldBe(2);
    }

    [Fact]
    public void Batches_weigh_as_many_positions_as_are_known()
    {
        // A hundred samples with one 1 each, then fifty with three 2s: by zeros (100·1 + 150·4) / 250.
        float[] targets = [.. Enumerable.Range(0, 150).SelectMany(i => i < 100 ? new[] { None, None, 1f } : [2, 2, 2])];
        Module zeros = new Sequential(new Linear(1, 1));
        zeros.Initialize(1);
        foreach (Parameter parameter in zeros.Parameters)
            parameter.Set(new float[parameter.Shape.Size]);
        new Evaluation(new ReferenceBackend()).Of(zeros, new MeanSquaredError(), Set(targets, 150, 3).Set).ShouldBe(2.8, 1e-6);
    }

    [Fact]
    public void A_network_learns_the_mean_of_what_it_has_seen()
    {
        using Trainer trainer = Trainer.Start(Recipe(), new TrainerOptions { RunsDirectory = _folder.Root });
        trainer.Info.Outputs.ShouldBe(1);
        OutputSignature output = trainer.Signature.Output;
        (output.Kind, output.SampleShape, output.IsStandardized).ShouldBe((OutputKind.Values, new Shape(8, 1), true));
        trainer.Targets.Mean.Length.ShouldBe(1);
        TrainingResult result = trainer.Run();
        result.Last!.ValidationR2!.Value.ShouldBeGreaterThan(0.9);
        result.Test!.R2!.Value.ShouldBeGreaterThan(0.9);
        TrainedNetwork network = TrainedNetwork.Load(_folder.File("rows"));
        EvaluationReport report = NetworkEvaluation.Of(network, Recipe().Data.Load().Test!);
        report.Values!.Single().R2!.Value.ShouldBe(result.Test.R2.Value, 1e-4);
        report.Loss.ShouldBe(result.Test.Loss, 1e-3 * result.Test.Loss);
        report.Values!.Single().Name.ShouldBe("mean");
    }

    [Fact]
    public void A_run_that_was_stopped_goes_on_to_the_same_bits()
    {
        Recipe recipe = Recipe(epochs: 3);
        TrainerOptions options = new() { RunsDirectory = _folder.Root, Threads = 1 };
        using Trainer whole = Trainer.Start(recipe, options with { Name = "whole" });
        whole.Run();
        using CancellationTokenSource cancel = new();
        using (Trainer half = Trainer.Start(recipe, options with { Name = "half" }))
            half.Run(new Witness { AtSample = sample => { if (sample.Step >= 16) cancel.Cancel(); } }, cancel.Token)
                .Status.ShouldBe(TrainingStatus.Interrupted);
        using Trainer rest = Trainer.Resume(_folder.File("half"));
        rest.Run().Status.ShouldBe(TrainingStatus.Finished);
        Make.Weights(rest).ShouldBe(Make.Weights(whole));
    }

    [Fact]
    public void Truths_of_each_row_are_labels()
    {
        RandomStream random = new(1);
        float[] inputs = new float[40 * 5], targets = new float[2 * inputs.Length];
        for (int i = 0; i < inputs.Length; i++)
        {
            inputs[i] = (float)random.NextUniform(-1, 1);
            (targets[2 * i], targets[(2 * i) + 1]) = i % 4 == 0 ? (None, None) : (inputs[i] > 0 ? 1 : 0, inputs[i] < 0 ? 1 : 0);
        }

        Dataset set = new("truths", new Shape(5, 1), inputs, new ValueTargets(targets, 10) { Positions = 5, Names = ["up", "down"] });
        using Trainer trainer = Trainer.Start(RecipeReader.Parse("model: [linear: outputs]\nloss: sigmoid-cross-entropy\n"
            + "optimizer: {adam: {rate: 0.2}}\nepochs: 40\nbatch: 8"), new TrainerOptions { Data = new DataSplit(set, set) });
        (trainer.Signature.Output.Kind, trainer.Signature.Output.SampleShape).ShouldBe((OutputKind.Labels, new Shape(5, 2)));
        EpochMetrics last = trainer.Run().Last!;
        last.ValidationAccuracy!.Value.ShouldBeGreaterThan(0.97);
        last.TrainingAccuracy!.Value.ShouldBeInRange(0.95, 1);
    }

    [Theory]
    [InlineData("[{gru: 4, last: true}, linear: outputs]", "mean-squared-error",
        "1 output at each of 8 positions: keep the axis of positions: leave 'flatten' and 'last' out")]
    [InlineData("[gru: 4]", "mean-squared-error", "end with 'linear: outputs' on every position")]
    [InlineData("[{gru: 4}, linear: outputs]", "sigmoid-cross-entropy", "needs targets from 0 to 1")]
    public void What_does_not_fit_is_refused_with_advice(string model, string loss, string message) =>
        Should.Throw<RecipeException>(() => Trainer.Start(Recipe(model, loss))).Message.ShouldContain(message);

    [Fact]
    public void Data_is_told_apart_by_its_positions() => DataFingerprint.Of([Set(s_targets, 2, 3).Set])
        .ShouldNotBe(DataFingerprint.Of([new Dataset("wide", new Shape(3, 1), new float[6], new ValueTargets(s_targets, 6))]));

    // A wave whose running mean is asked for, in recordings of 5 to 8 rows; some means are not known.
    private Recipe Recipe(string model = "[{gru: 12}, linear: outputs]", string loss = "mean-squared-error", int epochs = 15)
    {
        RandomStream random = new(1);
        StringBuilder table = new("id,t,x,mean\n");
        for (int i = 0; i < 120; i++)
        {
            double sum = 0;
            for (int t = 0; t < 5 + (i % 4); t++)
            {
                double x = random.NextUniform(-5, 5);
                sum += x;
                string mean = i % 7 == 3 && t == 2 ? "" : (100 + (20 * sum / (t + 1))).ToString("g6", CultureInfo.InvariantCulture);
                table.Append(CultureInfo.InvariantCulture, $"n{i},{t},{x:g5},{mean}\n");
            }
        }

        File.WriteAllText(_folder.File("waves.csv"), table.ToString());
        return RecipeReader.Parse($$$"""
            name: rows
            data:
              source: csv
              directory: "{{{_folder.Root}}}"
              file: waves.csv
              target: mean
              sequence: id
              row-targets: true
              time: t
              missing: mean
            model: {{{model}}}
            loss: {{{loss}}}
            optimizer: {adam: {rate: 0.02}}
            batch: 8
            epochs: {{{epochs}}}
            flow: {every: 1}
            """);
    }

    private static (Dataset Set, Batch Batch) Set(float[] targets, int samples, int positions)
    {
        Dataset set = new("rows", new Shape(positions, 1), new float[samples * positions],
            new ValueTargets(targets, targets.Length / samples) { Positions = positions });
        IEnumerator<Batch> batches = BatchLoader.Sequential(set, samples).GetEnumerator();
        batches.MoveNext();
        return (set, batches.Current);
    }
}
