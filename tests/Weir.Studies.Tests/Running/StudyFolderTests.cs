using Weir.Training;

namespace Weir.Studies.Tests.Running;

/// <summary>What stands in a study's folder is its own, and stays.</summary>
public sealed class StudyFolderTests : IDisposable
{
    private const string Tiny = """
        name: tiny
        title: One
        base:
          net:
            data: {source: moons, training: 40, validation: 20}
            model: [linear: outputs]
            optimizer: {sgd: {rate: 0.1}}
            batch: 20
            epochs: 2
        factors:
          rate:
            low: {optimizer.sgd.rate: 0.01}
            high: {optimizer.sgd.rate: 0.2}
        seeds: 1
        """;

    private readonly Folder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    // The same cells with another recipe; other cells.
    [InlineData("epochs: 2", "epochs: 3", "made with another recipe")]
    [InlineData("low: {optimizer.sgd.rate: 0.01}\n    high", "lower: {optimizer.sgd.rate: 0.01}\n    higher",
        "it holds another study of this name")]
    public void Another_study_of_the_same_name_is_refused_and_changes_nothing(string before, string after, string reason)
    {
        Run(Tiny);
        string files = Contents();
        string other = Tiny.Replace("title: One", "title: Two", StringComparison.Ordinal).Replace(before, after, StringComparison.Ordinal);
        other.ShouldContain(after);
        Should.Throw<RunException>(() => Run(other)).Message.ShouldContain(reason);
        Contents().ShouldBe(files);
        Run(Tiny).IsComplete.ShouldBeTrue();
    }

    [Fact]
    public void Neither_a_search_nor_a_recipe_that_was_lost_makes_another_study_of_it()
    {
        Run(Tiny);
        string searching = Tiny.Replace("seeds: 1", "seeds: [11]", StringComparison.Ordinal)
            + "\nlargest: {rate: {path: optimizer.sgd.rate, from: 0.1, to: 0.2, within: 1.5}}\n";
        string files = Contents();
        Should.Throw<RunException>(() => Run(searching)).Message.ShouldContain("it holds another study of this name");
        Contents().ShouldBe(files);
        File.Delete(_folder["tiny/runs/low.s1/recipe.yaml"]);
        files = Contents();
        Should.Throw<RunException>(() => Run(Tiny)).Message.ShouldContain("this run has a result and no recipe.yaml");
        Contents().ShouldBe(files);
    }

    [Fact]
    public void A_study_that_has_a_level_more_goes_on_with_what_there_is()
    {
        Run(Tiny);
        DateTime made = File.GetLastWriteTimeUtc(_folder["tiny/runs/low.s1/recipe.yaml"]);
        string more = Tiny.Replace("    high:", "    middle: {optimizer.sgd.rate: 0.05}\n    high:", StringComparison.Ordinal);
        Run(more).Cells.Count.ShouldBe(3);
        File.GetLastWriteTimeUtc(_folder["tiny/runs/low.s1/recipe.yaml"]).ShouldBe(made);
    }

    [Fact]
    public void The_folder_of_something_else_is_no_place_for_a_study()
    {
        Directory.CreateDirectory(_folder["tiny"]);
        File.WriteAllText(_folder["tiny/recipe.yaml"], "mine");
        Should.Throw<RunException>(() => Run(Tiny)).Message.ShouldContain("it is no folder of a study, and holds recipe.yaml");
        Directory.GetFileSystemEntries(_folder["tiny"]).ShouldBe([_folder["tiny/recipe.yaml"]]);
    }

    [Fact]
    public void A_study_that_was_killed_while_it_wrote_its_first_file_goes_on_and_a_users_file_is_told_from_that()
    {
        Directory.CreateDirectory(_folder["tiny/runs"]);
        File.WriteAllText(_folder["tiny/study.yaml.bak"], "mine");
        Should.Throw<RunException>(() => Run(Tiny)).Message.ShouldContain("it is no folder of a study, and holds study.yaml.bak");
        File.Delete(_folder["tiny/study.yaml.bak"]);
        string left = _folder[$"tiny/study.yaml.{Environment.MachineName.Replace('.', '_')}-4194305.1.tmp"];
        File.WriteAllText(left, "na");
        Run(Tiny).IsComplete.ShouldBeTrue();
        File.Exists(left).ShouldBeFalse();
    }

    [Theory]
    [InlineData("run.json", true)]
    [InlineData("recipe.yaml", false)]
    public void A_run_that_has_lost_a_file_is_gone_on_with_or_refused_and_nothing_in_it_is_removed(string lost, bool goesOn)
    {
        Run(Tiny);
        string run = _folder["tiny/runs/low.s1"];
        File.WriteAllText(Path.Combine(run, "notes.txt"), "mine");
        File.Delete(Path.Combine(run, lost));
        File.Delete(Path.Combine(run, RunYield.FileName));
        if (goesOn)
            Run(Tiny).IsComplete.ShouldBeTrue();
        else
            Should.Throw<RunException>(() => Run(Tiny)).Message.ShouldContain("it has no recipe.yaml, and holds other files (checkpoints)");
        File.ReadAllText(Path.Combine(run, "notes.txt")).ShouldBe("mine");
        Directory.GetFiles(Path.Combine(run, "checkpoints")).ShouldNotBeEmpty();
    }

    [Fact]
    public void What_a_killed_writer_of_a_result_has_left_is_gone_when_the_study_is_called_again()
    {
        Run(Tiny);
        string left = _folder[$"tiny/runs/low.s1/result.json.{Environment.MachineName.Replace('.', '_')}-4194305.1.tmp"];
        File.WriteAllText(left, "{");
        Run(Tiny).IsComplete.ShouldBeTrue();
        File.Exists(left).ShouldBeFalse();
    }

    private StudyResults Run(string text) => StudyRunner.Run(StudyReader.Parse(text), new StudyOptions { RunsDirectory = _folder.Path });

    private string Contents() => string.Join('\n', Directory.GetFiles(_folder.Path, "*", SearchOption.AllDirectories)
        .Order(StringComparer.Ordinal).Select(file => $"{file} {Convert.ToHexString(File.ReadAllBytes(file))}"));
}
