using Weir.Data;
using Weir.Nn;
using Weir.Tensors;

namespace Weir.Training.Tests;

/// <summary>A checkpoint says what goes into its network and comes out.</summary>
public class ModelSignatureTests
{
    [Fact]
    public void A_table_says_its_columns_and_classes()
    {
        using TemporaryFolder folder = new();
        File.WriteAllText(folder.File("irises.csv"), "id,length,city,kind\n" + string.Concat(Enumerable.Range(0, 40)
            .Select(i => $"{i},{i % 7}.5,{(i % 2 == 0 ? "Oslo" : "Rome")},{(i % 3 == 0 ? "setosa" : "virginica")}\n")));
        DataSplit data = DataSources.Load("csv",
            new DataRequest { File = folder.File("irises.csv"), Drop = ["id"], Missing = MissingCells.Median });
        ModelSignature signature = ModelSignature.Of(data, Standardization.PerFeature, new CrossEntropy(), isStandardized: false);
        string json = signature.ToJson();
        json.ShouldBe("""
            {"input":{"kind":"table","shape":[3],"standardize":"per-feature","names":["length","city=Oslo","city=Rome"],
            "table":{"columns":[{"name":"id","kind":"dropped","hasTimes":false,"flagsGaps":false},{"name":"length",
            "kind":"number","hasTimes":false,"flagsGaps":false,"fill":[3.5]},{"name":"city","kind":"category",
            "categories":["Oslo","Rome"],"hasTimes":false,"flagsGaps":false}],"target":"kind"}},
            "output":{"kind":"classes","shape":[2],"link":"softmax","names":["setosa","virginica"],"isStandardized":false,
            "target":"kind"},"version":1}
            """.ReplaceLineEndings(""));
        ModelSignature.Parse(json, "x").ToJson().ShouldBe(json);
    }

    [Fact]
    public void A_window_says_how_many_rows_it_has_what_orders_them_and_how_far_the_target_is()
    {
        using TemporaryFolder folder = new();
        File.WriteAllText(folder.File("sales.csv"), "day,shop,sold\n" + string.Concat(Enumerable.Range(0, 30)
            .Select(i => $"2024-01-{i + 1:D2},a,{i}.5\n")));
        DataSplit data = DataSources.Load("csv",
            new DataRequest { File = folder.File("sales.csv"), Window = 4, Horizon = 2, Time = "day", Group = "shop" });
        string json = ModelSignature.Of(data, Standardization.PerChannel, new MeanSquaredError(), isStandardized: true).ToJson();
        json.ShouldBe("""
            {"input":{"kind":"window","shape":[4,5],"standardize":"per-channel",
            "names":["day.year.sin","day.year.cos","day.week.sin","day.week.cos","sold"],
            "table":{"columns":[{"name":"day","kind":"date","hasTimes":false,"onlyComesRound":true,"flagsGaps":false},
            {"name":"shop","kind":"dropped","hasTimes":false,"flagsGaps":false},
            {"name":"sold","kind":"number","hasTimes":false,"flagsGaps":false}],"target":"sold"},
            "window":{"rows":4,"horizon":2,"time":"day","group":"shop"}},
            "output":{"kind":"values","shape":[1],"link":"identity","names":["sold"],"isStandardized":true,"target":"sold"},"version":1}
            """.ReplaceLineEndings(""));
        ModelSignature.Parse(json, "x").ToJson().ShouldBe(json);
        foreach ((string right, string wrong, string message) in new[]
        {
            ("[4,5]", "[5,5]", "4 rows do not make a sample of shape (5, 5)"),
            ("\"horizon\":2", "\"horizon\":0", "its target stands 0 rows after it"),
            (",\"window\":{\"rows\":4,\"horizon\":2,\"time\":\"day\",\"group\":\"shop\"}", "", "it is not said which rows make a sample"),
        })
        {
            Should.Throw<SafetensorsException>(() => ModelSignature.Parse(json.Replace(right, wrong, StringComparison.Ordinal), "x"))
                .Message.ShouldContain(message);
        }
    }

