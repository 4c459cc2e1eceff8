using System.Globalization;
using System.Text;
using Weir.Data;
using Weir.Tensors;
using Weir.Training;

namespace Weir.Inference.Tests;

/// <summary>A network that tells what comes next in a table: trained, judged, and put to work on rows as they come.</summary>
public sealed class WindowTests : IDisposable
{
    private const int Rows = 12;
    private readonly TrainedRuns _runs = new();

    public void Dispose() => _runs.Dispose();

    [Fact]
    public void A_noisy_wave_is_told_better_than_by_its_last_value()
    {
        string run = Wave(epochs: 30);
        TrainedNetwork network = TrainedNetwork.Load(run);
        InputSignature input = network.Signature.Input;
        (input.Kind, input.Window).ShouldBe((InputKind.Window, new TableWindow(Rows, 2) { Time = "day", Group = "site" }));
        input.Shape.ShouldBe([Rows, 2]);
        input.Names.ShouldBe(["wind", "load"]);
        ModelSignature.Parse(network.Signature.ToJson(), "x").ToJson().ShouldBe(network.Signature.ToJson());

        EvaluationReport report = NetworkEvaluation.Of(network, network.Recipe.Data.Load().Test!);
        ValueReport load = report.Values!.ShouldHaveSingleItem();
        // The noise has a deviation of 5 of the wave's 100 / √2: what no network can tell.
        load.RootMeanSquaredError.ShouldBeLessThan(0.5 * load.PersistenceError!.Value);
        load.RootMeanSquaredError.ShouldBeInRange(4, 15);
        load.R2!.Value.ShouldBeGreaterThan(0.9);
        report.Worst[0].Place!.ShouldStartWith("wave.csv, line ");
        // By hand: the value two rows on from the last that is known.
        Persistence(_runs["wave.csv"], report.Samples).ShouldBe(load.PersistenceError.Value, 1e-3);

        // The table itself, all of it: the same numbers as those of the parts together.
        Dataset all = EvaluationSet.Read(network, _runs["wave.csv"]);
        all.Count.ShouldBe(2 * (300 - Rows - 1));
    }

    [Fact]
    public void Rows_are_predicted_as_they_come_once_there_are_enough_before_them()
    {
        Predictor predictor = Predictor.Load(Wave(epochs: 2));
        string table = WaveTable(40, seed: 3);
        string[] lines = Predict(predictor, table);
        lines[0].ShouldBe("line,site,day,prediction");
        lines.Length.ShouldBe(1 + (2 * (40 - Rows + 1)));
        // Sites alternate: the 12th row of the first is line 24.
        lines[1].ShouldStartWith("24,north,2024-01-12,");
        lines[2].ShouldStartWith("25,south,2024-01-12,");
        lines[^1].ShouldStartWith("81,south,2024-02-09,");

        // Row by row from a program it is the same; of more rows the last count.
        Dictionary<string, object?>[] north = [.. table.Split('\n')[1..].Where(line => line.Contains("north", StringComparison.Ordinal))
            .Select(line => line.Split(',')).Select(cells => new Dictionary<string, object?>
            {
                ["wind"] = double.Parse(cells[2], CultureInfo.InvariantCulture),
                ["load"] = double.Parse(cells[3], CultureInfo.InvariantCulture),
            })];
        float last = float.Parse(lines[^2].Split(',')[^1], CultureInfo.InvariantCulture);
        predictor.Forecast(north).Value.ShouldBe(last, 1e-3f);
        predictor.Predict(predictor.Encode(north[^Rows..])).Value.ShouldBe(last, 1e-3f);
        Should.Throw<DataException>(() => predictor.Forecast(north[..3])).Message
            .ShouldBe("3 rows were given; the network sees 12 that follow one another");
        Should.Throw<InvalidOperationException>(() => predictor.Predict(north[0])).Message
            .ShouldContain("'Forecast' takes those of a window");
        Predictor houses = Predictor.Load(_runs.Houses(epochs: 1));
        Should.Throw<InvalidOperationException>(() => houses.Forecast(north)).Message.ShouldContain("takes no windows of rows");
    }

