namespace Weir.Data.Tests.Sources;

public class DataSourcesTests
{
    [Fact]
    public void Every_source_has_a_name_of_its_own_and_lists_real_options()
    {
        DataSources.All.Select(source => source.Name).ShouldBe(
            ["digits", "mnist", "fashion-mnist", "cifar-10", "image-folder", "image-list", "image-masks", "csv", "text", "circles", "moons",
                "spirals", "blobs", "friedman", "adding", "shapes"]);
        foreach (IDataSource source in DataSources.All)
        {
            source.Description.ShouldNotBeNullOrWhiteSpace();
            source.Options.ShouldAllBe(option => typeof(DataRequest).GetProperty(option) != null);
            source.Options.ShouldBeUnique();
        }
    }

    [Fact]
    public void An_unknown_name_lists_the_known_ones() =>
        Should.Throw<DataException>(() => DataSources.Find("minst")).Message.ShouldContain("digits, mnist, fashion-mnist, cifar-10");

    [Fact]
    public void An_option_that_the_source_does_not_use_is_refused() =>
        Should.Throw<DataException>(() => DataSources.Load("moons", new DataRequest { Classes = 3 })).Message
            .ShouldContain("'moons' does not use Classes");

    [Fact]
    public void Every_option_of_a_request_is_noted_when_it_is_given()
    {
        new DataRequest().Given().ShouldBeEmpty();
        var full = new DataRequest
        {
            Directory = "d",
            Seed = 1,
            TrainingCount = 1,
            ValidationCount = 1,
            TestCount = 1,
            Noise = 1,
            Classes = 2,
            AsImages = true,
            Folder = "i",
            Masks = "k",
            ClassNames = ["n"],
            Ignore = ["255"],
            Size = 8,
            Fit = ImageFit.Stretch,
            Length = 3,
            Stride = 2,
            Window = 4,
            Horizon = 2,
            Sequence = "s",
            RowTargets = true,
            Time = "w",
            File = "f",
            TestFile = "t",
            TargetColumn = "c",
            MoreTargets = ["m"],
            Split = RowSplit.Time,
            Group = "g",
            Task = DataTask.Regression,
            Delimiter = ';',
            AllowNonFinite = true,
            Missing = MissingCells.Median,
            Drop = ["d"],
            Columns = ["e"],
            Categories = ["f"],
        };
        string[] properties = [.. typeof(DataRequest).GetProperties().Select(property => property.Name)];
        full.Given().Select(option => option.Name)
            .ShouldBe(properties.Except(["Directory", "Beside", "Seed", "Cancel"]), ignoreOrder: true);
    }
}
