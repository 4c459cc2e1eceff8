using Weir.Training;

namespace Weir.Repair.Tests;

/// <summary>The folder of a repair is its own, and what else lies there is left.</summary>
public sealed class RepairFolderTests : IDisposable
{
    private readonly Folder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("run.json")]
    [InlineData("recipe.yaml")]
    public void A_branch_that_has_lost_a_file_is_gone_on_with_or_refused_and_nothing_in_it_is_removed(string lost)
    {
        RepairResult first = RepairRunner.Run(Make.Request(Make.Healthy), Options());
        string branch = Path.Combine(first.Folder, "runs", "original.s1"), notes = Path.Combine(branch, "notes.txt");
        File.WriteAllText(notes, "mine");
        File.Delete(Path.Combine(branch, lost));
        File.Delete(Path.Combine(branch, "trial.json"));
        if (lost == "run.json")
            RepairRunner.Run(Make.Request(Make.Healthy), Options()).Certificate.Status.ShouldBe(first.Certificate.Status);
        else
            Should.Throw<RunException>(() => RepairRunner.Run(Make.Request(Make.Healthy), Options())).Message
                .ShouldContain("it has no recipe.yaml, and holds other files");
        File.ReadAllText(notes).ShouldBe("mine");
    }

    [Theory]
    [InlineData("..")]
    [InlineData("")]
    [InlineData("../other")]
    public void A_name_that_is_no_folder_of_its_own_is_refused_and_nothing_is_touched(string name)
    {
        File.WriteAllText(_folder["report.html"], "mine");
        Should.Throw<RunException>(() => RepairRunner.Run(Make.Request(Make.Healthy), Options() with { Name = name })).Message
            .ShouldContain("a repair cannot be called");
        File.ReadAllText(_folder["report.html"]).ShouldBe("mine");
    }

    [Fact]
    public void A_name_that_a_recipe_brings_is_no_way_out_of_the_folder_of_runs_either()
    {
        RepairRequest request = new(Make.Recipe(Make.Healthy) with { Name = "../other" });
        Should.Throw<RunException>(() => RepairRunner.Run(request, Options())).Message.ShouldContain("'../other-repair'");
    }

    [Fact]
    public void A_folder_of_something_else_is_refused_and_what_it_holds_is_left()
    {
        // As a run of that name, with its page.
        string run = Path.Combine(Options().RunsDirectory, "mine");
        Directory.CreateDirectory(run);
        File.WriteAllText(Path.Combine(run, "report.html"), "mine");
        Should.Throw<RunException>(() => RepairRunner.Run(Make.Request(Make.Healthy), Options() with { Name = "mine" })).Message
            .ShouldContain("it is no folder of a repair, and holds report.html");
        File.ReadAllText(Path.Combine(run, "report.html")).ShouldBe("mine");
        Directory.GetFileSystemEntries(run).ShouldHaveSingleItem();
    }

    /// <summary>It was refused as no folder of a repair, for ever.</summary>
    [Fact]
    public void A_repair_that_was_killed_while_it_wrote_its_first_file_goes_on()
    {
        string folder = Path.Combine(Options().RunsDirectory, "killed");
        Directory.CreateDirectory(Path.Combine(folder, "runs"));
        string left = Path.Combine(folder, $"original.yaml.{Environment.MachineName.Replace('.', '_')}-4194305.1.tmp");
        File.WriteAllText(left, "data");
        RepairRunner.Run(Make.Request(Make.Healthy), Options() with { Name = "killed" }).Certificate.Status.ShouldBe(RepairStatus.Healthy);
        File.Exists(left).ShouldBeFalse();
    }

    [Fact]
    public void A_folder_of_another_recipe_is_not_written_over()
    {
        RepairRunner.Run(Make.Request(Make.Healthy), Options() with { Name = "one" });
        Should.Throw<RunException>(() => RepairRunner.Run(Make.Request(Make.HighRate), Options() with { Name = "one" }))
            .Message.ShouldContain("another recipe");
    }

    [Fact]
    public void No_file_of_a_repair_before_stands_beside_a_new_certificate()
    {
        RepairResult result = RepairRunner.Run(Make.Request(Make.Healthy), Options());
        string[] stale = [.. new[] { "repaired.yaml", "report.html" }.Select(name => Path.Combine(result.Folder, name))];
        foreach (string file in stale)
            File.WriteAllText(file, "of a repair before");
        RepairRunner.Run(Make.Request(Make.Healthy), Options());
        stale.ShouldAllBe(file => !File.Exists(file));
        File.Exists(Path.Combine(result.Folder, Certificate.FileName)).ShouldBeTrue();
    }

    private RepairOptions Options() => new() { RunsDirectory = _folder.Path, LeastTraining = 16_000 };
}