    [Fact]
    public void A_table_that_is_too_short_for_a_window_is_told_of()
    {
        Predictor predictor = Predictor.Load(Wave(epochs: 1));
        Should.Throw<DataException>(() => Predict(predictor, WaveTable(Rows - 1, seed: 3))).Message.ShouldContain(
            "new.csv: nothing is predicted, as the network sees 12 rows that follow one another, and no 'site' of the table has as many");
        Predict(predictor, WaveTable(Rows, seed: 3)).Length.ShouldBe(1 + 2);
    }

    [Fact]
    public void Predictions_of_a_file_are_those_of_an_evaluation_of_it()
    {
        string run = Wave(epochs: 2);
        TrainedNetwork network = TrainedNetwork.Load(run);
        File.WriteAllText(_runs["new.csv"], WaveTable(30, seed: 4));
        EvaluationReport report = NetworkEvaluation.Of(network, EvaluationSet.Read(network, _runs["new.csv"]), worst: 1000);
        Dictionary<string, string> byLine = Predict(Predictor.Load(run), WaveTable(30, seed: 4))[1..].ToDictionary(
            line => line.Split(',')[0], line => line.Split(',')[^1]);
        report.Worst.Count.ShouldBe(2 * (30 - Rows - 1));
        foreach (WorstSample sample in report.Worst)
        {
            // The target stands two rows of its site behind, and sites alternate.
            int line = int.Parse(sample.Place!["new.csv, line ".Length..], CultureInfo.InvariantCulture) - 4;
            float.Parse(byLine[line.ToString(CultureInfo.InvariantCulture)], CultureInfo.InvariantCulture)
                .ShouldBe(float.Parse(sample.Prediction, CultureInfo.InvariantCulture), 1e-2f);
        }
    }

    [Fact]
    public void A_row_that_cannot_be_read_ends_what_follows()
    {
        Predictor predictor = Predictor.Load(Wave(epochs: 1));
        string[] rows = WaveTable(40, seed: 3).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        rows[40] = rows[40].Replace(rows[40].Split(',')[2], "calm", StringComparison.Ordinal);
        string table = string.Join('\n', rows) + "\n";
        Should.Throw<DataException>(() => Predict(predictor, table)).Message
            .ShouldContain("line 41, column 'wind': 'calm' is not a number");
        string[] lines = Predict(predictor, table, new FilePredictionOptions { SkipsBadSamples = true });
        // Line 41 is of the south, which begins anew; the north goes on.
        lines.Count(line => line.Contains("north", StringComparison.Ordinal)).ShouldBe(40 - Rows + 1);
        lines.Where(line => line.Contains("south", StringComparison.Ordinal)).Select(line => int.Parse(line.Split(',')[0],
            CultureInfo.InvariantCulture)).Where(line => line > 41).Min().ShouldBe(41 + (2 * Rows));
        // A row of too few cells may be of anyone.
        rows[40] = "2024-01-20";
        Predict(predictor, string.Join('\n', rows) + "\n", new FilePredictionOptions { SkipsBadSamples = true })
            .Length.ShouldBe(lines.Length - Rows + 1);
    }

    [Fact]
    public void Rows_that_are_not_in_order_are_refused()
    {
        Predictor predictor = Predictor.Load(Wave(epochs: 1));
        string[] rows = WaveTable(20, seed: 3).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        (rows[9], rows[13]) = (rows[13], rows[9]);
        string message = Should.Throw<DataException>(() => Predict(predictor, string.Join('\n', rows) + "\n",
            new FilePredictionOptions { SkipsBadSamples = true })).Message;
        message.ShouldContain("line 12, column 'day': '2024-01-06' is not later than the row before it of 'north' (site)");
        message.ShouldContain("sort the table by it");
        Should.Throw<DataException>(() => Predict(predictor, "site,wind,load\nnorth,1,2\n")).Message
            .ShouldContain("there is no column 'day'");
    }

    [Fact]
    public void Memory_does_not_grow_with_the_rows()
    {
        Predictor predictor = Predictor.Load(Wave(epochs: 1));
        Predict(predictor, WaveTable(3_000, seed: 5));
        string path = _runs["long.csv"];
        File.WriteAllText(path, WaveTable(60_000, seed: 5));
        long most = 0, before = GC.GetTotalMemory(forceFullCollection: true);
        FilePrediction.Run(predictor, [path], Stream.Null, PredictionFormat.Csv, new FilePredictionOptions
        {
            Progress = new Told(() => most = Math.Max(most, GC.GetTotalMemory(forceFullCollection: true) - before)),
        }).Samples.ShouldBe(2 * (60_000 - Rows + 1));
        most.ShouldBeLessThan(20_000_000);
    }

