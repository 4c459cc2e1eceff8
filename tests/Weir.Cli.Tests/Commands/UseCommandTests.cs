using System.Globalization;
using System.Text.Json;
using Weir.Tensors;

namespace Weir.Cli.Tests.Commands;

/// <summary>The road of a table: a recipe for it, a network, how well it does, and what it says of new rows.</summary>
public class UseCommandTests
{
    [Fact]
    public void A_table_becomes_a_recipe_a_network_an_evaluation_and_predictions()
    {
        using Folder folder = new();
        File.WriteAllText(folder["customers.csv"], Customers(600, 1));
        File.WriteAllText(folder["new.csv"], Customers(5, 2));
        string recipe = folder["customers.yaml"], runs = folder["runs"], predictions = folder["out.csv"];
        Run("new", "--from", folder["customers.csv"], "--target", "left", "--output", recipe).ShouldContain("wrote");
        string text = File.ReadAllText(recipe);
        text.ShouldContain("- id                   # numbers the rows");
        text.ShouldContain("missing: median           # gaps are few");
        Run("train", recipe, "--runs", runs, "--plain", "--no-report", "--epochs", "10").ShouldContain("finished");
        string evaluation = Run("evaluate", "customers", "--runs", runs);
        evaluation.ShouldContain("customers · csv test · 120 samples");
        evaluation.ShouldContain("is ↓  was taken for →");
        JsonElement json = JsonDocument.Parse(Run("evaluate", "customers", "--runs", runs, "--json", "--part", "validation")).RootElement;
        json.GetProperty("set").GetString().ShouldBe("csv validation");
        json.GetProperty("classes").GetProperty("accuracy").GetDouble().ShouldBeGreaterThan(0.7);
        Run("evaluate", "customers", folder["new.csv"], "--runs", runs, "--best").ShouldContain("new.csv · 5 samples");
        Run("predict", "customers", folder["new.csv"], "--runs", runs, "--keep", "id", "-o", predictions).ShouldContain("5 predictions in");
        string[] lines = File.ReadAllLines(predictions);
        lines[0].ShouldBe("line,id,prediction,p(no),p(yes)");
        lines[1].ShouldStartWith("2,C00000,");
        lines.Length.ShouldBe(6);
        Run("predict", "customers", folder["new.csv"], "--runs", runs).ShouldStartWith("line,prediction,p(no),p(yes)\n2,");
    }

    [Fact]
    public void Prices_are_predicted_in_their_unit_at_the_defaults()
    {
        using Folder folder = new();
        File.WriteAllText(folder["houses.csv"], Houses(800, 1));
        Run("new", "--from", folder["houses.csv"], "--target", "price", "--output", folder["houses.yaml"]);
        Run("train", folder["houses.yaml"], "--runs", folder["runs"], "--plain", "--no-report");
        JsonElement value = JsonDocument.Parse(Run("evaluate", "houses", "--runs", folder["runs"], "--json")).RootElement
            .GetProperty("values")[0];
        value.GetProperty("name").GetString().ShouldBe("price");
        value.GetProperty("r2").GetDouble().ShouldBeGreaterThan(0.8);
        value.GetProperty("mean").GetDouble().ShouldBeInRange(200_000, 600_000);
        Run("evaluate", "houses", "--runs", folder["runs"]).ShouldContain("Errors are in the unit of the target");
    }

    [Fact]
    public void A_table_becomes_a_forecast_that_beats_the_last_value()
    {
        using Folder folder = new();
        File.WriteAllText(folder["power.csv"], "step,hall,heat,power\n" + string.Concat(Enumerable.Range(0, 600).Select(i =>
            FormattableString.Invariant(
                $"{i / 2},{(i % 2 == 0 ? 'a' : 'b')},{i % 11},{40 + (30 * Math.Sin(i / 6.0)) + (i % 2 * 5):f2}\n"))));
        string recipe = folder["power.yaml"], runs = folder["runs"];
        Run("new", "--from", folder["power.csv"], "--window", "8", "--horizon", "2", "--time", "step", "--group", "hall",
            "--output", recipe);
        string text = File.ReadAllText(recipe);
        text.ShouldContain("# Predicts 'power' 2 rows on, from the last 8 rows, of power.csv (600 rows)");
        text.ShouldContain("  window: 8                # rows");
        text.ShouldContain("  time: step               # orders the rows");
        text.ShouldContain("  group: hall              # no window goes across");
        text.ShouldContain("standardize: per-channel");
        Run("data", "show", recipe).ShouldContain("window      8 rows by 'step' of each 'hall', the target 2 rows after the last");
        Run("train", recipe, "--runs", runs, "--plain", "--no-report", "--epochs", "20").ShouldContain("finished");
        JsonElement value = JsonDocument.Parse(Run("evaluate", "power", "--runs", runs, "--json")).RootElement.GetProperty("values")[0];
        value.GetProperty("rootMeanSquaredError").GetDouble()
            .ShouldBeLessThan(0.5 * value.GetProperty("persistenceError").GetDouble());
        string evaluation = Run("evaluate", "power", "--runs", runs);
        evaluation.ShouldContain("RMSE  if it stays");
        evaluation.Replace('\n', ' ').ShouldContain("'if it stays' that of who always says the last value that is known");
        evaluation.ShouldContain("power.csv, line ");
        string[] lines = Run("predict", "power", folder["power.csv"], "--runs", runs).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        lines[0].ShouldBe("line,hall,step,prediction");
        lines[1].ShouldStartWith("16,a,7,");
        lines.Length.ShouldBe(1 + (2 * 293));
        Run("export", "power", "--runs", runs, "--onnx", folder["power.onnx"]).ShouldContain("input (8, 2)");
    }