    [Fact]
    public void A_sequence_says_which_rows_are_of_one_and_how_many_a_sample_has()
    {
        using TemporaryFolder folder = new();
        File.WriteAllText(folder.File("readings.csv"), "id,t,x,kind\n" + string.Concat(Enumerable.Range(0, 40)
            .Select(i => $"r{i / 2},{i % 2},{i}.5,{(i % 4 < 2 ? "up" : "down")}\n")));
        DataSplit data = DataSources.Load("csv", new DataRequest { File = folder.File("readings.csv"), Sequence = "id", Time = "t" });
        string json = ModelSignature.Of(data, Standardization.PerChannel, new CrossEntropy(), isStandardized: false).ToJson();
        json.ShouldContain("""{"kind":"sequence","shape":[2,1],"standardize":"per-channel","names":["x"]""");
        json.ShouldContain(""" "sequence":{"column":"id","rows":2,"time":"t"}""".Trim());
        ModelSignature.Parse(json, "x").ToJson().ShouldBe(json);
        string wrong = json.Replace("\"rows\":2", "\"rows\":3", StringComparison.Ordinal);
        Should.Throw<SafetensorsException>(() => ModelSignature.Parse(wrong, "x"))
            .Message.ShouldContain("3 rows do not make a sample of shape (2, 1)");
    }

    [Fact]
    public void Images_say_their_size_and_texts_their_characters()
    {
        using TemporaryFolder folder = new();
        DataSplit digits = DataSources.Load("digits", new DataRequest { TrainingCount = 10, ValidationCount = 0, TestCount = 0 });
        InputSignature image = ModelSignature.Of(digits, Standardization.Global, new CrossEntropy(), false).Input;
        (image.Kind, image.Image).ShouldBe((InputKind.Image, new ImageForm(28, 28, 1)));
        image.SampleShape.ShouldBe(new Shape(784));

        File.WriteAllText(folder.File("text.txt"), string.Concat(Enumerable.Repeat("ab\n€😀", 30)));
        DataSplit text = DataSources.Load("text", new DataRequest { File = folder.File("text.txt"), Length = 4 });
        ModelSignature signature = ModelSignature.Of(text, Standardization.None, new CrossEntropy(), false);
        signature.Input.Characters.ShouldBe(['\n', 'a', 'b', '€', 0xD83D, 0xDE00]);
        signature.Output.Shape.ShouldBe([4, 6]);
        (signature.Output.Outputs, signature.Output.Positions).ShouldBe((6, 4));
        ModelSignature.Parse(signature.ToJson(), "x").Input.Characters.ShouldBe(signature.Input.Characters!);
    }

    [Theory]
    [InlineData("\"version\":1", "\"version\":2", "is of version 2; this Weir reads 1: use a later one")]
    [InlineData("[784]", "[0]", "damaged: its metadata 'weir.signature' says what no run writes: a sample has the shape (0)")]
    [InlineData("[784]", "[783]", "the image does not have 783 levels")]
    [InlineData("\"softmax\"", "\"hardmax\"", "cannot be read")]
    [InlineData("\"kind\":\"image\",", "", "cannot be read")]
    [InlineData("[10]", "[11]", "there are 10 names for 11 outputs")]
    [InlineData("{", "[", "cannot be read")]
    public void What_no_run_writes_is_refused(string right, string wrong, string message)
    {
        DataSplit digits = DataSources.Load("digits", new DataRequest { TrainingCount = 10, ValidationCount = 0, TestCount = 0 });
        string json = ModelSignature.Of(digits, Standardization.Global, new CrossEntropy(), false).ToJson();
        json.ShouldContain(right);
        string damaged = json[..json.IndexOf(right, StringComparison.Ordinal)] + wrong
            + json[(json.IndexOf(right, StringComparison.Ordinal) + right.Length)..];
        Should.Throw<SafetensorsException>(() => ModelSignature.Parse(damaged, "step-7.safetensors")).Message
            .ShouldStartWith("step-7.safetensors: ");
        Should.Throw<SafetensorsException>(() => ModelSignature.Parse(damaged, "step-7.safetensors")).Message.ShouldContain(message);
    }
}
