using System.Diagnostics;
using Weir.Cli.Commands;

namespace Weir.Cli.Tests.Commands;

public class StudyCommandTests
{
    private const string Study = """
        name: small
        title: Does a rate of ten train?
        base:
          net:
            data: {source: moons, training: 200, validation: 100, test: 0}
            model:
              - {linear: 8, repeat: 2, activation: tanh}
              - linear: outputs
            optimizer: {sgd: {rate: 0.1}}
            batch: 10
            epochs: 4
        factors:
          rate:
            small: {}
            large: {optimizer.*.rate: 10}
        measures: [accuracy, attenuation-start, seconds]
        seeds: 2
        quick: {set: {epochs: 1}}
        """;

    [Fact]
    public void A_study_fills_its_table_and_leaves_ordinary_runs()
    {
        using Folder folder = Begun();
        using TestTerminal terminal = new();
        terminal.Run("study", folder["small.yaml"], "--runs", folder["runs"]).ShouldBe(0, terminal.Errors);
        terminal.Output.ShouldStartWith("small · 2 cells · 2 seeds\n1/4  ");
        terminal.Output.ShouldContain("rate   ");
        terminal.Output.ShouldContain("what follows");
        terminal.Output.ShouldContain("· rate large (against small): ");
        terminal.Output.ShouldContain($"to look at: {folder["runs/small/report.html"]}");
        using TestTerminal report = new();
        report.Run("report", "small", "--runs", folder["runs"], "--brief").ShouldBe(0, report.Errors);
        report.Output.ShouldStartWith("# Does a rate of ten train?\n\n| rate |");
        using TestTerminal compare = new();
        compare.Run("compare", folder["runs/small/runs/small.s1"], folder["runs/small/runs/large.s1"]).ShouldBe(0, compare.Errors);
        compare.Output.ShouldContain("optimizer.sgd.rate");
        compare.Output.ShouldContain("att. start");
        using TestTerminal show = new();
        show.Run("show", folder["runs/small/runs/large.s1"]).ShouldBe(0, show.Errors);
        // The folder goes on where it is: everything is there.
        using TestTerminal again = new();
        again.Run("study", folder["runs/small"], "--runs", folder["runs"]).ShouldBe(0, again.Errors);
        again.Output.ShouldStartWith("small · 2 cells · 2 seeds · 4 runs are there already\n");
    }

    [Theory]
    [InlineData(50)]
    [InlineData(80)]
    [InlineData(120)]
    public void No_word_is_lost_in_any_width(int width)
    {
        using Folder folder = Begun();
        using TestTerminal terminal = new(width);
        terminal.Run("study", folder["small.yaml"], "--quick", "--runs", folder["runs"]).ShouldBe(0, terminal.Errors);
        string[] page = terminal.Output[terminal.Output.IndexOf("\n\n", StringComparison.Ordinal)..].Split('\n');
        // A path that is longer than the line stands on one of its own.
        page.ShouldAllBe(line => line.Length <= width || !line.Trim().Contains(' '));
        terminal.Output.Split([' ', '\n']).ShouldContain(folder["runs/small-quick/report.html"]);
        foreach (string word in (string[])["accuracy", "att. start", "seconds", "small", "large", "rate"])
            terminal.Output.ShouldContain(word);
    }

