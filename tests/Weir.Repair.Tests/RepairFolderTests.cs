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
    public void A_recipe_that_cannot_be_trained_leaves_no_folder_behind_so_that_the_mended_one_is_repaired()
    {
        string broken = Make.Healthy.Replace("model:", "model:\n  - {conv: 4, kernel: 3}", StringComparison.Ordinal);
        Should.Throw<RecipeException>(() => RepairRunner.Run(Make.Request(broken), Options()));
        Directory.GetFileSystemEntries(Options().RunsDirectory).ShouldBeEmpty();
        RepairRunner.Run(Make.Request(Make.Healthy), Options()).Certificate.Status.ShouldBe(RepairStatus.Healthy);
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
            .ShouldContain("it is no folder of a repair, or has lost its original.yaml, which says what it repairs, and holds report.html");
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

    /// <summary>Each of these led to another certificate, without a word.</summary>
    [Theory]
    [InlineData("original.s1", "facts.json")]
    [InlineData("original.s1", "flow.jsonl")]
    [InlineData("original.s1", "metrics.jsonl")]
    [InlineData("original.s1", "run.json")]
    [InlineData("original.s1", "trial.json")]
    [InlineData("original.s1", "trial.json", "facts.json")]
    [InlineData("original.s1", "trial.json", "checkpoints")]
    [InlineData("REPAIRED", "trial.json", "flow.jsonl")]
    [InlineData("REPAIRED", "trial.json", "metrics.jsonl")]
    [InlineData("REPAIRED", "trial.json", "checkpoints")]
    [InlineData("REPAIRED", "flow.jsonl")]
    public void A_branch_that_has_lost_what_it_is_judged_by_is_made_anew_to_the_same_certificate(string branch, params string[] lost)
    {
        RepairResult first = RepairRunner.Run(Make.Request(Make.DeepSigmoid), Options());
        first.Certificate.Status.ShouldBe(RepairStatus.Repaired);
        string run = Path.Combine(first.Folder, "runs",
            branch.Replace("REPAIRED", $"{first.Certificate.Repaired!.Branch}.s1", StringComparison.Ordinal));
        File.WriteAllText(Path.Combine(run, "notes.txt"), "mine");
        foreach (string name in lost.Select(name => Path.Combine(run, name)))
        {
            if (Directory.Exists(name))
                Directory.Delete(name, recursive: true);
            else
                File.Delete(name);
        }

        RepairRunner.Run(Make.Request(Make.DeepSigmoid), Options()).Certificate.ToJson().ShouldBe(first.Certificate.ToJson());
        File.ReadAllText(Path.Combine(run, "notes.txt")).ShouldBe("mine");
        lost.ShouldAllBe(name => Path.Exists(Path.Combine(run, name)));
    }

    /// <summary>Its looks say how long the trace was, and were lost with a line of it.</summary>
    [Fact]
    public void A_control_that_has_lost_a_line_of_its_trace_with_its_looks_is_made_anew_to_the_same_certificate()
    {
        RepairResult first = RepairRunner.Run(Make.Request(Make.DeepSigmoid), Options());
        string run = Path.Combine(first.Folder, "runs", "original.s1"), trace = Path.Combine(run, "flow.jsonl");
        string[] lines = File.ReadAllLines(trace);
        File.WriteAllLines(trace, lines.Where((_, i) => i != 2));
        File.Delete(Path.Combine(run, "trial.json"));
        RepairRunner.Run(Make.Request(Make.DeepSigmoid), Options()).Certificate.ToJson().ShouldBe(first.Certificate.ToJson());
        File.ReadAllLines(trace).Length.ShouldBe(lines.Length);
    }

    [Fact]
    public void Another_strategy_is_refused_before_anything_is_written_also_where_the_control_has_lost_its_looks()
    {
        RepairResult first = RepairRunner.Run(Make.Request(Make.DeepSigmoid), Options());
        File.Delete(Path.Combine(first.Folder, "runs", "original.s1", "trial.json"));
        string before = Contents();
        Should.Throw<RunException>(() =>
            RepairRunner.Run(Make.Request(Make.DeepSigmoid), Options() with { Strategy = RepairStrategy.Fixed })).Message
            .ShouldContain("it was made of other data, by another strategy");
        Contents().ShouldBe(before);
    }

    /// <summary>All of a run was deleted while another repair was writing it.</summary>
    [Fact]
    public void A_run_that_another_repair_is_writing_is_left_to_it()
    {
        const string Timed = """
            name: timed
            data: {source: circles, training: 400, validation: 200, test: 0}
            model: [linear: outputs]
            optimizer: {sgd: {rate: 0.01}}
            batch: 32
            minutes: 0.01
            """;
        string runs = Path.Combine(_folder.Path, "timed-repair", "runs");
        using Trainer other = Trainer.Start(Make.Branch(Make.Recipe(Timed)),
            new TrainerOptions { RunsDirectory = runs, Name = "original.s1", Threads = 1 });
        string before = Contents();
        Should.Throw<RunException>(() => RepairRunner.Run(Make.Request(Timed), Options())).Message
            .ShouldContain("the run is being written by process");
        Contents().ShouldContain(before[..before.IndexOf('\n')]);
        File.Exists(Path.Combine(runs, "original.s1", "recipe.yaml")).ShouldBeTrue();
    }

    [Fact]
    public void A_repair_that_another_process_is_making_is_refused_by_one_sentence()
    {
        string folder = Path.Combine(_folder.Path, "healthy-repair");
        Directory.CreateDirectory(Path.Combine(folder, "runs"));
        using (DiskFiles.Instance.TryLock(Path.Combine(folder, "runs", ".lock")))
        {
            Should.Throw<RunException>(() => RepairRunner.Run(Make.Request(Make.Healthy), Options())).Message.ShouldBe($"{folder}: another "
                + "process is making this repair; wait until it ends, and give the same command again to see what it came to");
            Directory.GetFileSystemEntries(folder).ShouldHaveSingleItem();
        }

        RepairRunner.Run(Make.Request(Make.Healthy), Options()).Certificate.Status.ShouldBe(RepairStatus.Healthy);
    }

    [Fact]
    public void A_run_that_lies_in_the_folder_of_its_own_repair_is_refused_and_no_file_of_the_user_goes()
    {
        string run = Path.Combine(_folder.Path, "healthy-repair", EarlierRun.CopyName);
        using (Trainer trainer = Trainer.Start(Make.Recipe(Make.Healthy),
            new TrainerOptions { RunsDirectory = Path.GetDirectoryName(run), Name = EarlierRun.CopyName, Threads = 1 }))
            trainer.Run();
        string before = Contents();
        Should.Throw<RunException>(() => RepairRunner.Run(Make.Request(Make.Healthy) with { Run = run }, Options())).Message
            .ShouldContain("it lies in the folder of this repair");
        Contents().ShouldBe(before);
    }

    [Fact]
    public void A_users_file_beside_the_copy_of_a_run_stays()
    {
        RepairResult first = RepairRunner.Run(Make.Request(Make.Healthy), Options());
        string copy = Path.Combine(first.Folder, EarlierRun.CopyName);
        Directory.CreateDirectory(copy);
        foreach (string name in (string[])["recipe.yaml", "notes.txt"])
            File.WriteAllText(Path.Combine(copy, name), "mine");
        RepairRunner.Run(Make.Request(Make.Healthy), Options());
        Directory.GetFiles(copy).ShouldBe([Path.Combine(copy, "notes.txt")]);
    }

    /// <summary>It lost its recipe, record, metrics, trace and facts.</summary>
    [Fact]
    public void A_run_of_the_user_in_the_place_of_the_copy_stays_and_none_is_copied_over_it()
    {
        string folder = RepairRunner.Run(Make.Request(Make.Healthy), Options()).Folder;
        string own = Trained(folder, EarlierRun.CopyName), other = Trained(_folder.Path, "other");
        string[] before = Files();
        RepairRunner.Run(Make.Request(Make.Healthy), Options());
        Files().ShouldBe(before);
        Should.Throw<RunException>(() => RepairRunner.Run(Make.Request(Make.Healthy) with { Run = other }, Options())).Message
            .ShouldBe($"{own}: a run lies where the repair keeps its copy of {other}. Give another --name, or move that run elsewhere");
        Files().ShouldBe(before);

        string[] Files() => [.. Directory.GetFiles(own, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
            .Select(file => $"{file}: {new FileInfo(file).Length}")];

        string Trained(string runs, string name)
        {
            using Trainer trainer = Trainer.Start(Make.Recipe(Make.Healthy),
                new TrainerOptions { RunsDirectory = runs, Name = name, Threads = 1 });
            trainer.Run();
            return trainer.Info.Directory!;
        }
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

    private string Contents() => string.Join('\n', Directory.GetFiles(_folder.Path, "*", SearchOption.AllDirectories)
        .Where(file => Path.GetFileName(file) != ".lock")
        .Order(StringComparer.Ordinal).Select(file => $"{file} {Convert.ToHexString(File.ReadAllBytes(file))}"));
}
