using System.Text;
using System.Text.Json;
using Parquet;
using Parquet.Schema;
using Weir.Data;

namespace Weir.Inference.Tests;

/// <summary>Files of samples become files of predictions.</summary>
public class FilePredictionTests
{
    private const string Table = """
        id,plan,joined,age,calls,paperless,note
        A1,premium,2022-03-01,40,0,yes,fine
        A2,basic,2022-03-01,40,9,no,"angry, very"
        """;

    [Fact]
    public void A_table_becomes_a_table_with_what_is_kept()
    {
        using TrainedRuns runs = new();
        string text = Predict(runs, runs.Churn(), Table, PredictionFormat.Csv,
            new FilePredictionOptions { Keep = ["id", "note"] });
        string[] lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        lines[0].ShouldBe("line,id,note,prediction,p(left),p(stayed)");
        lines[1].ShouldStartWith("2,A1,fine,stayed,0.");
        lines[2].ShouldStartWith("3,A2,\"angry, very\",left,0.");
        lines.Length.ShouldBe(3);
    }

    [Fact]
    public void Json_has_a_line_for_each_sample()
    {
        using TrainedRuns runs = new();
        string text = Predict(runs, runs.Houses(), "town,age,size\nRome,10,100\nOslo,0,50\n", PredictionFormat.JsonLines);
        string[] lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        lines.Length.ShouldBe(2);
        JsonElement first = JsonDocument.Parse(lines[0]).RootElement;
        first.GetProperty("line").GetInt64().ShouldBe(2);
        first.GetProperty("prediction").GetDouble().ShouldBe(382_000, 30_000);
    }

    [Fact]
    public async Task Parquet_holds_the_same_numbers()
    {
        using TrainedRuns runs = new();
        string run = runs.Churn(), table = runs["new.csv"];
        File.WriteAllText(table, Table);
        using MemoryStream output = new();
        Predictor predictor = Predictor.Load(run);
        FilePrediction.Run(predictor, [table], output, PredictionFormat.Parquet, new FilePredictionOptions { Keep = ["id"] });
        output.Position = 0;
        await using ParquetReader reader = await ParquetReader.CreateAsync(output);
        reader.Schema.DataFields.Select(field => field.Name).ShouldBe(["line", "id", "prediction", "p(left)", "p(stayed)"]);
        reader.RowGroupCount.ShouldBe(1);
        using ParquetRowGroupReader rows = reader.OpenRowGroupReader(0);
        long[] lines = new long[2];
        await rows.ReadAsync<long>(reader.Schema.DataFields[0], lines.AsMemory());
        lines.ShouldBe([2, 3]);
        (await Texts(1)).ShouldBe(["A1", "A2"]);
        Prediction first = predictor.Predict(Customer("premium", 0, true)), second = predictor.Predict(Customer("basic", 9, false));
        (await Texts(2)).ShouldBe([first.Class!, second.Class!]);
        (await Numbers(3)).ShouldBe([first["left"], second["left"]], 1e-6);
        (await Numbers(4)).ShouldBe([first["stayed"], second["stayed"]], 1e-6);

        async Task<string?[]> Texts(int field)
        {
            string?[] texts = new string?[2];
            await rows.ReadAsync(reader.Schema.DataFields[field], texts.AsMemory());
            return texts;
        }

        async Task<float[]> Numbers(int field)
        {
            float[] numbers = new float[2];
            await rows.ReadAsync<float>(reader.Schema.DataFields[field], numbers.AsMemory());
            return numbers;
        }

        static Dictionary<string, object?> Customer(string plan, int calls, bool paperless) => new()
        {
            ["plan"] = plan,
            ["joined"] = new DateOnly(2022, 3, 1),
            ["age"] = 40,
            ["calls"] = calls,
            ["paperless"] = paperless,
        };
    }

    [Fact]
    public void Rows_that_cannot_be_read_are_refused_together()
    {
        using TrainedRuns runs = new();
        string run = runs.Churn();
        string bad = Table + "\nA3,basic,2022-03-01,old,1,no,\nA4,basic,2022-03-01\nA5,plus,yesterday,3,4,no,x\n";
        string message = Should.Throw<DataException>(() => Predict(runs, run, bad, PredictionFormat.Csv)).Message;
        message.ShouldContain("line 4, column 'age': 'old' is not a number");
        message.ShouldContain("line 5: the row has 3 cells, the header 7");
        message.ShouldContain("line 6, column 'joined': 'yesterday' is no date like 2024-05-31");
        message.ShouldContain("--bad-rows skip");
    }

    [Fact]
    public void What_was_written_before_a_row_that_cannot_be_read_is_not_denied()
    {
        using TrainedRuns runs = new();
        string run = runs.Houses(epochs: 1);
        string good = string.Concat(Enumerable.Repeat("Rome,10,100\n", 5000));
        Should.Throw<DataException>(() => Predict(runs, run, $"town,age,size\n{good}Rome,old,100\n", PredictionFormat.Csv)).Message
            .ShouldEndWith("no more than 4096 samples before these are predicted; mend these, or leave them out with '--bad-rows skip'");
        Should.Throw<DataException>(() => Predict(runs, run, "town,age,size\nRome,old,100\n", PredictionFormat.Csv)).Message
            .ShouldEndWith("\nnothing is predicted; mend these, or leave them out with '--bad-rows skip'");
    }

