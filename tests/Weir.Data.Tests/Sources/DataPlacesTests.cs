namespace Weir.Data.Tests.Sources;

/// <summary>Where the files are sought that a request names.</summary>
public sealed class DataPlacesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_file_is_sought_beside_the_recipe_first_then_in_the_working_folder_then_in_the_data_folder()
    {
        new DataRequest { Beside = "/recipes" }.Places("t.csv")
            .ShouldBe(["/recipes/t.csv", Path.GetFullPath("t.csv"), Path.GetFullPath(Path.Combine(DataDirectory.Resolve(), "t.csv"))]);
        new DataRequest { Beside = "/recipes", Directory = "tables" }.Places("t.csv")
            .ShouldBe(["/recipes/tables/t.csv", Path.GetFullPath("tables/t.csv")]);
        new DataRequest { Beside = "/recipes", Directory = "/tables" }.Places("t.csv").ShouldBe(["/tables/t.csv"]);
        new DataRequest { Beside = "/recipes" }.Places("/full/t.csv").ShouldBe(["/full/t.csv"]);
    }

    [Fact]
    public void A_table_beside_the_recipe_is_found_from_any_folder()
    {
        _folder.Write("t.csv", "a,y\n" + string.Concat(Enumerable.Range(0, 40).Select(i => $"{i},{i % 2}\n")));
        DataSources.Load("csv", new DataRequest { File = "t.csv", Beside = _folder.Path }).Training.Count.ShouldBeGreaterThan(0);
        new DataRequest { File = "t.csv" }.FoundIn(_folder.Path).File.ShouldBe(_folder.File("t.csv"));
        new DataRequest { File = "none.csv" }.FoundIn(_folder.Path).File.ShouldBe("none.csv");
    }

    [Theory]
    [InlineData("csv")]
    [InlineData("text")]
    [InlineData("image-folder")]
    public void What_is_not_there_is_told_with_the_places(string source)
    {
        DataRequest request = new() { Beside = _folder.Path };
        request = source == "image-folder" ? request with { Folder = "none" } : request with { File = "none" };
        string message = Should.Throw<DataException>(() => DataSources.Load(source, request)).Message;
        message.ShouldStartWith($"{source}: none: there is no such ");
        foreach (string place in request.Places("none"))
            message.ShouldContain(place);
    }
}