    [Fact]
    public void Recordings_of_uneven_length_become_samples()
    {
        using Folder folder = new();
        File.WriteAllText(folder["tones.csv"], "tone,tick,level,kind\n" + string.Concat(Enumerable.Range(0, 80).SelectMany(i =>
            Enumerable.Range(0, 6 + (i % 4)).Select(t => FormattableString.Invariant(
                $"t{i},{t},{(i * 0.37 % 2) + (t * (i % 2 == 0 ? 0.3 : -0.3)):f3},{(i % 2 == 0 ? "rising" : "falling")}\n")))));
        string recipe = folder["tones.yaml"], runs = folder["runs"];
        Run("new", "--from", folder["tones.csv"], "--sequence", "tone", "--time", "tick", "--output", recipe);
        string text = File.ReadAllText(recipe);
        text.ShouldContain("# Tells the class 'kind' of each 'tone' of tones.csv (600 rows)");
        text.ShouldContain("  sequence: tone           # its rows of one value are a sample");
        text.ShouldContain("  time: tick               # orders the rows");
        text.ShouldContain("  length: 9                # they have from 6 to 9 rows; of shorter ones the first is repeated in front");
        Run("data", "show", recipe).ShouldContain("sequence    9 rows of each 'tone' by 'tick'");
        Run("train", recipe, "--runs", runs, "--plain", "--no-report", "--epochs", "60").ShouldContain("finished");
        JsonDocument.Parse(Run("evaluate", "tones", "--runs", runs, "--json")).RootElement.GetProperty("classes").GetProperty("accuracy")
            .GetDouble().ShouldBeGreaterThan(0.9);
        // The predictions are a table as well, of any kind.
        Run("predict", "tones", folder["tones.csv"], "--runs", runs, "--output", folder["told.parquet"]);
        Run("new", "--from", folder["told.parquet"], "--target", "prediction", "--output", folder["told.yaml"]).ShouldContain("wrote");
        Run("data", "show", folder["told.yaml"]).ShouldContain("falling");
        string[] lines = Run("predict", "tones", folder["tones.csv"], "--runs", runs).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        lines.Length.ShouldBe(81);
        lines[1].ShouldStartWith("2,t0,rising,");
        lines[2].ShouldStartWith("8,t1,falling,");
    }

    [Fact]
    public void Options_of_windows_want_a_table_and_a_window()
    {
        foreach ((string[] arguments, string message) in new (string[], string)[]
        {
            (["--window", "8"], "--window is about the rows of a table"),
            (["--from", "t.csv", "--horizon", "2"], "say with --window how many rows make one"),
            (["--sequence", "id"], "--sequence is about the rows of a table"),
            (["--from", "t.csv", "--sequence", "id", "--window", "4"], "leave one out"),
            (["--from", "t.csv", "--window", "0"], "--window takes a whole number from 1 to 100000"),
        })
        {
            using TestTerminal usage = new();
            usage.Run(["new", .. arguments]).ShouldBe(2);
            usage.Errors.ShouldContain(message);
        }

        using Folder folder = new();
        File.WriteAllText(folder["t.csv"], "x,y\n1,2.5\n2,3.5\n");
        Fails("there is no column 'z' beside the target 'y'", "new", "--from", folder["t.csv"], "--window", "4", "--group", "z", "--output",
            folder["t.yaml"]);
    }

