using System.Globalization;
using System.Text;
using Weir.Data;
using Weir.Training;

namespace Weir.Inference.Tests;

/// <summary>A network that tells recordings apart: trained, judged, and put to work on recordings of any length.</summary>
public sealed class SequenceTests : IDisposable
{
    private const int Rows = 8;
    private readonly TrainedRuns _runs = new();

    public void Dispose() => _runs.Dispose();

    [Fact]
    public void Recordings_that_rise_are_told_from_those_that_fall()
    {
        string run = Recordings(epochs: 40);
        TrainedNetwork network = TrainedNetwork.Load(run);
        InputSignature input = network.Signature.Input;
        (input.Kind, input.Sequence).ShouldBe((InputKind.Sequence, new TableSequence("id", Rows) { Time = "t" }));
        input.Shape.ShouldBe([Rows, 1]);
        ModelSignature.Parse(network.Signature.ToJson(), "x").ToJson().ShouldBe(network.Signature.ToJson());
        EvaluationReport report = NetworkEvaluation.Of(network, network.Recipe.Data.Load().Test!);
        report.Classes!.Accuracy.ShouldBeGreaterThan(0.9);
    }

    [Fact]
    public void A_file_gives_a_row_for_each_recording_as_a_program_does()
    {
        string run = Recordings(epochs: 2);
        Predictor predictor = Predictor.Load(run);
        string[] lines = Predict(predictor, "id,t,x\nq,1,0.5\nq,2,0.25\nr,1,-1\nr,2,2\nr,3,3\n");
        lines[0].ShouldBe("line,id,prediction,p(down),p(up)");
        lines.Length.ShouldBe(3);
        lines[1].ShouldStartWith("2,q,");
        lines[2].ShouldStartWith("4,r,");
        Prediction q = predictor.PredictSequence([Row(0.5), Row(0.25)]);
        float.Parse(lines[1].Split(',')[^1], CultureInfo.InvariantCulture).ShouldBe(q["up"], 1e-5f);
        // The first row, repeated until there are eight.
        q["up"].ShouldBe(predictor.PredictSequence([.. Enumerable.Repeat(Row(0.5), Rows - 1), Row(0.25)])["up"]);
        Should.Throw<DataException>(() => predictor.PredictSequence([])).Message.ShouldContain("0 rows were given");
        Should.Throw<InvalidOperationException>(() => predictor.Predict(Row(1))).Message.ShouldContain("'PredictSequence'");
        Should.Throw<InvalidOperationException>(() => predictor.Forecast([Row(1)])).Message.ShouldContain("windows of rows");

        static Dictionary<string, object?> Row(double x) => new() { ["x"] = x };
    }

    [Fact]
    public void Predictions_of_a_file_are_those_of_an_evaluation_of_it()
    {
        string run = Recordings(epochs: 2);
        TrainedNetwork network = TrainedNetwork.Load(run);
        string table = Table(9, Rows + 3, seed: 5);
        File.WriteAllText(_runs["new.csv"], table);
        EvaluationReport report = NetworkEvaluation.Of(network, EvaluationSet.Read(network, _runs["new.csv"]));
        string[] lines = Predict(Predictor.Load(run), table);
        lines.Length.ShouldBe(10);
        string[] told = [.. lines[1..].Select(line => line.Split(',')[2])];
        double right = told.Where((kind, i) => kind == (i % 2 == 0 ? "up" : "down")).Count() / 9.0;
        report.Classes!.Accuracy.ShouldBe(right, 1e-9);
    }

    [Theory]
    [InlineData("q,2,1\nq,1,2\nr,1,1\n", "line 3, column 't': '1' is not later than the row before it of 'q' (id)")]
    [InlineData("q,1,high\nr,1,2\n", "line 2, column 'x': 'high'")]
    public void A_sequence_that_cannot_be_read_is_left_out_as_a_whole(string rows, string problem)
    {
        Predictor predictor = Predictor.Load(Recordings(epochs: 1));
        string table = "id,t,x\n" + rows + "s,1,1\n";
        Should.Throw<DataException>(() => Predict(predictor, table)).Message.ShouldContain(problem);
        List<string> told = [];
        string[] lines = Predict(predictor, table, new FilePredictionOptions { SkipsBadSamples = true, OnBadSample = told.Add });
        told.ShouldHaveSingleItem().ShouldContain(problem);
        lines[^1].Split(',')[1].ShouldBe("s");
    }

    [Fact]
    public void Rows_of_a_sequence_that_do_not_lie_together_end_a_prediction_whatever_is_left_out()
    {
        Predictor predictor = Predictor.Load(Recordings(epochs: 1));
        const string table = "id,t,x\nq,1,1\nr,1,2\nq,2,3\ns,1,1\n";
        foreach (bool skips in new[] { false, true })
        {
            Should.Throw<DataException>(() => Predict(predictor, table, new FilePredictionOptions { SkipsBadSamples = skips })).Message
                .ShouldContain("line 4, column 'id': rows of 'q' came before, and others between them; sort the table by this column");
        }
    }

    [Fact]
    public void A_file_without_the_column_that_tells_sequences_apart_is_refused_by_it() =>
        Should.Throw<DataException>(() => Predict(Predictor.Load(Recordings(epochs: 1)), "t,x\n1,1\n")).Message
            .ShouldContain("there is no column 'id'; the columns are t, x");

    private string[] Predict(Predictor predictor, string table, FilePredictionOptions? options = null)
    {
        File.WriteAllText(_runs["some.csv"], table);
        using MemoryStream output = new();
        FilePrediction.Run(predictor, [_runs["some.csv"]], output, PredictionFormat.Csv, options);
        return Encoding.UTF8.GetString(output.ToArray()).TrimEnd().ReplaceLineEndings("\n").Split('\n');
    }

    private string Recordings(int epochs)
    {
        File.WriteAllText(_runs["recordings.csv"], Table(120, Rows, seed: 1));
        return _runs.Train($$$"""
            name: recordings-{{{epochs}}}
            seed: 1
            data: {source: csv, file: recordings.csv, target: kind, sequence: id, time: t, standardize: per-channel}
            model:
              - flatten
              - {linear: 8, activation: tanh}
              - linear: outputs
            loss: cross-entropy
            optimizer: {adam: {rate: 0.02}}
            batch: 16
            epochs: {{{epochs}}}
            """);
    }

    private static string Table(int count, int rows, int seed)
    {
        Random random = new(seed);
        StringBuilder text = new("id,t,x,kind\n");
        for (int i = 0; i < count; i++)
        {
            double start = random.NextDouble() * 10, slope = i % 2 == 0 ? 0.4 : -0.4;
            for (int t = 0; t < rows; t++)
                text.Append(CultureInfo.InvariantCulture, $"n{i},{t},{start + (slope * t) + random.NextDouble():g5},{Kind(slope)}\n");
        }

        return text.ToString();

        static string Kind(double slope) => slope > 0 ? "up" : "down";
    }
}