    [Fact]
    public void A_wide_table_is_seen_as_sequences()
    {
        // Five places of two numbers; which of the two rises tells the class.
        RandomStream random = new(1);
        StringBuilder text = new("t1.x,t1.y,t2.x,t2.y,t3.x,t3.y,t4.x,t4.y,t5.x,t5.y,rises\n");
        for (int i = 0; i < 400; i++)
        {
            int rising = random.NextInteger(2);
            for (int place = 0; place < 10; place++)
                text.Append(CultureInfo.InvariantCulture, $"{(place % 2 == rising ? place : 0) + random.NextNormal():f2},");
            text.Append(rising == 0 ? "x\n" : "y\n");
        }

        File.WriteAllText(_runs["wide.csv"], text.ToString());
        string run = _runs.Train("""
            name: wide
            data: {source: csv, file: wide.csv, target: rises, standardize: per-feature}
            model: [reshape: [5, 2], {gru: 8, last: true}, linear: outputs]
            optimizer: {adam: {rate: 0.01}}
            epochs: 10
            """);
        TrainedNetwork network = TrainedNetwork.Load(run);
        NetworkEvaluation.Of(network, network.Recipe.Data.Load().Test!).Classes!.Accuracy.ShouldBeGreaterThan(0.9);
        string[] lines = Predict(Predictor.Load(run), string.Join('\n', text.ToString().Split('\n')[..3]) + "\n");
        lines[0].ShouldBe("line,prediction,p(x),p(y)");
        lines.Length.ShouldBe(3);
    }

    /// <summary>A network that is trained on the wave, to tell it two days on.</summary>
    private string Wave(int epochs)
    {
        File.WriteAllText(_runs["wave.csv"], WaveTable(300, seed: 1));
        return _runs.Train($$$"""
            name: wave
            data: {source: csv, file: wave.csv, target: load, task: regression, window: {{{Rows}}}, horizon: 2, time: day, group: site,
              drop: [day], standardize: per-channel}
            model: [flatten, {linear: 32, activation: relu}, linear: outputs]
            loss: mean-squared-error
            optimizer: {adam: {rate: 0.003}}
            epochs: {{{epochs}}}
            """);
    }

    private string[] Predict(Predictor predictor, string table, FilePredictionOptions? options = null)
    {
        File.WriteAllText(_runs["new.csv"], table);
        using MemoryStream output = new();
        FilePrediction.Run(predictor, [_runs["new.csv"]], output, PredictionFormat.Csv, options);
        return Encoding.UTF8.GetString(output.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    /// <summary>Two sites on each day, a wave of 20 days with noise on it.</summary>
    private static string WaveTable(int days, long seed)
    {
        RandomStream random = RandomStream.For(seed, "wave");
        StringBuilder text = new("day,site,wind,load\n");
        for (int i = 0; i < days; i++)
        {
            foreach ((string site, double phase) in new[] { ("north", 0.0), ("south", 1.5) })
            {
                double load = 500 + (100 * Math.Sin((2 * Math.PI * i / 20) + phase)) + (5 * random.NextNormal());
                text.Append(CultureInfo.InvariantCulture,
                    $"{new DateTime(2024, 1, 1).AddDays(i):yyyy-MM-dd},{site},{random.NextDouble():f2},{load:f2}\n");
            }
        }

        return text.ToString();
    }

    private static double Persistence(string path, long samples)
    {
        float[] loads = [.. File.ReadAllLines(path)[1..].Select(line => float.Parse(line.Split(',')[3], CultureInfo.InvariantCulture))];
        // Sites alternate, and the last samples are those of the last days.
        double[] errors = [.. Enumerable.Range(loads.Length - (int)samples, (int)samples).Select(i => (double)loads[i] - loads[i - 4])];
        return Math.Sqrt(errors.Average(error => error * error));
    }

    private sealed class Told(Action told) : IProgress<long>
    {
        public void Report(long value) => told();
    }
}