    [Fact]
    public void Images_and_masks_become_a_network_an_evaluation_and_masks()
    {
        using Folder folder = new();
        RandomStream random = new(1);
        foreach (string part in new[] { "cells", "cells/images", "cells/masks", "new" })
            Directory.CreateDirectory(folder[part]);
        for (int i = 0; i < 30; i++)
        {
            string[] kinds = [.. Enumerable.Range(0, 64).Select(_ => random.NextInteger(3) == 0 ? "1" : "0")];
            string levels = string.Join(' ', kinds.Select(kind => (kind == "1" ? 180 : 20) + random.NextInteger(60)));
            File.WriteAllText(folder[i < 26 ? $"cells/images/{i}.pgm" : $"new/{i}.pgm"], $"P2 8 8 255\n{levels}\n");
            if (i < 26)
                File.WriteAllText(folder[$"cells/masks/{i}.pgm"], $"P2 8 8 255\n{string.Join(' ', kinds)}\n");
        }

        Run("data", "show", folder["cells"]).ShouldContain(". 0  1 1");
        File.WriteAllText(folder["cells.yaml"], """
            data: {source: image-masks, folder: cells, class-names: [background, cell], training: 16, test: 6}
            model: [{linear: 8, activation: tanh}, linear: outputs]
            optimizer: {adam: {rate: 0.05}}
            batch: 4
            epochs: 20
            """);
        string runs = folder["runs"];
        Run("train", folder["cells.yaml"], "--runs", runs, "--plain", "--no-report").ShouldContain("finished");
        string evaluation = Run("evaluate", "cells", "--runs", runs);
        evaluation.ShouldContain("mean IoU");
        evaluation.ShouldMatch("class +pixels +precision +recall +F1 +IoU");
        JsonDocument.Parse(Run("evaluate", "cells", folder["cells"], "--runs", runs, "--json")).RootElement.GetProperty("classes")
            .GetProperty("meanIou").GetDouble().ShouldBeGreaterThan(0.9);
        Run("predict", "cells", folder["new"], "--runs", runs, "-o", folder["out"]).ShouldContain("4 masks in");
        Directory.GetFiles(folder["out"]).Select(Path.GetFileName).Order().ShouldBe(["26.png", "27.png", "28.png", "29.png"]);
        string told = "the network tells of each pixel of an image: name a folder for the masks, as '-o masks'";
        Fails(told, "predict", "cells", folder["new"], "--runs", runs);
        Fails(told, "predict", "cells", folder["new"], "--runs", runs, "-o", folder["out.csv"]);
        Run("export", "cells", "--runs", runs, "--onnx", folder["cells.onnx"]).ShouldContain("cells.onnx");
        Run("diagnose", "cells", "--runs", runs).ShouldContain("no findings");
    }

    [Fact]
    public void A_text_goes_on_from_the_command_line()
    {
        using Folder folder = new();
        File.WriteAllText(folder["text.txt"], string.Concat(Enumerable.Repeat("abcde", 200)));
        File.WriteAllText(folder["text.yaml"], """
            data: {source: text, file: text.txt, length: 16, stride: 8}
            model: [embedding: 12, gru: 24, linear: outputs]
            optimizer: {adam: {rate: 0.02}}
            epochs: 12
            """);
        Run("train", folder["text.yaml"], "--runs", folder["runs"], "--plain", "--no-report");
        Run("generate", "text", "--runs", folder["runs"], "--prompt", "ab", "--length", "8", "--temperature", "0").ShouldBe("abcdeabcde\n");
        Run("evaluate", "text", "--runs", folder["runs"]).ShouldContain("perplexity 1");
        using TestTerminal wrong = new();
        wrong.Run("generate", "text", "--runs", folder["runs"], "--prompt", "xyz").ShouldBe(1);
        wrong.Errors.ShouldContain("character 1 of the text, 'x' (U+0078), does not occur");
        using TestTerminal usage = new();
        usage.Run("generate", "text", "--temperature", "hot").ShouldBe(2);
    }

    [Fact]
    public void What_cannot_be_done_is_named()
    {
        using Folder folder = new();
        File.WriteAllText(folder["customers.csv"], Customers(60, 1));
        Run("new", "--from", folder["customers.csv"], "--target", "left", "--output", folder["customers.yaml"]);
        Run("train", folder["customers.yaml"], "--runs", folder["runs"], "--plain", "--no-report", "--epochs", "1");
        Fails("there is no file or folder", "predict", "customers", folder["none.csv"], "--runs", folder["runs"]);
        Fails("predictions are written as .csv, .jsonl or .parquet, not as '.xlsx'", "predict", "customers", folder["customers.csv"],
            "--runs",
            folder["runs"], "-o", folder["out.xlsx"]);
        File.WriteAllText(folder["bad.csv"],
            Customers(3, 1).Replace(",yes", ",yes,more", StringComparison.Ordinal).Replace(",no", ",no,more",
            StringComparison.Ordinal));
        Fails("mend these, or leave them out with '--bad-rows skip'", "predict", "customers", folder["bad.csv"], "--runs", folder["runs"],
            "-o", folder["out.csv"]);
        File.Exists(folder["out.csv"]).ShouldBeFalse();
        Directory.EnumerateFiles(folder.Path, "*.tmp").ShouldBeEmpty();
        Run("predict", "customers", folder["customers.csv"], "--runs", folder["runs"], "-o", folder["made/deep/out.csv"]);
        File.ReadAllLines(folder["made/deep/out.csv"]).Length.ShouldBe(61);
        Fails("the predictions cannot be written", "predict", "customers", folder["customers.csv"], "--runs", folder["runs"], "-o",
            folder["customers.csv/out.csv"]);
        Fails("two columns of the predictions are called 'id'", "predict", "customers", folder["customers.csv"], "--runs", folder["runs"],
            "--keep", "id", "--keep", "id");
        Fails("was not trained on a text", "generate", "customers", "--runs", folder["runs"]);
        Fails("no target column 'gone'", "new", "--from", folder["customers.csv"], "--target", "gone", "--output", folder["x.yaml"]);
    }

