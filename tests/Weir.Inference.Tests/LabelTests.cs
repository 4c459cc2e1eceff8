using System.Globalization;
using System.Text;
using System.Text.Json;
using Parquet;
using Weir.Data;
using Weir.Tensors;
using Weir.Training;

namespace Weir.Inference.Tests;

/// <summary>A network that says which of several labels hold, from its table to its predictions.</summary>
public sealed class LabelTests : IDisposable
{
    private const string New = "heat,rain,id\n-5,9,A\n20,0,B\n-9,0,C\n";

    private readonly TrainedRuns _runs = new();

    public void Dispose() => _runs.Dispose();

    [Fact]
    public void A_prediction_names_the_labels_that_hold()
    {
        Predictor predictor = Predictor.Load(Weather());
        predictor.Signature.Output.Kind.ShouldBe(OutputKind.Labels);
        predictor.Signature.Output.Names.ShouldBe(["wet", "cold"]);
        Predict(predictor, -5, 9).Labels.ShouldBe(["wet", "cold"]);
        Predict(predictor, 20, 0).Labels.ShouldBe([]);
        Prediction cold = Predict(predictor, -9, 0);
        cold.Labels.ShouldBe(["cold"]);
        (cold.Class, cold.Index, cold.Probability).ShouldBe((null, null, null));
        cold["cold"].ShouldBeInRange(0.5f, 1);
        cold["wet"].ShouldBeInRange(0, 0.5f);
    }

    [Fact]
    public async Task Files_have_the_probability_of_each_label()
    {
        Predictor predictor = Predictor.Load(Weather());
        float[] expected = [.. new[] { (-5f, 9f), (20, 0), (-9, 0) }.SelectMany(row =>
            Predict(predictor, row.Item1, row.Item2).Values.ToArray())];
        string[] csv = Encoding.UTF8.GetString(Write(predictor, PredictionFormat.Csv).ToArray())
            .Split('\n', StringSplitOptions.RemoveEmptyEntries);
        csv[0].ShouldBe("line,id,p(wet),p(cold)");
        csv[1..].SelectMany(line => line.Split(',')[2..]).Select(cell => float.Parse(cell, CultureInfo.InvariantCulture))
            .ShouldBe(expected, 1e-6);
        string[] json = Encoding.UTF8.GetString(Write(predictor, PredictionFormat.JsonLines).ToArray())
            .Split('\n', StringSplitOptions.RemoveEmptyEntries);
        json.SelectMany(line => JsonDocument.Parse(line).RootElement.GetProperty("probabilities").EnumerateObject())
            .Select(entry => (entry.Name, entry.Value.GetSingle()))
            .ShouldBe(expected.Select((value, i) => (i % 2 == 0 ? "wet" : "cold", value)));
        json[0].ShouldStartWith("{\"line\":2,\"id\":\"A\",\"probabilities\":{\"wet\":");
        using MemoryStream parquet = Write(predictor, PredictionFormat.Parquet);
        await using ParquetReader reader = await ParquetReader.CreateAsync(parquet);
        reader.Schema.DataFields.Select(field => field.Name).ShouldBe(["line", "id", "p(wet)", "p(cold)"]);
        using ParquetRowGroupReader rows = reader.OpenRowGroupReader(0);
        float[] wet = new float[3];
        await rows.ReadAsync<float>(reader.Schema.DataFields[2], wet.AsMemory());
        wet.ShouldBe([expected[0], expected[2], expected[4]]);
    }

    [Fact]
    public void An_evaluation_tells_of_each_label_as_the_run_did()
    {
        string run = Weather();
        TrainedNetwork network = TrainedNetwork.Load(run);
        EvaluationReport report = NetworkEvaluation.Of(network, network.Recipe.Data.Load().Test!);
        report.ToJson().ShouldBe(File.ReadAllText(Path.Combine(run, "test.json")));
        (report.Values, report.Classes).ShouldBe((null, null));
        report.Labels!.Each.Select(label => label.Name).ShouldBe(["wet", "cold"]);
        report.Labels.Accuracy.ShouldBe(report.Labels.Each.Average(label => label.Accuracy), 1e-9);
        RunDirectory.ReadRecord(run)!.Test!.Accuracy!.Value.ShouldBe(report.Labels.Accuracy, 1e-9);
        // Three of four labels are right, and one of two samples wholly.
        File.WriteAllText(_runs["more.csv"], "heat,rain,wet,cold\n-9,9,1,1\n20,0,1,0\n");
        EvaluationReport more = NetworkEvaluation.Of(network, EvaluationSet.Read(network, _runs["more.csv"]));
        (more.Labels!.Accuracy, more.Labels.Exact).ShouldBe((0.75, 0.5));
        (more.Worst.ShouldHaveSingleItem().Target, more.Worst[0].Prediction).ShouldBe(("wet", "none"));
    }

    [Fact]
    public void A_column_that_is_kept_may_not_be_called_as_another()
    {
        Predictor predictor = Predictor.Load(Weather());
        foreach ((string kept, string before) in new[] { ("line", "the line of a sample"), ("id", "a column that is kept"),
            ("probabilities", "all probabilities in JSON") })
        {
            File.WriteAllText(_runs["named.csv"], "heat,rain,id,line,probabilities\n-5,9,A,4,5\n");
            Should.Throw<DataException>(() => FilePrediction.Run(predictor, [_runs["named.csv"]], Stream.Null, PredictionFormat.Csv,
                new FilePredictionOptions { Keep = ["id", kept] })).Message
                .ShouldBe($"two columns of the predictions are called '{kept}': {before}, and a column that is kept; leave it out of "
                    + "'keep', or give it another name in the table");
        }
    }

    private static Prediction Predict(Predictor predictor, float heat, float rain) =>
        predictor.Predict(new Dictionary<string, object?> { ["heat"] = heat, ["rain"] = rain });

    private MemoryStream Write(Predictor predictor, PredictionFormat format)
    {
        File.WriteAllText(_runs["new.csv"], New);
        MemoryStream output = new();
        FilePrediction.Run(predictor, [_runs["new.csv"]], output, format, new FilePredictionOptions { Keep = ["id"] });
        output.Position = 0;
        return output;
    }

    private string Weather()
    {
        RandomStream random = RandomStream.For(1, "weather");
        StringBuilder text = new("heat,rain,wet,cold\n");
        for (int i = 0; i < 400; i++)
        {
            double heat = random.NextUniform(-10, 25), rain = random.NextUniform(0, 10);
            text.Append(CultureInfo.InvariantCulture, $"{heat:f2},{rain:f2},{(rain > 4 ? 1 : 0)},{(heat < 3 ? 1 : 0)}\n");
        }

        File.WriteAllText(_runs["weather.csv"], text.ToString());
        return _runs.Train("""
            name: weather
            data: {source: csv, file: weather.csv, target: wet, more-targets: [cold], standardize: per-feature}
            model: [linear: outputs]
            loss: sigmoid-cross-entropy
            optimizer: {adam: {rate: 0.1}}
            epochs: 20
            """);
    }
}
