using Weir.Tensors;

namespace Weir.Data.Tests.Sources;

public sealed class CifarSourceTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public CifarSourceTests()
    {
        string folder = Directory.CreateDirectory(_folder.File("cifar-10")).FullName;
        // Image i of all training images has label i % 10; its red is i, its green 100 + i, its blue 200; the first red pixel is 255.
        Write(Path.Combine(folder, "data_batch_1.bin"), 0, 8);
        Write(Path.Combine(folder, "data_batch_3.bin"), 8, 12);
        Write(Path.Combine(folder, "test_batch.bin"), 40, 5);
        File.WriteAllText(Path.Combine(folder, "batches.meta.txt"), "a\nb\nc\nd\ne\nf\ng\nh\ni\nj\n\n");
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Colours_become_channels_and_the_end_of_the_training_images_validates()
    {
        DataSplit split = Load(new DataRequest { ValidationCount = 5 });
        split.Training.InputShape.ShouldBe(new Shape(32, 32, 3));
        (split.Training.Count, split.Validation!.Count, split.Test!.Count).ShouldBe((15, 5, 5));
        split.Training.Sample(3)[..6].ToArray().ShouldBe([1f, 103 / 255f, 200 / 255f, 3 / 255f, 103 / 255f, 200 / 255f]);
        // Images 8 to 19 come from the second file.
        split.Training.Sample(14)[3].ShouldBe(14 / 255f);
        Make.Labels(split.Training).ShouldBe([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 0, 1, 2, 3, 4]);
        split.Validation.Sample(0)[3].ShouldBe(15 / 255f);
        Make.Labels(split.Validation).ShouldBe([5, 6, 7, 8, 9]);
        split.Test.Sample(4)[3].ShouldBe(44 / 255f);
        ((ClassTargets)split.Training.Targets).Names![9].ShouldBe("j");
    }

    [Fact]
    public void Counts_cut_the_parts_and_the_default_holds_a_tenth_back()
    {
        DataSplit usual = Load(new DataRequest());
        (usual.Training.Count, usual.Validation!.Count).ShouldBe((18, 2));
        DataSplit cut = Load(new DataRequest { TrainingCount = 9, ValidationCount = 11, TestCount = 2 });
        (cut.Training.Count, cut.Validation!.Count, cut.Test!.Count).ShouldBe((9, 11, 2));
        cut.Training.Sample(8)[3].ShouldBe(8 / 255f);
        cut.Validation.Sample(0)[3].ShouldBe(9 / 255f);
        Load(new DataRequest { TestCount = 0 }).Test.ShouldBeNull();
        Message(new DataRequest { ValidationCount = 20 }).ShouldContain("no training images are left");
        Message(new DataRequest { ValidationCount = 21 }).ShouldContain("there are 20");
        Message(new DataRequest { TestCount = 6 }).ShouldContain("6 test images");
    }

    [Fact]
    public void Damaged_files_are_named_with_the_place()
    {
        string file = _folder.File("cifar-10/data_batch_3.bin");
        byte[] bytes = File.ReadAllBytes(file);
        bytes[2 * 3073] = 10;
        File.WriteAllBytes(file, bytes);
        Message(new DataRequest()).ShouldContain("data_batch_3.bin: record 2 has label 10");
        File.WriteAllBytes(file, bytes[..^1]);
        Message(new DataRequest()).ShouldContain("no whole number of records of 3073");
        File.WriteAllBytes(file, []);
        Message(new DataRequest()).ShouldContain("0 bytes");
        File.Delete(file);
        File.WriteAllText(_folder.File("cifar-10/batches.meta.txt"), "a\nb\n");
        Message(new DataRequest()).ShouldContain("it names 2 classes");
        File.Delete(_folder.File("cifar-10/test_batch.bin"));
        File.Delete(_folder.File("cifar-10/batches.meta.txt"));
        Load(new DataRequest()).Test.ShouldBeNull();
        Message(new DataRequest { TestCount = 1 }).ShouldContain("test_batch.bin is not there");
        File.Delete(_folder.File("cifar-10/data_batch_1.bin"));
        Message(new DataRequest()).ShouldContain("no data_batch_1.bin");
    }

    [RealDataFact("cifar-10/data_batch_1.bin")]
    public void The_real_files_hold_ten_classes_of_photographs()
    {
        DataSplit split = DataSources.Load("cifar-10",
            new DataRequest { Directory = RealDataFactAttribute.Find("cifar-10/data_batch_1.bin"), TrainingCount = 2000 });
        split.Test!.Count.ShouldBe(10_000);
        DatasetFacts.Of(split.Test).ClassCounts.ShouldBe(Enumerable.Repeat(1000, 10));
        ((ClassTargets)split.Test.Targets)
            .Names.ShouldBe(["airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck"]);
        // The mean of each colour is widely published: 0.4914, 0.4822, 0.4465.
        float[] mean = Standardizer.Fit(split.Training, Standardization.PerChannel).Mean;
        mean[0].ShouldBe(0.4914f, 0.01f);
        mean[1].ShouldBe(0.4822f, 0.01f);
        mean[2].ShouldBe(0.4465f, 0.01f);
    }

    private static void Write(string file, int first, int count)
    {
        byte[] bytes = new byte[count * 3073];
        for (int i = 0; i < count; i++)
        {
            Span<byte> record = bytes.AsSpan(i * 3073, 3073);
            record[0] = (byte)((first + i) % 10);
            record.Slice(1, 1024).Fill((byte)(first + i));
            record.Slice(1025, 1024).Fill((byte)(100 + first + i));
            record[2049..].Fill(200);
            record[1] = 255;
        }

        File.WriteAllBytes(file, bytes);
    }

    private DataSplit Load(DataRequest request) => DataSources.Load("cifar-10", request with { Directory = _folder.Path });

    private string Message(DataRequest request) => Should.Throw<DataException>(() => Load(request)).Message;
}
