using Weir.Data;
using Weir.Nn;
using Weir.Tensors;
using Weir.Training;

namespace Weir.Inference.Tests;

/// <summary>A trained network at work.</summary>
public class PredictorTests
{
    private static readonly Dictionary<string, object?> s_customer = new()
    {
        ["plan"] = "premium",
        ["joined"] = new DateOnly(2022, 3, 1),
        ["age"] = 40,
        ["calls"] = 0,
        ["paperless"] = true,
        ["note"] = "of no use",
    };

    [Fact]
    public void Classes_of_rows_come_by_name_with_probabilities()
    {
        using TrainedRuns runs = new();
        Predictor predictor = Predictor.Load(runs.Churn());
        Prediction loyal = predictor.Predict(s_customer);
        loyal.Class.ShouldBe("stayed");
        loyal.Names.ShouldBe(["left", "stayed"]);
        (loyal["left"] + loyal["stayed"]).ShouldBe(1, 1e-5);
        loyal.Probability.ShouldBe(loyal["stayed"]);
        loyal.ToString().ShouldStartWith("stayed (");
        Prediction angry = predictor.Predict(new Dictionary<string, object?>(s_customer) { ["plan"] = "basic", ["calls"] = 9.0 });
        angry.Class.ShouldBe("left");
        angry["left"].ShouldBeGreaterThan(loyal["left"]);
        predictor.Predict([s_customer, s_customer])[1]["left"].ShouldBe(loyal["left"], 1e-6);
    }

    [Fact]
    public void Rows_can_be_brought_to_numbers_first_and_predicted_together_later()
    {
        using TrainedRuns runs = new();
        Predictor predictor = Predictor.Load(runs.Churn());
        Dictionary<string, object?> other = new(s_customer) { ["calls"] = 9 };
        IReadOnlyList<Prediction> both = predictor.PredictEach([.. predictor.Encode(s_customer), .. predictor.Encode(other)]);
        both.Count.ShouldBe(2);
        both[0].Values.ToArray().ShouldBe(predictor.Predict(s_customer).Values.ToArray());
        both[1].Values.ToArray().ShouldBe(predictor.Predict(other).Values.ToArray());
        predictor.PredictEach([]).ShouldBeEmpty();
        Should.Throw<DataException>(() => predictor.Encode(new Dictionary<string, object?>()));
        Should.Throw<ShapeException>(() => predictor.PredictEach(new float[predictor.InputSize + 1]));
    }

    [Fact]
    public void A_gap_gets_what_training_has_learnt_and_a_text_that_training_has_not_is_none_of_them()
    {
        using TrainedRuns runs = new();
        Predictor predictor = Predictor.Load(runs.Churn());
        // Ages and calls of the training part, those that were gaps filled in, which moves no median.
        Dataset training = predictor.Network.Recipe.Data.Load().Training;
        float left = predictor.Predict(new Dictionary<string, object?>(s_customer) { ["age"] = null })["left"];
        left.ShouldBe(predictor.Predict(new Dictionary<string, object?>(s_customer) { ["age"] = Median("age") })["left"]);
        left.ShouldNotBe(predictor.Predict(new Dictionary<string, object?>(s_customer) { ["age"] = 0 })["left"]);
        // No call was ever missing in training; the median stands in all the same.
        predictor.Predict(new Dictionary<string, object?>(s_customer) { ["calls"] = null })["left"]
            .ShouldBe(predictor.Predict(new Dictionary<string, object?>(s_customer) { ["calls"] = Median("calls") })["left"]);
        // A plan that is none of those known.
        float[] features = new float[predictor.InputSize];
        RowCells.Encode(s_customer, predictor.Signature.Input.Table!, features);
        features[predictor.Signature.Input.Names!.ToList().IndexOf("plan=premium")].ShouldBe(1);
        features[predictor.Signature.Input.Names!.ToList().IndexOf("plan=premium")] = 0;
        predictor.Predict(new Dictionary<string, object?>(s_customer) { ["plan"] = "unheard-of" })["left"]
            .ShouldBe(predictor.Predict(features.AsSpan())["left"]);

        float Median(string column)
        {
            int place = training.Columns!.ToList().IndexOf(column);
            float[] values = [.. Enumerable.Range(0, training.Count).Select(row => training.Sample(row)[place]).Order()];
            return (values[(values.Length - 1) / 2] + values[values.Length / 2]) / 2;
        }
    }

    [Fact]
    public void What_does_not_fit_is_named()
    {
        using TrainedRuns runs = new();
        Predictor predictor = Predictor.Load(runs.Churn());
        Should.Throw<DataException>(() => predictor.Predict(new Dictionary<string, object?> { ["plan"] = "basic" })).Message
            .ShouldBe("the row has no column 'joined'; the network was trained with plan, joined, age, calls, paperless. Give null where "
                + "it is "
                + "not known");
        Should.Throw<DataException>(() => predictor.Predict(new Dictionary<string, object?>(s_customer) { ["age"] = "old" })).Message
            .ShouldContain("column 'age': 'old' is not a number, as the column had in training");
        Should.Throw<ShapeException>(() => predictor.Predict(new float[3].AsSpan())).Message.ShouldContain("the network takes");
        Should.Throw<InvalidOperationException>(() => predictor.Predict("text")).Message.ShouldContain("the network takes no texts");
        Should.Throw<RunException>(() => Predictor.Load(runs["nothing"])).Message.ShouldContain("there is no run and no checkpoint here");
    }

