
namespace Weir.Cli.Tests.Commands;

public sealed class RunsCommandTests : IDisposable
{
    private const string Recipe = """
        name: tiny
        data: {source: moons, training: 200, validation: 50, test: 50}
        model: [{linear: 8, activation: tanh}, linear: outputs]
        optimizer: {sgd: {rate: 0.1}}
        epochs: 2
        """;

    private readonly Folder _folder = new();

    public RunsCommandTests() => File.WriteAllText(_folder["tiny.yaml"], Recipe);

    [Fact]
    public void A_secret_that_is_none_and_a_port_beyond_all_are_wrong_usage()
    {
        using TestTerminal token = new(), port = new();
        token.Run("watch", "--token", "short").ShouldBe(2);
        token.Errors.ShouldContain("--token takes 16 letters, digits, '-' and '_' or more");
        port.Run("watch", "--port", "70000").ShouldBe(2);
        port.Errors.ShouldContain("--port takes a whole number from 1 to 65535");
    }

    [Fact]
    public void A_folder_of_runs_that_is_not_there_yet_is_waited_for_unless_it_was_named()
    {
        using CancellationTokenSource soon = new(TimeSpan.FromSeconds(3));
        using TestTerminal waiting = new(cancel: soon.Token), named = new();
        // No run lies beside the tests.
        Directory.Exists("runs").ShouldBeFalse();
        waiting.Run("watch").ShouldBe(0, waiting.Errors);
        waiting.Output.ShouldContain("watching runs at  http://127.0.0.1:");
        named.Run("watch", "--runs", _folder["nowhere"]).ShouldBe(1);
        named.Errors.ShouldContain($"there is no folder {_folder["nowhere"]}");
    }

    [Fact]
    public void Runs_are_listed_the_newest_first_with_their_status_and_result()
    {
        Train();
        Train();
        Train("--name", "other");
        Directory.CreateDirectory(_folder["runs/broken"]);
        File.WriteAllText(_folder["runs/broken/recipe.yaml"], Recipe);
        File.WriteAllText(_folder["runs/broken/run.json"], "garbage");
        File.SetLastWriteTimeUtc(_folder["runs/broken/recipe.yaml"], new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        using TestTerminal terminal = new();
        terminal.Run("runs", "--runs", _folder["runs"]).ShouldBe(0, terminal.Errors);
        string[] rows = terminal.Output.Split('\n')[1..5];
        rows.Select(row => row.Split(' ')[0]).ShouldBe(["other", "tiny-2", "tiny", "broken"]);
        rows[0].ShouldContain("finished");
        rows[0].ShouldContain("validation ");
        rows[0].ShouldContain("test ");
        rows[3].ShouldContain("damaged");
        terminal.Output.ReplaceLineEndings(" ").ShouldContain("broken cannot be read: ");
    }

    [Fact]
    public void A_run_whose_record_is_beyond_all_bounds_is_in_nobodys_way()
    {
        Train();
        Directory.CreateDirectory(_folder["runs/broken"]);
        File.WriteAllText(_folder["runs/broken/recipe.yaml"], Recipe);
        using (FileStream record = File.Create(_folder["runs/broken/run.json"]))
            record.SetLength((1L << 26) + 1);
        Shown("tiny").ShouldStartWith("tiny ");
        using TestTerminal terminal = new();
        terminal.Run("show", "broken", "--runs", _folder["runs"]).ShouldBe(1);
        terminal.Errors.ShouldContain("run.json: it has more than 64 MiB");
    }

    [Fact]
    public void The_newest_run_of_a_name_is_shown_and_that_of_all_without_one()
    {
        Train();
        Train();
        Train("--name", "tiny-one");
        Shown("tiny").ShouldStartWith("tiny-2 ");
        Shown("tiny-one").ShouldStartWith("tiny-one ");
        Shown().ShouldStartWith("tiny-one ");
        Shown(_folder["runs/tiny"]).ShouldStartWith("tiny ");
        using TestTerminal terminal = new();
        terminal.Run("diagnose", "--runs", _folder["runs"]);
        terminal.Output.ShouldStartWith("tiny-one ");
    }

    [Fact]
    public void A_run_that_another_program_has_measured_is_shown_and_told_of_by_name_and_by_path()
    {
        string document = File.ReadAllText(Repository.Path("docs/trace.md"));
        string trace = document[(document.IndexOf("```jsonl\n", StringComparison.Ordinal) + 9)..];
        Directory.CreateDirectory(_folder["runs/foreign"]);
        File.WriteAllText(_folder["runs/foreign/flow.jsonl"], trace[..trace.IndexOf("```", StringComparison.Ordinal)]);
        Shown("foreign").ShouldStartWith("foreign · 2 → 3 → 2");
        Shown(_folder["runs/foreign"]).ShouldStartWith("foreign · 2 → 3 → 2");
        using TestTerminal diagnosis = new(), report = new();
        // A unit of the example is dead.
        diagnosis.Run("diagnose", "foreign", "--runs", _folder["runs"]).ShouldBe(4, diagnosis.Errors);
        diagnosis.Output.ShouldStartWith("foreign · ");
        report.Run("report", "foreign", "--brief", "--runs", _folder["runs"]).ShouldBe(0, report.Errors);
        report.Output.ShouldContain("foreign");
    }

    [Fact]
    public void A_folder_without_runs_says_how_to_make_one()
    {
        using TestTerminal terminal = new(width: 1000);
        terminal.Run("runs", "--runs", _folder["none"]).ShouldBe(0);
        terminal.Output.ShouldBe($"there are no runs under {_folder["none"]} yet; 'weir train' makes one\n");
        terminal.Run("show", "--runs", _folder["none"]).ShouldBe(1);
        terminal.Errors.ShouldContain("'weir train' makes one");
    }

    public void Dispose() => _folder.Dispose();

    private string Shown(params string[] name)
    {
        using TestTerminal terminal = new();
        terminal.Run(["show", .. name, "--runs", _folder["runs"]]).ShouldBe(0, terminal.Errors);
        return terminal.Output;
    }

    private void Train(params string[] options)
    {
        using TestTerminal terminal = new();
        terminal.Run(["train", _folder["tiny.yaml"], "--runs", _folder["runs"], "--threads", "1", .. options]).ShouldBe(0, terminal.Errors);
    }
}
