using Weir.Data;

namespace Weir.Training.Tests.Recipes;

/// <summary>Data that stands for other where that is not there.</summary>
public sealed class DataPreferenceTests : IDisposable
{
    private const string Text = """
        data: {source: csv, file: table.csv, target: y, training: 8, validation: 4, test: 0, else: [mnist, {source: moons, training: 20}]}
        model: [{linear: 4, activation: tanh}, linear: outputs]
        optimizer: {sgd: {rate: 0.1}}
        batch: 4
        epochs: 2
        """;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_first_that_is_there_is_taken_and_has_from_the_first_what_it_does_not_say()
    {
        Recipe recipe = RecipeReader.Parse(Text);
        recipe.Data.Else.Select(other => other.Source).ShouldBe(["mnist", "moons"]);
        DataSplit split = recipe.Data.Load(_folder.Root);
        split.Training.Name.ShouldBe("moons training");
        (split.Training.Count, split.Validation!.Count).ShouldBe((20, 4));
        split.Test.ShouldBeNull();
        split.Remarks.ShouldBe(["data: csv and mnist are not there, and moons is taken in their place"]);
        WriteTable();
        split = recipe.Data.Load(_folder.Root);
        split.Training.Count.ShouldBe(8);
        split.Remarks.ShouldBeEmpty();
    }

    /// <summary>A run that goes on in another shell has to know where its data lies.</summary>
    [Fact]
    public void The_data_folder_of_the_environment_is_kept_where_the_data_is_found_in_it_alone()
    {
        WriteTable();
        NamedFolder("data: {source: csv, file: table.csv, target: y}", _folder.Root).ShouldBe(_folder.Root);
        NamedFolder("data: {source: csv, file: table.csv, target: y}", null).ShouldBeNull();
        NamedFolder("data: {source: csv, file: table.csv, target: y}", _folder.File("elsewhere")).ShouldBeNull();
        NamedFolder($"data: {{source: csv, file: table.csv, target: y, directory: '{_folder.Root}'}}", "elsewhere").ShouldBeNull();
        NamedFolder("data: digits", _folder.Root).ShouldBeNull("they are drawn by the program");
    }

    private static string? NamedFolder(string data, string? variable)
    {
        Recipe recipe = RecipeReader.Parse($"{data}\nmodel: [linear: outputs]\noptimizer: {{sgd: {{rate: 0.1}}}}");
        return recipe.Data.NamedFolder(recipe.Registry, name => name == DataDirectory.Variable ? variable : null);
    }

    [Fact]
    public void Where_none_is_there_the_first_is_asked_for()
    {
        Recipe recipe = RecipeReader.Parse(Text.Replace(", {source: moons, training: 20}", "", StringComparison.Ordinal));
        Should.Throw<DataException>(() => recipe.Data.Load(_folder.Root)).Message.ShouldContain("table.csv: there is no such file");
    }

    [Fact]
    public void A_recipe_with_it_is_written_and_read_as_the_same()
    {
        Recipe recipe = RecipeReader.Parse(Text);
        RecipeReader.Parse(RecipeWriter.Write(recipe)).ShouldBe(recipe);
        RecipeWriter.Write(recipe).ShouldContain("else: [mnist, {source: moons, training: 20}]");
        Should.Throw<RecipeException>(() => RecipeReader.Parse(Text.Replace("training: 20", "file: x", StringComparison.Ordinal)))
            .Message.ShouldContain("source 'moons' does not use 'file'");
        Should.Throw<RecipeException>(() => RecipeReader.Parse(Text.Replace("training: 20", "else: mnist", StringComparison.Ordinal)))
            .Message.ShouldContain("unknown key 'else'");
    }

    [Fact]
    public void A_run_stays_with_what_it_took_and_tells_when_it_would_be_other()
    {
        TrainerOptions options = new() { RunsDirectory = _folder.File("runs"), Name = "run", DataDirectory = _folder.Root, PauseAt = 6 };
        using (Trainer first = Trainer.Start(RecipeReader.Parse(Text), options))
        {
            first.Info.Remarks.ShouldContain("data: csv and mnist are not there, and moons is taken in their place");
            first.Run();
        }

        string run = _folder.File("runs/run");
        RecipeReader.Read(Path.Combine(run, "recipe.yaml")).Data.ShouldBe(new DataRecipe
        {
            Source = "moons",
            Request = new DataRequest { TrainingCount = 20, ValidationCount = 4, TestCount = 0 },
        });
        RunDirectory.ReadRecord(run)!.DataMissing.ShouldBe(
            ["{source: csv, training: 8, validation: 4, test: 0, file: table.csv, target: y}",
            "{source: mnist, training: 8, validation: 4, test: 0}"]);
        using (Trainer same = Trainer.Resume(run, options with { PauseAt = 8 }))
        {
            same.Info.Remarks.ShouldBeEmpty();
            same.Run();
        }

        WriteTable();
        using Trainer again = Trainer.Resume(run, options with { PauseAt = null });
        again.Info.Remarks.ShouldHaveSingleItem().ShouldBe("data: it goes on with moons, as it began when csv was not there; that is there "
            + "now, and what is begun anew takes it");
        again.Info.TrainingSamples.ShouldBe(20);
        again.Run().Status.ShouldBe(TrainingStatus.Finished);
        RunDirectory.ReadRecord(run)!.DataMissing!.Count.ShouldBe(2);
    }

    private void WriteTable() => File.WriteAllLines(_folder.File("table.csv"),
        ["a,b,y", .. Enumerable.Range(0, 12).Select(i => $"{i},{i * i % 7},{(i % 2 == 0 ? "even" : "odd")}")]);
}