    [Fact]
    public void Bad_rows_are_left_out_and_told_of()
    {
        using Folder folder = new();
        File.WriteAllText(folder["customers.csv"], Customers(60, 1));
        Run("new", "--from", folder["customers.csv"], "--target", "left", "--output", folder["customers.yaml"]);
        Run("train", folder["customers.yaml"], "--runs", folder["runs"], "--plain", "--no-report", "--epochs", "1");
        string[] lines = File.ReadAllLines(folder["customers.csv"]);
        lines[2] += ",extra";
        File.WriteAllLines(folder["bad.csv"], lines);
        using TestTerminal terminal = new();
        terminal.Run("predict", "customers", folder["bad.csv"], "--runs", folder["runs"], "--bad-rows", "skip")
            .ShouldBe(0, terminal.Errors);
        terminal.Errors.ShouldContain("line 3: the row has 7 cells, the header 6");
        terminal.Errors.ShouldContain("1 sample could not be read and was left out");
        terminal.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length.ShouldBe(60);
    }

    [Fact]
    public void Columns_of_a_table_are_shown()
    {
        using Folder folder = new();
        File.WriteAllText(folder["houses.csv"], Houses(200, 1));
        string text = Run("data", "show", folder["houses.csv"]);
        text.ShouldMatch("price +whole numbers .* itself");
        text.ShouldMatch("town +categories +3 ");
        text.ShouldContain("'target' tells how much a column by itself has to do with the target");
    }

    private static string Run(params string[] arguments)
    {
        using TestTerminal terminal = new(width: 120);
        terminal.Run(arguments).ShouldBe(0, $"weir {string.Join(' ', arguments)}\n{terminal.Errors}{terminal.Output}");
        return terminal.Output;
    }

    private static void Fails(string message, params string[] arguments)
    {
        using TestTerminal terminal = new(width: 1000);
        terminal.Run(arguments).ShouldBe(1);
        terminal.Errors.ShouldContain(message);
    }

    private static string Customers(int rows, long seed)
    {
        RandomStream random = RandomStream.For(seed, "customers");
        System.Text.StringBuilder text = new("id,plan,joined,age,calls,left\n");
        string[] plans = ["basic", "plus", "premium"];
        for (int i = 0; i < rows; i++)
        {
            int plan = random.NextInteger(3), calls = random.NextInteger(10);
            string age = i % 20 == 7 ? "" : (18 + random.NextInteger(60)).ToString(CultureInfo.InvariantCulture);
            DateTime joined = new DateTime(2020, 1, 1).AddDays(random.NextInteger(1500));
            bool left = (calls * 0.5) - (plan == 2 ? 2 : 0) - 2 + (0.5 * random.NextNormal()) > 0;
            text.Append(CultureInfo.InvariantCulture, $"C{i:D5},{plans[plan]},{joined:yyyy-MM-dd},{age},{calls},{(left ? "yes" : "no")}\n");
        }

        return text.ToString();
    }

    private static string Houses(int rows, long seed)
    {
        RandomStream random = RandomStream.For(seed, "houses");
        System.Text.StringBuilder text = new("size,rooms,age,town,price\n");
        string[] towns = ["Bath", "Oslo", "Rome"];
        for (int i = 0; i < rows; i++)
        {
            double size = 40 + (160 * random.NextDouble()), age = 80 * random.NextDouble();
            int town = random.NextInteger(3), rooms = 1 + (int)(size / 40);
            double price = (2500 * size) - (900 * age) + (town * 80_000) + (30_000 * random.NextNormal());
            text.Append(CultureInfo.InvariantCulture, $"{size:f1},{rooms},{age:f1},{towns[town]},{price:f0}\n");
        }

        return text.ToString();
    }
}