    [Fact]
    public void Values_come_in_the_unit_of_the_target()
    {
        using TrainedRuns runs = new();
        Predictor predictor = Predictor.Load(runs.Houses());
        Prediction house = predictor.Predict(new Dictionary<string, object?> { ["size"] = 100, ["age"] = 10, ["town"] = "Rome" });
        house.Value.ShouldBe(300_000 - 8_000 + 90_000, 30_000);
        house["price"].ShouldBe(house.Value);
        house.Class.ShouldBeNull();
        house.Probability.ShouldBeNull();
    }

    [Fact]
    public void A_prediction_is_that_of_the_network_that_was_trained()
    {
        using TrainedRuns runs = new();
        string run = runs.Houses();
        Predictor predictor = Predictor.Load(run);
        TrainedNetwork network = TrainedNetwork.Load(run);
        DataSplit split = network.Recipe.Data.Load();
        Dataset scaled = network.Inputs.Apply(split.Test!);
        Tape tape = new(new Weir.Tensors.Backends.ReferenceBackend());
        tape.Begin(recording: false);
        float[] expected = network.Model.Apply(tape.Input(scaled.InputShape.Prepend(scaled.Count), scaled.Inputs)).ToArray();
        network.Targets.UndoInPlace(expected);
        float[] together = new float[split.Test!.Count], single = new float[1];
        predictor.Predict(split.Test.Inputs, together);
        for (int i = 0; i < expected.Length; i++)
        {
            predictor.Predict(split.Test.Sample(i), single);
            single[0].ShouldBe(expected[i], Math.Abs(expected[i]) * 1e-5f);
            together[i].ShouldBe(expected[i], Math.Abs(expected[i]) * 1e-5f);
        }
    }

    [Theory]
    [InlineData("[{linear: 16, activation: relu}, linear: outputs]")]
    [InlineData("[{linear: 16, activation: relu}, layer-norm, linear: outputs]")]
    public void Many_threads_use_one_predictor_at_once(string model)
    {
        using TrainedRuns runs = new();
        Predictor predictor = Predictor.Load(runs.Houses(model, epochs: 2));
        float[][] rows = [.. Enumerable.Range(0, 40).Select(i => new float[] { 50 + i, i, i % 2, 0, 1 - (i % 2) })];
        float[] expected = [.. rows.Select(row => predictor.Predict(row.AsSpan()).Value)];
        Parallel.For(0, 4000, new ParallelOptions { MaxDegreeOfParallelism = 8 }, i =>
        {
            float[] result = new float[1];
            predictor.Predict(rows[i % 40], result);
            if (result[0] != expected[i % 40])
                throw new InvalidOperationException($"row {i % 40}: {result[0]} instead of {expected[i % 40]}");
        });
    }

    [Fact]
    public void A_network_that_a_program_gave_serves_many_threads_one_at_a_time()
    {
        using TrainedRuns runs = new();
        static Sequential Own() => new(new Linear(2, 8, new Tanh()), new LayerNorm(8), new Linear(8, 2));
        const string Text = "name: own\ndata: {source: moons, training: 60}\nmodel: [linear: outputs]\noptimizer: adam\nepochs: 1";
        Recipe recipe = RecipeReader.Parse(Text) with { Model = [] };
        using (Trainer trainer = Trainer.Start(recipe, new TrainerOptions { RunsDirectory = runs["runs"], Model = Own() }))
            trainer.Run();
        TrainedNetwork network = TrainedNetwork.Load(runs["runs/own"], model: Own());
        Predictor predictor = Predictor.Of(network);
        float[] expected = [.. Enumerable.Range(0, 40).Select(i => predictor.Predict([i / 40f, -i / 40f])["1"])];
        Parallel.For(0, 4000, new ParallelOptions { MaxDegreeOfParallelism = 8 }, i =>
            predictor.Predict([i % 40 / 40f, -(i % 40) / 40f])["1"].ShouldBe(expected[i % 40]));
    }

    [Theory]
    [InlineData("[{linear: 64, activation: relu, repeat: 2}, linear: outputs]", 1, 0)]
    [InlineData("[{linear: 64, activation: relu, repeat: 2}, linear: outputs]", 100, 512)]
    [InlineData("[{linear: 64, activation: relu}, layer-norm, linear: outputs]", 1, 512)]
    public void Spans_take_no_memory(string model, int rows, long most)
    {
        using TrainedRuns runs = new();
        Predictor predictor = Predictor.Load(runs.Houses(model, epochs: 1));
        float[] samples = new float[rows * predictor.InputSize], results = new float[rows];
        for (int i = 0; i < 100; i++)
            predictor.Predict(samples, results);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 1000; i++)
            predictor.Predict(samples, results);
        ((GC.GetAllocatedBytesForCurrentThread() - before) / 1000).ShouldBeLessThanOrEqualTo(most);
    }

    [Fact]
    public void Images_of_any_size_and_colour_are_brought_to_that_of_the_training()
    {
        using TrainedRuns runs = new();
        string run = runs.Train("""
            name: digits
            data: {source: digits, training: 300, validation: 50, test: 50, standardize: global}
            model: [{linear: 32, activation: relu}, linear: outputs]
            optimizer: {adam: {rate: 0.003}}
            epochs: 12
            """);
        Predictor predictor = Predictor.Load(run);
        predictor.Signature.Input.Image.ShouldBe(new ImageForm(28, 28, 1));
        Dataset test = DataSources.Load("digits", new DataRequest { TrainingCount = 1, ValidationCount = 0, TestCount = 50 }).Test!;
        int right = 0;
        for (int i = 0; i < test.Count; i++)
        {
            PixelImage image = new(28, 28, 1, test.Sample(i).ToArray());
            Prediction prediction = predictor.Predict(image.Resize(56, 56).To(3));
            right += prediction.Index == ((ClassTargets)test.Targets).Labels[i] ? 1 : 0;
        }

        right.ShouldBeGreaterThan(30);
    }
}