    [Fact]
    public void Rows_that_cannot_be_read_are_left_out_and_told_of()
    {
        using TrainedRuns runs = new();
        string run = runs.Churn();
        List<string> told = [];
        string text = Predict(runs, run, Table.Replace("40,0", "old,0", StringComparison.Ordinal), PredictionFormat.Csv,
            new FilePredictionOptions { SkipsBadSamples = true, OnBadSample = told.Add });
        told.ShouldHaveSingleItem().ShouldContain("line 2, column 'age': 'old' is not a number");
        text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length.ShouldBe(2);
        text.ShouldContain("\n3,left,");
    }

    /// <summary>A table of yes and no, where training had Y and N, was predicted without a word.</summary>
    [Fact]
    public void Texts_that_training_has_not_are_counted_and_told()
    {
        using TrainedRuns runs = new();
        Predictor predictor = Predictor.Load(runs.Churn());
        File.WriteAllText(runs["new.csv"], Table);
        FilePrediction.Run(predictor, [runs["new.csv"]], Stream.Null).Remarks.ShouldBeEmpty();
        File.WriteAllText(runs["new.csv"], Table.Replace("basic", "gold", StringComparison.Ordinal));
        FilePredictionResult result = FilePrediction.Run(predictor, [runs["new.csv"]], Stream.Null);
        result.Samples.ShouldBe(2);
        result.Remarks.ShouldHaveSingleItem().ShouldEndWith(
            "new.csv, column 'plan': 1 of 2 cells hold a text that training has not, as 'gold', and count as none of its texts");
    }

    /// <summary>Each of its rows was left out, and nothing was predicted without an error.</summary>
    [Fact]
    public async Task A_damaged_file_is_an_error_whatever_is_done_with_rows()
    {
        using TrainedRuns runs = new();
        string run = runs.Houses(), file = runs["new.parquet"];
        using MemoryStream whole = new();
        ParquetSchema schema = new(new DataField<string>("town"), new DataField<double>("age"), new DataField<double>("size"));
        await using (ParquetWriter writer = await ParquetWriter.CreateAsync(schema, whole))
        {
            using ParquetRowGroupWriter group = writer.CreateRowGroup();
            await group.WriteAsync(schema.DataFields[0], new[] { "Rome", "Oslo" });
            await group.WriteAsync<double>(schema.DataFields[1], new double[] { 10, 20 });
            await group.WriteAsync<double>(schema.DataFields[2], new double[] { 100, 50 });
            group.CompleteValidate();
        }

        byte[] bytes = whole.ToArray();
        bytes.AsSpan(4, 60).Fill(0xff);
        await File.WriteAllBytesAsync(file, bytes);
        FilePredictionOptions skipping = new() { SkipsBadSamples = true };
        Should.Throw<DataException>(() => FilePrediction.Run(Predictor.Load(run), [file], Stream.Null, options: skipping)).Message
            .ShouldContain("cannot be read as a Parquet file");
    }

    [Fact]
    public void An_empty_cell_is_refused_where_training_had_no_rule_for_it()
    {
        using TrainedRuns runs = new();
        string run = runs.Houses();
        Should.Throw<DataException>(() => Predict(runs, run, "town,age,size\nRome,,100\n", PredictionFormat.Csv)).Message
            .ShouldContain("line 2, column 'age': the cell is empty or not finite");
    }

    [Fact]
    public void A_table_without_a_column_of_the_training_is_refused()
    {
        using TrainedRuns runs = new();
        string run = runs.Houses();
        Should.Throw<DataException>(() => Predict(runs, run, "town,age\nRome,3\n", PredictionFormat.Csv)).Message
            .ShouldContain("there is no column 'size'");
        Should.Throw<DataException>(() => Predict(runs, run, "town,age,size\n", PredictionFormat.Csv,
            new FilePredictionOptions { Keep = ["id"] })).Message.ShouldContain("there is no column 'id' to keep");
    }

    [Fact]
    public void Many_rows_are_the_same_as_each_by_itself()
    {
        using TrainedRuns runs = new();
        string run = runs.Churn(rows: 10_000);
        Predictor predictor = Predictor.Load(run);
        using MemoryStream output = new();
        FilePredictionResult result = FilePrediction.Run(predictor, [runs["churn.csv"], runs["churn.csv"]], output);
        result.ShouldBe(new FilePredictionResult(20_000, 0));
        string[] lines = Encoding.UTF8.GetString(output.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        lines.Length.ShouldBe(20_001);
        lines[0].ShouldBe("file,line,prediction,p(left),p(stayed)");
        lines[10_001].Split(',', 2)[1].ShouldBe(lines[1].Split(',', 2)[1]);
        string[] cells = File.ReadLines(runs["churn.csv"]).ElementAt(5000).Split(',');
        Prediction single = predictor.Predict(new Dictionary<string, object?>
        {
            ["plan"] = cells[1],
            ["joined"] = cells[2],
            ["age"] = cells[3],
            ["calls"] = cells[4],
            ["paperless"] = cells[5],
        });
        string[] predicted = lines[5000].Split(',');
        predicted[1].ShouldBe("5001");
        predicted[2].ShouldBe(single.Class);
        float.Parse(predicted[3], System.Globalization.CultureInfo.InvariantCulture).ShouldBe(single["left"], 1e-5f);
    }

    private static string Predict(TrainedRuns runs, string run, string table, PredictionFormat format,
        FilePredictionOptions? options = null)
    {
        File.WriteAllText(runs["new.csv"], table);
        using MemoryStream output = new();
        FilePrediction.Run(Predictor.Load(run), [runs["new.csv"]], output, format, options);
        return Encoding.UTF8.GetString(output.ToArray());
    }
}
