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

    /// <summary>Results of searches were taken by their names alone.</summary>
    [Theory]
    [InlineData("batch")]
    [InlineData("optimizer.sgd.momentum")]
    public void A_search_of_another_key_takes_no_trial_of_before_for_its_own(string path)
    {
        string search = Tiny + "\nlargest: {number: {path: optimizer.sgd.rate, from: 0.5, to: 0.9, within: 10}}\n";
        if (path == "batch")
            search = search.Replace("from: 0.5, to: 0.9", "from: 1, to: 16", StringComparison.Ordinal);
        Run(search);
        string files = Contents();
        Should.Throw<RunException>(() => Run(search.Replace("path: optimizer.sgd.rate", $"path: {path}", StringComparison.Ordinal))).Message
            .ShouldContain("made with another recipe");
        Contents().ShouldBe(files);
        File.Delete(Path.Combine(Directory.GetDirectories(_folder["tiny/runs"], "*.number-*")[0], "recipe.yaml"));
        files = Contents();
        Should.Throw<RunException>(() => Run(search)).Message.ShouldContain("this run has a result and no recipe.yaml");
        Contents().ShouldBe(files);
    }

    /// <summary>It was refused when study.yaml was the other's already, or not at all.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Another_study_is_refused_before_it_writes_also_where_the_runs_are_gone_or_have_lost_their_recipes(bool gone)
    {
        Run(Tiny);
        if (gone)
            Directory.Delete(_folder["tiny/runs"], recursive: true);
        else
        {
            foreach (string name in (string[])["recipe.yaml", RunYield.FileName])
                File.Delete(_folder[$"tiny/runs/low.s1/{name}"]);
        }

        string files = Contents();
        string other = Tiny.Replace("title: One", "title: Two", StringComparison.Ordinal)
            .Replace("high: {optimizer.sgd.rate: 0.2}", "higher: {optimizer.sgd.rate: 0.3}", StringComparison.Ordinal);
        if (gone)
            other = other.Replace("0.01", "0.02", StringComparison.Ordinal);
        Should.Throw<RunException>(() => Run(other)).Message.ShouldContain(gone
            ? "it holds another study of this name: none of the runs that" : "it has no recipe.yaml, and holds other files");
        Contents().ShouldBe(files);
        if (gone)
            Run(Tiny).IsComplete.ShouldBeTrue();
    }

    /// <summary>Old and new runs stood in one table.</summary>
    [Fact]
    public void A_study_whose_data_has_changed_is_refused_by_name_and_changes_nothing()
    {
        string table = _folder["points.csv"];
        Write(0);
        string study = Tiny.Replace("{source: moons, training: 40, validation: 20}",
            $"{{source: csv, file: '{table}', target: kind, validation: 20, test: 0}}", StringComparison.Ordinal);
        Run(study);
        Write(1);
        string files = Contents();
        Should.Throw<RunException>(() => Run(study.Replace("seeds: 1", "seeds: 2", StringComparison.Ordinal))).Message
            .ShouldContain("this run was made with other data: csv has changed since");
        Contents().ShouldBe(files);

        void Write(int shift) => File.WriteAllLines(table, ["x,y,kind", .. Enumerable.Range(0, 60).Select(row =>
            FormattableString.Invariant($"{Math.Sin(row + shift)},{Math.Cos(row * 2)},{(row % 2 == 0 ? "even" : "odd")}"))]);
    }

    /// <summary>Old and new test parts stood in one table.</summary>
    [Fact]
    public void A_study_whose_test_part_has_changed_is_refused_and_one_that_did_not_say_which_it_was_goes_on()
    {
        Write("points.csv", 0);
        Write("test.csv", 1);
        string study = Tiny.Replace("{source: moons, training: 40, validation: 20}", $"{{source: csv, file: '{_folder["points.csv"]}', "
            + $"test-file: '{_folder["test.csv"]}', target: kind, validation: 20}}", StringComparison.Ordinal);
        string more = study.Replace("seeds: 1", "seeds: 2", StringComparison.Ordinal);
        Run(study);
        Write("test.csv", 2);
        string files = Contents();
        Should.Throw<RunException>(() => Run(more)).Message
            .ShouldContain("this run was made with other data: csv has changed since");
        Contents().ShouldBe(files);
        // As earlier versions wrote it.
        foreach (string file in Directory.GetFiles(_folder["tiny/runs"], "run.json", SearchOption.AllDirectories))
        {
            File.WriteAllLines(file, File.ReadAllLines(file)
                .Where(line => !line.Contains("\"testFingerprint\"", StringComparison.Ordinal)));
        }

        Run(more).IsComplete.ShouldBeTrue();

        void Write(string name, int shift) => File.WriteAllLines(_folder[name], ["x,y,kind", .. Enumerable.Range(0, 60).Select(row =>
            FormattableString.Invariant($"{Math.Sin(row + shift)},{Math.Cos(row * 2)},{(row % 2 == 0 ? "even" : "odd")}"))]);
    }

    /// <summary>It was believed, whatever data it was made of.</summary>
    [Fact]
    public void A_result_whose_run_has_lost_its_record_is_refused_and_the_run_is_made_again_where_it_is_removed()
    {
        Run(Tiny);
        string run = _folder["tiny/runs/low.s1"];
        File.Delete(Path.Combine(run, "run.json"));
        string files = Contents();
        Should.Throw<RunException>(() => Run(Tiny)).Message.ShouldBe(
            $"{run}: this run has a result and no run.json: what it was made with is not known. Remove {run} to make the run again");
        Contents().ShouldBe(files);
        Directory.Delete(run, recursive: true);
        Run(Tiny).IsComplete.ShouldBeTrue();
    }

    /// <summary>Results kept what they had come to by the target and the margin of before.</summary>
    [Fact]
    public void A_target_and_a_margin_that_were_changed_hold_for_all_runs()
    {
        string changed = Tiny + "\ntarget: 0.1\nmargin: 0.9\n", file = _folder["tiny/runs/low.s1/result.json"];
        Run(Tiny);
        string before = File.ReadAllText(file);
        Told(Run(changed)).ShouldAllBe(each => each.Trained == false && each.Margin == 0.9 && each["steps-to-target"] == 2);
        Told(StudyResults.Read(_folder["tiny"])).ShouldAllBe(each => each.Margin == 0.9 && each["trained"] == 0);
        File.ReadAllText(file).ShouldBe(before);
        File.Delete(_folder["tiny/runs/low.s1/metrics.jsonl"]);
        Should.Throw<RunException>(() => Run(changed)).Message.ShouldContain("metrics.jsonl has 0 of 2 epochs. Remove");

        static RunYield[] Told(StudyResults results) => [.. results.Cells.SelectMany(results.Of).Select(each => each.Yield)];
    }

    /// <summary>The table was another, or the error did not say what to do.</summary>
    [Theory]
    [InlineData("metrics.jsonl", "metrics.jsonl has 0 of 2 epochs")]
    [InlineData("flow.jsonl", "flow.jsonl is not there")]
    [InlineData("facts.json", "facts.json is not there")]
    public void A_run_that_has_lost_its_result_and_what_it_is_judged_by_is_an_error_that_says_what_to_do(string lost, string what)
    {
        Run(Tiny);
        string run = _folder["tiny/runs/low.s1"];
        foreach (string name in (string[])[lost, RunYield.FileName])
            File.Delete(Path.Combine(run, name));
        Should.Throw<RunException>(() => Run(Tiny)).Message
            .ShouldBe($"{run}: the run has lost what it is judged by: {what}. Remove {run} to make the run again");
        Directory.Delete(run, recursive: true);
        Run(Tiny).IsComplete.ShouldBeTrue();
    }

    /// <summary>The second process broke off with an error: a claim is free after twenty seconds of silence.</summary>
    [Fact]
    public async Task A_run_whose_owner_sleeps_is_waited_for()
    {
        Recipe recipe = PlannedRun.Of(StudyReader.Parse(Tiny), CellPlan.Of(StudyReader.Parse(Tiny)))[0].Recipe();
        Trainer asleep = Trainer.Start(recipe, new TrainerOptions { RunsDirectory = _folder["tiny/runs"], Name = "low.s1", Threads = 1 });
        Task<StudyResults> study = Task.Run(() => Run(Tiny));
        while (!study.IsCompleted && !File.Exists(_folder["tiny/runs/high.s1/result.json"]))
            await Task.Delay(20);
        await Task.Delay(500);
        study.IsCompleted.ShouldBeFalse();
        asleep.Dispose();
        (await study).IsComplete.ShouldBeTrue();
    }

    /// <summary>It was told when the study had begun, without its place, and all was aborted.</summary>
    [Theory]
    [InlineData("optimizer.sgd.momentum, from: 0.1, to: 5", "largest: number: with 5: ")]
    [InlineData("batch, from: 2, to: 9", "largest: number: with 4.24: ")]
    public void A_search_that_tries_what_no_recipe_takes_is_told_by_its_place_before_anything_runs(string search, string what)
    {
        string study = Tiny + "\nlargest:\n  number: {path: " + search + "}\n";
        RecipeError error = Should.Throw<RecipeException>(() => Run(study)).Errors.ShouldHaveSingleItem();
        error.Message.ShouldStartWith(what);
        (error.Place.File, error.Place.Line, error.Place.Column).ShouldBe(("study", 16, 18));
        Directory.Exists(_folder["tiny"]).ShouldBeFalse();
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
    [InlineData("run.json", "this run has a recipe and no run.json: what it was made with is not known")]
    [InlineData("recipe.yaml", "it has no recipe.yaml, and holds other files (checkpoints)")]
    public void A_run_that_has_lost_what_tells_how_it_was_made_is_refused_and_nothing_in_it_is_removed(string lost, string message)
    {
        Run(Tiny);
        string run = _folder["tiny/runs/low.s1"];
        File.WriteAllText(Path.Combine(run, "notes.txt"), "mine");
        File.Delete(Path.Combine(run, lost));
        File.Delete(Path.Combine(run, RunYield.FileName));
        Should.Throw<RunException>(() => Run(Tiny)).Message.ShouldContain(message);
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
