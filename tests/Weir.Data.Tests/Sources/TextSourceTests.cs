using Weir.Tensors;

namespace Weir.Data.Tests.Sources;

public sealed class TextSourceTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Characters_become_numbers_in_their_order_and_the_last_tenth_validates()
    {
        _folder.Write("t.txt", string.Concat(Enumerable.Repeat("hello world\n", 10)));
        DataSplit split = Load(new DataRequest { File = "t.txt", Length = 5 });
        ClassTargets targets = (ClassTargets)split.Training.Targets;
        targets.Names.ShouldBe(["\\n", "space", "d", "e", "h", "l", "o", "r", "w"]);
        targets.Classes.ShouldBe(9);
        split.Training.Tokens.ShouldBe(9);
        split.Training.InputShape.ShouldBe(new Shape(5));
        split.Training.Sample(0).ToArray().ShouldBe([4, 3, 5, 5, 6]);
        targets.Of(0).ToArray().ShouldBe([3, 5, 5, 6, 1]);
        // 108 characters: 21 windows of 5 whose last target is there; 12 for validation: 2 windows.
        split.Training.Count.ShouldBe(21);
        split.Validation!.Count.ShouldBe(2);
        split.Validation.Sample(0).ToArray().ShouldBe([4, 3, 5, 5, 6]);
        split.Test.ShouldBeNull();
    }

    [Fact]
    public void Windows_may_overlap_in_training_and_parts_may_be_cut()
    {
        _folder.Write("t.txt", string.Concat(Enumerable.Repeat("abcdefghij", 10)));
        DataSplit split = Load(new DataRequest { File = "t.txt", Length = 4, Stride = 1 });
        split.Training.Count.ShouldBe(86);
        split.Validation!.Count.ShouldBe(2);
        Load(new DataRequest { File = "t.txt", Length = 4, TrainingCount = 3 }).Training.Count.ShouldBe(3);
        DataSplit wanted = Load(new DataRequest { File = "t.txt", Length = 4, ValidationCount = 6 });
        wanted.Validation!.Count.ShouldBe(6);
        wanted.Training.Count.ShouldBe(18);
        Load(new DataRequest { File = "t.txt", Length = 4, ValidationCount = 0 }).Validation.ShouldBeNull();
    }

    [Fact]
    public void Nothing_of_the_validation_part_is_seen_in_training()
    {
        _folder.Write("t.txt", new string('a', 90) + new string('b', 10));
        DataSplit split = Load(new DataRequest { File = "t.txt", Length = 3, Stride = 1 });
        split.Training.Inputs.ShouldAllBe(x => x == 0);
        ((ClassTargets)split.Training.Targets).Labels.ShouldAllBe(x => x == 0);
        split.Validation!.Inputs.ShouldAllBe(x => x == 1);
    }

    [Fact]
    public void Texts_and_requests_that_do_not_fit_are_refused_with_advice()
    {
        _folder.Write("t.txt", "abcdefghijklmnopqrstuvwxyz");
        Message(new DataRequest { File = "t.txt" }).ShouldContain("needs more than a window of 128");
        Message(new DataRequest { File = "t.txt", Length = 5 }).ShouldContain("2 for validation");
        Message(new DataRequest { File = "t.txt", Length = 1 }).ShouldContain("a window has 2 or more");
        Message(new DataRequest { File = "t.txt", Length = 5, Stride = 0 }).ShouldContain("1 or more apart");
        Message(new DataRequest { File = "t.txt", Length = 5, ValidationCount = 5 }).ShouldContain("each part needs more");
        Message(new DataRequest { File = "t.txt", Length = 2, TrainingCount = 0, ValidationCount = 0 }).ShouldContain("0 training windows");
        Message(new DataRequest { File = "none.txt" }).ShouldContain("no such file");
        Message(new DataRequest()).ShouldContain("input.txt: there is no such file");
        _folder.Write("one.txt", new string('a', 500));
        Message(new DataRequest { File = "one.txt", Length = 5 }).ShouldContain("1 different characters");
        _folder.Write("empty.txt", "");
        Message(new DataRequest { File = "empty.txt" }).ShouldContain("0 different characters");
        File.WriteAllBytes(_folder.File("bytes.txt"), [0x61, 0xFF, 0xFE, 0x62]);
        Message(new DataRequest { File = "bytes.txt" }).ShouldContain("is not UTF-8");
    }

    [RealDataFact("tinyshakespeare/input.txt")]
    public void Tiny_Shakespeare_has_65_characters()
    {
        DataSplit split = DataSources.Load("text", new DataRequest { Directory = RealDataFactAttribute.Find("tinyshakespeare/input.txt") });
        split.Training.Tokens.ShouldBe(65);
        split.Training.Count.ShouldBe((1_115_394 - 111_539 - 1) / 128);
        string[] names = [.. ((ClassTargets)split.Training.Targets).Names!];
        string.Concat(split.Training.Sample(0)[..5].ToArray().Select(token => names[(int)token])).ShouldBe("First");
    }

    private DataSplit Load(DataRequest request) => DataSources.Load("text", request with { Directory = _folder.Path });

    private string Message(DataRequest request) => Should.Throw<DataException>(() => Load(request)).Message;
}