    [Theory]
    [InlineData(50)]
    [InlineData(80)]
    [InlineData(120)]
    public void A_picture_over_two_factors_stands_at_the_end_and_in_the_page_it_writes_into(int width)
    {
        using Folder folder = new();
        File.WriteAllText(folder["plane.yaml"], """
            base:
              net:
                data: {source: moons, training: 100, validation: 50, test: 0}
                model: [{linear: 8, repeat: 3, activation: tanh, weight: lecun-normal}, linear: outputs]
                optimizer: {sgd: {rate: 0.1}}
                epochs: 1
            factors:
              depth: {'3': {}, '6': {'model[hidden].repeat': 6}}
              scale of the weights:
                '0.5': {'model[hidden].weight': {lecun-normal: 0.5}}
                '1': {}
                '2': {'model[hidden].weight': {lecun-normal: 2}}
            seeds: 1
            measures: [accuracy]
            map: {across: scale of the weights, down: depth, curve: depth-scale, times: 6}
            """);
        File.WriteAllText(folder["page.md"], "<!-- study: plane -->\n<!-- end of study -->\n");
        using TestTerminal terminal = new(width);
        terminal.Run("study", folder["plane.yaml"], "--runs", folder["runs"], "--no-report", "--into", folder["page.md"]).ShouldBe(0,
            terminal.Errors);
        string[] lines = terminal.Output[terminal.Output.IndexOf("accuracy, %,", StringComparison.Ordinal)..].Split('\n');
        string[] picture = [.. lines.SkipWhile(line => !line.StartsWith(" depth ", StringComparison.Ordinal))];
        picture[0].Split(' ', StringSplitOptions.RemoveEmptyEntries).ShouldBe(["depth", "0.5", "1", "2"]);
        picture[0].Length.ShouldBeLessThanOrEqualTo(50);
        picture.Take(8).ShouldContain(line => line.StartsWith("   6 ξ ", StringComparison.Ordinal));
        File.ReadAllText(folder["page.md"]).ShouldContain($"with the line of 6 ξ:\n\n```text\n{picture[0]}\n{picture[1]}\n");
    }

    /// <summary>It was trained anew under <c>runs</c>.</summary>
    [Fact]
    public void A_study_that_was_begun_goes_on_in_its_folder_wherever_that_is()
    {
        using Folder folder = Begun();
        using TestTerminal first = new(), again = new(), moved = new();
        first.Run("study", folder["small.yaml"], "--quick", "--runs", folder["elsewhere"], "--no-report").ShouldBe(0, first.Errors);
        again.Run("study", folder["elsewhere/small-quick"], "--runs", folder["runs"], "--no-report").ShouldBe(0, again.Errors);
        again.Output.ShouldContain(folder["elsewhere/small-quick/table.md"]);
        Directory.Exists(folder["runs"]).ShouldBeFalse();
        Directory.Move(folder["elsewhere/small-quick"], folder["elsewhere/other"]);
        moved.Run("study", folder["elsewhere/other"]).ShouldBe(1);
        moved.Errors.ShouldContain("it holds the study 'small-quick', and goes on in a folder of that name");
    }

    [Fact]
    public void A_dry_run_tells_what_would_be_run_and_writes_nothing()
    {
        using Folder folder = Begun();
        using TestTerminal terminal = new();
        terminal.Run("study", folder["small.yaml"], "--dry-run", "--runs", folder["runs"]).ShouldBe(0, terminal.Errors);
        terminal.Output.ShouldContain("net · large");
        terminal.Output.ShouldContain("2 cells × 2 seeds = 4 runs");
        Directory.Exists(folder["runs"]).ShouldBeFalse();
    }

