using System.Globalization;
using System.Text;
using Weir.Data;
using Weir.Training;

namespace Weir.Inference.Tests;

/// <summary>A network that tells of each row of a recording: trained, judged, and put to work.</summary>
public sealed class RowTargetsTests : IDisposable
{
    private readonly TrainedRuns _runs = new();

    public void Dispose() => _runs.Dispose();

    [Fact]
    public void Each_row_is_learnt_and_judged_by_itself()
    {
        TrainedNetwork network = TrainedNetwork.Load(Recordings());
        (network.Signature.Output.Positions, network.Signature.Output.IsOfPixels).ShouldBe((9, false));
        File.WriteAllText(_runs["new.csv"], Table(20, seed: 7));
        EvaluationReport report = NetworkEvaluation.Of(network, EvaluationSet.Read(network, _runs["new.csv"]));
        report.Classes!.Accuracy.ShouldBeGreaterThan(0.95);
        report.Classes.Each!.Sum(one => one.Samples).ShouldBe(File.ReadAllLines(_runs["new.csv"]).Length - 1);
        report.Classes.Confusion.ShouldNotBeNull();
        report.Perplexity.ShouldBeNull();
    }

    [Fact]
    public void A_row_that_is_told_wrong_is_named_by_its_own_line()
    {
        TrainedNetwork network = TrainedNetwork.Load(Recordings());
        // The newest row stands first in the file; its label is a wrong one.
        File.WriteAllText(_runs["wrong.csv"], "id,t,x,kind\nq,3,-4,up\nq,1,4,up\nq,2,-4,down\n" + "r,1,-3,down\nr,2,3,up\n");
        EvaluationReport report = NetworkEvaluation.Of(network, EvaluationSet.Read(network, _runs["wrong.csv"]));
        WorstSample worst = report.Worst.ShouldHaveSingleItem();
        // Three rows take the last three of nine places.
        (worst.Sample, worst.Position, worst.Place).ShouldBe((1, 9, "wrong.csv, line 2"));
        File.WriteAllText(_runs["wrong.csv"], "id,t,x,kind\nq,1,4,up\nq,2,-4,up\nq,3,4,up\nr,1,-3,down\nr,2,3,up\n");
        report = NetworkEvaluation.Of(network, EvaluationSet.Read(network, _runs["wrong.csv"]));
        report.Worst.ShouldHaveSingleItem().Place.ShouldBe("wrong.csv, line 3");
    }

    [Fact]
    public void A_file_gives_a_row_for_each_of_its_rows_as_a_program_does()
    {
        Predictor predictor = Predictor.Load(Recordings());
        List<string> told = [];
        string[] lines = Predict(predictor, "id,t,x\nq,1,0.5\nq,2,-3\nr,1,4\nr,2,-2\nr,3,3\n" + Rows("s", 10), told);
        lines[0].ShouldBe("line,id,prediction,p(down),p(up)");
        lines[1..].Select(line => string.Join(',', line.Split(',').Take(3)))
            .ShouldBe(["2,q,up", "3,q,down", "4,r,up", "5,r,down", "6,r,up"]);
        told.ShouldHaveSingleItem().ShouldEndWith("line 7: sequence 's' has 10 rows, and the network takes 9; cut it into several");
        IReadOnlyList<Prediction> rows = predictor.PredictRows([Row(4), Row(-2), Row(3)]);
        rows.Select(row => row.Class).ShouldBe(["up", "down", "up"]);
        for (int i = 0; i < 3; i++)
            float.Parse(lines[3 + i].Split(',')[^1], CultureInfo.InvariantCulture).ShouldBe(rows[i]["up"], 1e-5f);
        Should.Throw<DataException>(() => predictor.PredictRows([.. Enumerable.Repeat(Row(1), 10)])).Message
            .ShouldContain("10 rows were given, and the network takes 9");

        static Dictionary<string, object?> Row(double x) => new() { ["x"] = x };
    }

    private string[] Predict(Predictor predictor, string table, List<string> told)
    {
        File.WriteAllText(_runs["some.csv"], table);
        using MemoryStream output = new();
        FilePrediction.Run(predictor, [_runs["some.csv"]], output, PredictionFormat.Csv,
            new FilePredictionOptions { SkipsBadSamples = true, OnBadSample = told.Add });
        return Encoding.UTF8.GetString(output.ToArray()).TrimEnd().ReplaceLineEndings("\n").Split('\n');
    }

    private string Recordings()
    {
        File.WriteAllText(_runs["recordings.csv"], Table(80, seed: 1));
        return _runs.Train("""
            name: rows
            seed: 1
            data:
              {source: csv, file: recordings.csv, target: kind, sequence: id, row-targets: true, time: t, length: 9}
            model: [{gru: 8}, linear: outputs]
            loss: cross-entropy
            optimizer: {adam: {rate: 0.02}}
            batch: 8
            epochs: 20
            """);
    }

    // Of 5 to 9 rows, each up where its number is above 0.
    private static string Table(int count, int seed)
    {
        Random random = new(seed);
        StringBuilder text = new("id,t,x,kind\n");
        for (int i = 0; i < count; i++)
        {
            for (int t = 0; t < 5 + (i % 5); t++)
            {
                double x = (random.NextDouble() * 10) - 5;
                text.Append(CultureInfo.InvariantCulture, $"n{i},{t},{x:g5},{(x > 0 ? "up" : "down")}\n");
            }
        }

        return text.ToString();
    }

    private static string Rows(string name, int count) => string.Concat(Enumerable.Range(1, count).Select(t => $"{name},{t},1\n"));
}
