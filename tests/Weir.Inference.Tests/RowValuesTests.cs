using System.Globalization;
using System.Text;
using System.Text.Json;
using Weir.Data;
using Weir.Tensors;
using Weir.Training;

namespace Weir.Inference.Tests;

/// <summary>A network that tells numbers of each row of a recording: judged, and put to work, in the unit of the targets.</summary>
public sealed class RowValuesTests : IDisposable
{
    private readonly TrainedRuns _runs = new();

    public void Dispose() => _runs.Dispose();

    [Fact]
    public void Each_row_is_judged_by_itself_in_its_own_unit()
    {
        TrainedNetwork network = TrainedNetwork.Load(Recordings());
        (network.Signature.Output.Positions, network.Signature.Output.Outputs).ShouldBe((9, 2));
        network.Signature.Output.Names.ShouldBe(["double", "opposite"]);
        File.WriteAllText(_runs["new.csv"], Table(20, seed: 7));
        Dataset set = EvaluationSet.Read(network, _runs["new.csv"]);
        ((ValueTargets)set.Targets).Known.Length.ShouldBe(2 * (File.ReadAllLines(_runs["new.csv"]).Length - 1));
        EvaluationReport report = NetworkEvaluation.Of(network, set);
        report.Values!.Select(value => value.Name).ShouldBe(["double", "opposite"]);
        report.Values!.ShouldAllBe(value => value.R2 > 0.95 && Math.Abs(value.Bias) < 0.1 * value.Deviation);
        report.Values![0].Mean.ShouldBe(1000, 60);
    }

    [Fact]
    public void A_file_gives_a_row_for_each_of_its_rows_as_a_program_does()
    {
        Predictor predictor = Predictor.Load(Recordings());
        List<string> told = [];
        string table = "id,t,x\nq,1,0.5\nq,2,-3\nr,1,4\nr,2,-2\nr,3,3\n" + string.Concat(Enumerable.Range(1, 10).Select(t => $"s,{t},1\n"));
        string[] lines = Predict(predictor, table, PredictionFormat.Csv, told);
        lines[0].ShouldBe("line,id,double,opposite");
        lines[1..].Select(line => string.Join(',', line.Split(',').Take(2))).ShouldBe(["2,q", "3,q", "4,r", "5,r", "6,r"]);
        told.ShouldHaveSingleItem().ShouldEndWith("line 7: sequence 's' has 10 rows, and the network takes 9; cut it into several");
        IReadOnlyList<Prediction> rows = predictor.PredictRows([Row(4), Row(-2), Row(3)]);
        for (int i = 0; i < 3; i++)
        {
            float[] numbers = [.. lines[3 + i].Split(',')[2..].Select(cell => float.Parse(cell, CultureInfo.InvariantCulture))];
            rows[i].Values.ToArray().ShouldBe(numbers, 1e-3f);
            rows[i].Value.ShouldBe(rows[i]["double"]);
            rows[i]["double"].ShouldBe(1000 + (200 * (4 - (6 * (i % 2)) - (i / 2))), 150);
            (rows[i].Class, rows[i].Labels).ShouldBe((null, null));
        }

        string[] json = Predict(predictor, table, PredictionFormat.JsonLines, told);
        json.Length.ShouldBe(5);
        JsonDocument.Parse(json[4]).RootElement.GetProperty("line").GetInt32().ShouldBe(6);
        // Of a sequence as a whole the last row is told first.
        Prediction whole = predictor.PredictSequence([Row(4), Row(-2), Row(3)]);
        whole.Values.Length.ShouldBe(18);
        (whole.Value, whole["opposite"]).ShouldBe((rows[2].Value, rows[2]["opposite"]));
        whole.ToString().ShouldBe(rows[2].ToString());
        Should.Throw<DataException>(() => predictor.PredictRows([.. Enumerable.Repeat(Row(1), 10)])).Message
            .ShouldContain("10 rows were given, and the network takes 9");

        static Dictionary<string, object?> Row(double x) => new() { ["x"] = x };
    }

    [Fact]
    public void Of_a_sequence_of_bare_numbers_a_file_gives_its_last_place()
    {
        Dataset set = new("bare", new Shape(3, 1), [.. Enumerable.Range(0, 60).Select(i => (i % 7) - 3f)],
            new ValueTargets([.. Enumerable.Range(0, 60).Select(i => 100 + (10 * ((i % 7) - 3f)))], 3) { Positions = 3 });
        using (Trainer trainer = Trainer.Start(RecipeReader.Parse("name: bare\nmodel: [linear: outputs]\nloss: mean-squared-error\n"
            + "optimizer: {adam: {rate: 0.1}}\nepochs: 60\nbatch: 10"), new TrainerOptions
            {
                Data = new DataSplit(set, set),
                RunsDirectory = _runs.Root,
            }))
            trainer.Run().Last!.ValidationR2!.Value.ShouldBeGreaterThan(0.99);
        Predictor predictor = Predictor.Load(_runs["bare"]);
        string[] lines = Predict(predictor, "a,b,c\n1,2,3\n3,2,-1\n", PredictionFormat.Csv, []);
        lines[0].ShouldBe("line,prediction");
        lines[1..].Select(line => float.Parse(line.Split(',')[1], CultureInfo.InvariantCulture)).ShouldBe([130, 90], 5f);
        predictor.Predict([1, 2, 3]).Values.ToArray().ShouldBe([110, 120, 130], 5f);
    }

    private string[] Predict(Predictor predictor, string table, PredictionFormat format, List<string> told)
    {
        File.WriteAllText(_runs["some.csv"], table);
        using MemoryStream output = new();
        FilePrediction.Run(predictor, [_runs["some.csv"]], output, format,
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
              source: csv
              file: recordings.csv
              target: double
              more-targets: [opposite]
              sequence: id
              row-targets: true
              time: t
              length: 9
            model: [{gru: 8}, linear: outputs]
            loss: mean-squared-error
            optimizer: {adam: {rate: 0.02}}
            batch: 8
            epochs: 20
            """);
    }

    // Of 5 to 9 rows, each with 1000 and 200 times its number, and with what is opposite to it.
    private static string Table(int count, int seed)
    {
        Random random = new(seed);
        StringBuilder text = new("id,t,x,double,opposite\n");
        for (int i = 0; i < count; i++)
        {
            for (int t = 0; t < 5 + (i % 5); t++)
            {
                double x = (random.NextDouble() * 10) - 5;
                text.Append(CultureInfo.InvariantCulture, $"n{i},{t},{x:g5},{1000 + (200 * x):g7},{-x:g5}\n");
            }
        }

        return text.ToString();
    }
}
