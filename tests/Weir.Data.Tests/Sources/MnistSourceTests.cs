using Weir.Tensors;

namespace Weir.Data.Tests.Sources;

public sealed class MnistSourceTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Pixels_become_shares_of_255_and_validation_is_the_end_of_training()
    {
        WriteFiles(_folder.Path, training: 12, test: 4, ".gz");
        DataSplit split = Load(new DataRequest { ValidationCount = 5 });
        split.Training.Count.ShouldBe(7);
        split.Validation!.Count.ShouldBe(5);
        split.Test!.Count.ShouldBe(4);
        split.Training.InputShape.ShouldBe(new Shape(784));
        split.Training.Sample(2)[0].ShouldBe(2 / 255f);
        split.Validation.Sample(0)[0].ShouldBe(7 / 255f);
        Make.Labels(split.Validation).ShouldBe([7, 8, 9, 0, 1]);
        split.Test.Sample(3)[783].ShouldBe(3 / 255f);
        ((ClassTargets)split.Training.Targets).Classes.ShouldBe(10);
    }

    [Fact]
    public void Plain_files_in_a_folder_of_their_own_are_found_and_can_stay_images()
    {
        WriteFiles(Directory.CreateDirectory(_folder.File("mnist")).FullName, training: 6, test: 2, "");
        DataSplit split = Load(new DataRequest { AsImages = true, TrainingCount = 3, TestCount = 1, ValidationCount = 0 });
        split.Training.InputShape.ShouldBe(new Shape(28, 28, 1));
        split.Training.Count.ShouldBe(3);
        split.Validation.ShouldBeNull();
        split.Test!.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("recipes", null)]
    [InlineData("recipes/mnist", null)]
    [InlineData("recipes/data/mnist", null)]
    [InlineData("recipes/sets/mnist", "sets")]
    public void Files_beside_the_recipe_are_found_from_whatever_folder(string place, string? directory)
    {
        string recipes = _folder.File("recipes");
        WriteFiles(Directory.CreateDirectory(_folder.File(place)).FullName, training: 6, test: 2, ".gz");
        DataRequest request = new() { Beside = recipes, Directory = directory, ValidationCount = 1 };
        new MnistSource().IsThere(request).ShouldBeTrue();
        new MnistSource().Load(request).Training.Count.ShouldBe(5);
    }

    [Fact]
    public void All_places_are_named_where_the_files_are_in_none()
    {
        DataRequest request = new() { Beside = _folder.File("recipes"), Directory = "sets" };
        string message = Should.Throw<DataException>(() => new MnistSource().Load(request)).Message;
        message.ShouldContain($"is not in {_folder.File("recipes/sets")} or {Path.GetFullPath("sets")}, nor in a folder mnist there");
    }

    /// <summary>Its files have the names of MNIST's: in one folder nobody could tell them apart.</summary>
    [Fact]
    public void Fashion_mnist_lies_in_a_folder_of_its_own_and_is_there_only_then()
    {
        FashionMnistSource fashion = new();
        DataRequest request = new() { Directory = _folder.Path, ValidationCount = 5 };
        WriteFiles(_folder.Path, training: 12, test: 4, "");
        new MnistSource().IsThere(request).ShouldBeTrue();
        fashion.IsThere(request).ShouldBeFalse();
        Should.Throw<DataException>(() => fashion.Load(request)).Message.ShouldContain("fashion-mnist");
        WriteFiles(Directory.CreateDirectory(_folder.File("fashion-mnist")).FullName, training: 9, test: 2, ".gz");
        fashion.IsThere(request).ShouldBeTrue();
        DataSplit split = fashion.Load(request);
        split.Training.Count.ShouldBe(4);
        split.Training.Name.ShouldBe("fashion-mnist training");
        new MnistSource().Load(request).Training.Count.ShouldBe(7);
    }

    [Theory]
    [InlineData("mnist", false)]
    [InlineData("cifar-10", false)]
    [InlineData("digits", true)]
    [InlineData("moons", true)]
    public void What_is_generated_is_always_there_and_files_are_where_they_lie(string source, bool isThere) =>
        DataSources.Find(source).IsThere(new DataRequest { Directory = _folder.Path }).ShouldBe(isThere);

    [Fact]
    public void A_table_is_there_where_its_file_is()
    {
        DataRequest request = new() { Directory = _folder.Path, File = "table.csv" };
        DataSources.Find("csv").IsThere(request).ShouldBeFalse();
        File.WriteAllText(_folder.File("table.csv"), "");
        DataSources.Find("csv").IsThere(request).ShouldBeTrue("what it holds is not looked at");
    }

    [Fact]
    public void Missing_files_say_how_to_get_them()
    {
        string message = Should.Throw<DataException>(() => Load(new DataRequest())).Message;
        message.ShouldContain(_folder.Path);
        message.ShouldContain("weir data get mnist");
    }

    [Fact]
    public void Refuses_counts_and_files_that_do_not_fit()
    {
        WriteFiles(_folder.Path, training: 12, test: 4, "");
        Message(new DataRequest { ValidationCount = 13 }).ShouldContain("13 validation images");
        Message(new DataRequest { ValidationCount = 5, TrainingCount = 8 }).ShouldContain("there are 7");
        Message(new DataRequest { ValidationCount = 12 }).ShouldContain("no training images");
        Message(new DataRequest { TestCount = 5 }).ShouldContain("5 test images");

        new IdxFile([12], [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 1]).Write(_folder.File("train-labels-idx1-ubyte"));
        Message(new DataRequest()).ShouldContain("label 10 is 10");
        new IdxFile([11], new byte[11]).Write(_folder.File("train-labels-idx1-ubyte"));
        Message(new DataRequest()).ShouldContain("12 images, but 11 labels");
        new IdxFile([12, 2, 2], new byte[48]).Write(_folder.File("train-images-idx3-ubyte"));
        Message(new DataRequest()).ShouldContain("2 × 2");
    }

    [MnistFact]
    public void The_real_files_hold_what_is_published()
    {
        DataSplit split = DataSources.Load("mnist", new DataRequest { Directory = MnistFactAttribute.Find() });
        split.Training.Count.ShouldBe(50_000);
        split.Validation!.Count.ShouldBe(10_000);
        split.Test!.Count.ShouldBe(10_000);
        Make.Labels(split.Training)[..5].ShouldBe([5, 0, 4, 1, 9]);
        Make.Labels(split.Test)[..5].ShouldBe([7, 2, 1, 0, 4]);
        DatasetFacts.Of(split.Test).ClassCounts.ShouldBe([980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009]);

        // The mean 0.1307 and the deviation 0.3081 of all 60,000 training images are widely published.
        var facts = DatasetFacts.Of(DataSources.Load("mnist",
            new DataRequest { Directory = MnistFactAttribute.Find(), ValidationCount = 0, TestCount = 0 }).Training);
        facts.InputMean.ShouldBe(0.1307, 5e-5);
        facts.InputDeviation.ShouldBe(0.3081, 5e-5);
        facts.InputMaximum.ShouldBe(1);
        facts.ConstantFeatures.Count.ShouldBe(67);
    }

    private static void WriteFiles(string folder, int training, int test, string suffix)
    {
        foreach ((string prefix, int count) in (ReadOnlySpan<(string, int)>)[("train", training), ("t10k", test)])
        {
            byte[] pixels = new byte[count * 784];
            byte[] labels = new byte[count];
            for (int i = 0; i < count; i++)
            {
                Array.Fill(pixels, (byte)i, i * 784, 784);
                labels[i] = (byte)(i % 10);
            }

            new IdxFile([count, 28, 28], pixels).Write(Path.Combine(folder, $"{prefix}-images-idx3-ubyte{suffix}"));
            new IdxFile([count], labels).Write(Path.Combine(folder, $"{prefix}-labels-idx1-ubyte{suffix}"));
        }
    }

    private DataSplit Load(DataRequest request) => DataSources.Load("mnist", request with { Directory = _folder.Path });

    private string Message(DataRequest request) => Should.Throw<DataException>(() => Load(request)).Message;
}
