namespace Weir.Cli.Tests.Commands;

/// <summary>Going on with a run that is over, or has made all its steps.</summary>
public class EndedRunTests
{
    private const string Recipe = TrainCommandTests.Recipe;

    [Theory]
    [InlineData("resume", "tiny")]
    [InlineData("train", "tiny.yaml", "--resume", "--threads", "1")]
    public void A_run_that_is_over_says_how_it_ended_and_is_not_written_to(string command, string what, params string[] more)
    {
        using Folder folder = new();
        File.WriteAllText(folder["tiny.yaml"], Recipe);
        using TestTerminal first = new();
        first.Run("train", folder["tiny.yaml"], "--runs", folder["runs"], "--threads", "1").ShouldBe(0, first.Errors);
        foreach (string file in Directory.GetFiles(folder["runs"], "*", SearchOption.AllDirectories))
            File.SetLastWriteTimeUtc(file, new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        string[] before = Files();
        using TestTerminal again = new();
        again.Run([command, command == "train" ? folder[what] : what, "--runs", folder["runs"], .. more]).ShouldBe(0, again.Errors);
        again.Output.ShouldStartWith("the run is over: this is how it ended, and nothing is written\n\nfinished at step");
        again.Output.ShouldNotContain("goes on");
        again.Output.ShouldNotContain("page");
        Files().ShouldBe(before);

        string[] Files() => [.. Directory.GetFiles(folder["runs"], "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
            .Select(file => $"{file} {File.GetLastWriteTimeUtc(file):O}")];
    }

    /// <summary>
    /// There was "no such file", or a whole checkpoint was called damaged, with the advice to remove it, exit code 1.
    /// </summary>
    [Theory]
    [InlineData("resume", "tiny", false)]
    [InlineData("resume", "tiny", true)]
    [InlineData("train", "tiny.yaml", true, "--resume")]
    public void A_run_that_is_over_is_so_whatever_has_become_of_its_data(string command, string what, bool shorter, params string[] more)
    {
        using Folder folder = new();
        string table = folder["points.csv"], run = Path.Combine(folder["runs"], "tiny");
        string[] rows = ["x,y,kind", .. Enumerable.Range(0, 80).Select(row =>
            FormattableString.Invariant($"{Math.Sin(row)},{Math.Cos(row * 2)},{(row % 2 == 0 ? "even" : "odd")}"))];
        File.WriteAllLines(table, rows);
        File.WriteAllText(folder["tiny.yaml"], """
            name: tiny
            data: {source: csv, file: points.csv, target: kind, validation: 20, test: 0}
            model: [linear: outputs]
            optimizer: {sgd: {rate: 0.1}}
            batch: 10
            epochs: 3
            """);
        using TestTerminal first = new();
        first.Run("train", folder["tiny.yaml"], "--runs", folder["runs"], "--threads", "1").ShouldBe(0, first.Errors);
        if (shorter)
            File.WriteAllLines(table, rows[..45]);
        else
            File.Delete(table);
        string[] before = [.. Directory.GetFiles(run, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];
        using TestTerminal again = new(width: 400);
        again.Run([command, command == "train" ? folder[what] : what, "--runs", folder["runs"], .. more]).ShouldBe(0, again.Errors);
        again.Output.ShouldStartWith("the run is over: this is how it ended, and nothing is written");
        again.Output.ShouldContain("finished at step 18 of 18");
        again.Output.ShouldContain("its data is not what it was, and is not needed any longer");
        Directory.GetFiles(run, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal).ShouldBe(before);
        // One that is not over needs it, and nothing is said against its checkpoint.
        string recipe = Path.Combine(run, "recipe.yaml");
        File.WriteAllText(recipe, File.ReadAllText(recipe).Replace("epochs: 3", "epochs: 5", StringComparison.Ordinal));
        using TestTerminal longer = new(width: 400);
        longer.Run("resume", "tiny", "--runs", folder["runs"]).ShouldBe(1);
        longer.Errors.ShouldNotContain("damaged");
        longer.Errors.ShouldContain(shorter ? "the data is not what the run had" : "points.csv");
    }

    /// <summary>Also where a page is there that an earlier end of the run has left.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_run_that_was_killed_before_its_page_was_written_gets_it_and_nothing_else(bool hasOld)
    {
        using Folder folder = new();
        File.WriteAllText(folder["tiny.yaml"], Recipe);
        using TestTerminal first = new();
        first.Run("train", folder["tiny.yaml"], "--runs", folder["runs"], "--threads", "1").ShouldBe(0, first.Errors);
        string run = Path.Combine(folder["runs"], "tiny"), page = Path.Combine(run, "report.html");
        string[] before = Files();
        string whole = File.ReadAllText(page), old = whole.Replace("content=\"finished ", "content=\"interrupted ");
        old.ShouldNotBe(whole);
        if (hasOld)
            File.WriteAllText(page, old);
        else
            File.Delete(page);
        using TestTerminal without = new(width: 400);
        without.Run("resume", "tiny", "--runs", folder["runs"], "--no-report").ShouldBe(0, without.Errors);
        without.Output.ShouldContain($"it has no page; 'weir report {run}' writes one");
        using TestTerminal again = new(width: 400);
        again.Run("resume", "tiny", "--runs", folder["runs"]).ShouldBe(0, again.Errors);
        again.Output.ShouldStartWith("the run is over: this is how it ended, and its page alone, which is missing, is written");
        File.ReadAllText(page).ShouldContain("content=\"finished ");
        Files().ShouldBe(before);

        string[] Files() => [.. Directory.GetFiles(run, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
            .Select(file => $"{file} {(file == page ? "" : $"{File.GetLastWriteTimeUtc(file):O}")}")];
    }

    /// <summary>A copy whose record happened to be written last, or a touch, had its page written anew.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_finished_run_is_not_written_to_because_of_the_times_of_its_files(bool isOfEarlierVersion)
    {
        using Folder folder = new();
        File.WriteAllText(folder["tiny.yaml"], Recipe);
        using TestTerminal first = new();
        first.Run("train", folder["tiny.yaml"], "--runs", folder["runs"], "--threads", "1").ShouldBe(0, first.Errors);
        string page = folder["runs/tiny/report.html"];
        if (isOfEarlierVersion)
            File.WriteAllText(page, File.ReadAllText(page).Replace("weir-end", "other"));
        DateTime old = new(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        File.SetLastWriteTimeUtc(page, old);
        using TestTerminal again = new(width: 400);
        again.Run("resume", "tiny", "--runs", folder["runs"]).ShouldBe(0, again.Errors);
        again.Output.ShouldStartWith("the run is over: this is how it ended, and nothing is written");
        File.GetLastWriteTimeUtc(page).ShouldBe(old);
    }

    [Fact]
    public void A_run_whose_recipe_asks_for_fewer_steps_than_are_made_goes_on_to_its_end_and_says_so()
    {
        using Folder folder = new();
        File.WriteAllText(folder["tiny.yaml"], Recipe);
        using TestTerminal first = new();
        first.Run("train", folder["tiny.yaml"], "--runs", folder["runs"], "--threads", "1").ShouldBe(0, first.Errors);
        string run = Path.Combine(folder["runs"], "tiny");
        string record = Path.Combine(run, "run.json"), recipe = Path.Combine(run, "recipe.yaml");
        // As if it had been killed behind its last checkpoint.
        File.WriteAllText(record, File.ReadAllText(record).Replace("\"finished\"", "\"running\"", StringComparison.Ordinal));
        string fewer = System.Text.RegularExpressions.Regex.Replace(File.ReadAllText(recipe), "epochs: [0-9]+", "epochs: 1");
        fewer.ShouldNotBe(File.ReadAllText(recipe));
        File.WriteAllText(recipe, fewer);
        using TestTerminal again = new(width: 400);
        again.Run("resume", "tiny", "--runs", folder["runs"]).ShouldBe(0, again.Errors);
        again.Output.ShouldMatch("its recipe asks for [0-9]+ steps now, and [0-9]+ are made");
        again.Output.ShouldContain("all its steps are made; it goes on to its end, where it is judged");
        again.Output.ShouldNotContain("goes on at step");
        using TestTerminal shown = new(width: 400);
        shown.Run("show", "tiny", "--runs", folder["runs"]).ShouldBe(0, shown.Errors);
        shown.Output.ShouldMatch("finished at step ([0-9]+) of \\1 ");
        using TestTerminal rate = new(width: 400);
        rate.Run("resume", "tiny", "--runs", folder["runs"], "--rate-factor", "0.5").ShouldBe(0, rate.Errors);
        rate.Output.ShouldContain("no step is left that another rate would change; with more epochs in its recipe it goes on");
    }
}