    /// <summary>The run alone said it.</summary>
    [Theory]
    [InlineData(50)]
    [InlineData(120)]
    public void A_dry_run_tells_that_other_data_is_taken_as_the_run_does(int width)
    {
        using Folder folder = new();
        File.WriteAllText(folder["small.yaml"], Study.Replace("test: 0}", "test: 0, else: circles}", StringComparison.Ordinal)
            .Replace("source: moons", "source: csv, file: nowhere.csv", StringComparison.Ordinal));
        using TestTerminal dry = new(width), run = new(width);
        dry.Run("study", folder["small.yaml"], "--dry-run", "--runs", folder["runs"]).ShouldBe(0, dry.Errors);
        run.Run("study", folder["small.yaml"], "--quick", "--runs", folder["runs"], "--no-report").ShouldBe(0, run.Errors);
        foreach (TestTerminal terminal in (TestTerminal[])[dry, run])
            string.Join(' ', terminal.Output.Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries))
                .ShouldContain("data: csv is not there, and circles is taken in its place");
    }

    [Fact]
    public void A_study_that_is_not_there_is_named()
    {
        using TestTerminal terminal = new();
        terminal.Run("study", "nowhere").ShouldBe(1);
        terminal.Errors.ShouldStartWith("error: there is no study 'nowhere'; there are activations, attention, batch-norm");
        terminal.Run("compare", "one").ShouldBe(2);
    }

    /// <summary>Away from Weir's sources a study that ships was not known, and none was told in its place.</summary>
    [Fact]
    public void A_study_that_is_part_of_the_program_is_known_everywhere_and_meant_where_its_name_is_misspelt()
    {
        ShippedStudies.Names.ShouldBe(Directory.GetFiles(Repository.Path("studies"), "*.yaml")
            .Select(file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal));
        foreach (string name in ShippedStudies.Names)
            StudyFile.Read(name, "runs", quick: false).Study.Name.ShouldBe(name);
        using Folder folder = Begun();
        using TestTerminal shipped = new(), beside = new();
        shipped.Run("study", "btch-norm", "--runs", folder["runs"]).ShouldBe(1);
        shipped.Errors.ShouldBe("error: there is no study 'btch-norm'; did you mean 'batch-norm'?\n");
        beside.Run("study", folder["smal.yaml"], "--runs", folder["runs"]).ShouldBe(1);
        beside.Errors.ShouldBe($"error: there is no study '{folder["smal.yaml"]}'; did you mean '{folder["small"]}'?\n");
    }

    [Fact]
    public async Task A_process_that_is_killed_again_and_again_ends_in_the_same_table()
    {
        using Folder folder = new();
        File.WriteAllText(folder["small.yaml"], Study.Replace("epochs: 4", "epochs: 40\n    checkpoints: {every-steps: 25}",
            StringComparison.Ordinal).Replace("seeds: 2", "seeds: 3", StringComparison.Ordinal));
        Start(folder, "whole", null).ShouldBe(0);
        int killed = 0;
        for (int attempt = 0; attempt < 3; attempt++)
        {
            // Each comes a little further before it is killed.
            if (Start(folder, "parts", TimeSpan.FromSeconds(1.5 + attempt)) != 0)
                killed++;
        }

        killed.ShouldBeGreaterThan(0, "at least one was killed in the middle");
        Start(folder, "parts", null).ShouldBe(0);
        (await Table(folder, "parts")).ShouldBe(await Table(folder, "whole"));
    }

    private static async Task<string> Table(Folder folder, string runs)
    {
        string[] lines = await File.ReadAllLinesAsync(folder[$"{runs}/small/runs.csv"]);
        string[] heads = lines[0].Split(',');
        return string.Join('\n', lines.Select(line => string.Join(',', line.Split(',')
            .Where((_, column) => !heads[column].Contains("seconds", StringComparison.Ordinal) && heads[column] != "steps-per-second"))));
    }

    private static int Start(Folder folder, string runs, TimeSpan? killAfter)
    {
        string program = Path.Combine(AppContext.BaseDirectory, "weir.dll");
        ProcessStartInfo start = new("dotnet", [program, "study", folder["small.yaml"], "--runs", folder[runs], "--plain", "--workers",
            "2"])
        { RedirectStandardOutput = true, RedirectStandardError = true };
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync(), errors = process.StandardError.ReadToEndAsync();
        if (killAfter is { } time && !process.WaitForExit(time))
            process.Kill();
        process.WaitForExit();
        Task.WaitAll(output, errors);
        return process.ExitCode;
    }

    private static Folder Begun()
    {
        Folder folder = new();
        File.WriteAllText(folder["small.yaml"], Study);
        return folder;
    }
}
