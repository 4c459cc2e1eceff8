using System.Text.Json.Nodes;
using Weir.Cli.Commands;
using Weir.Training;

namespace Weir.Cli.Tests.Commands;

/// <summary>What the list says of runs.</summary>
public sealed class RunListTests
{
    /// <summary>Its record was written when it began, and says nothing of how far it came.</summary>
    [Fact]
    public void A_run_that_was_killed_has_come_as_far_as_its_epochs_say()
    {
        using Folder folder = new();
        File.WriteAllText(folder["small.yaml"], """
            data: {source: moons, training: 100, validation: 50}
            model: [{linear: 4, activation: tanh}, {linear: outputs}]
            optimizer: {adam: {rate: 0.01}}
            batch: 10
            epochs: 3
            """);
        using TestTerminal terminal = new();
        terminal.Run("train", folder["small.yaml"], "--runs", folder["runs"], "--no-report").ShouldBe(0, terminal.Errors);
        string file = folder["runs/small/run.json"];
        JsonObject record = JsonNode.Parse(File.ReadAllText(file))!.AsObject();
        foreach (string key in new[] { "last", "best", "restored", "test", "ended", "steps", "stepsPerSecond" })
            record.Remove(key);
        record["status"] = "running";
        File.WriteAllText(file, record.ToJsonString());

        RunFolder.Run run = RunFolder.All(folder["runs"]).ShouldHaveSingleItem();
        (run.Record!.Steps, run.Record.Last!.Epoch).ShouldBe((30, 3));
        run.Record.Best.ShouldNotBeNull();
    }

    /// <summary>Its study gave it the data, which no command can give it again.</summary>
    [Fact]
    public void A_stopped_run_of_a_study_goes_on_by_its_study()
    {
        using Folder folder = new();
        Directory.CreateDirectory(folder["rates/runs/rate=0.1.s1"]);
        File.WriteAllText(folder["rates/study.yaml"], "");
        Directory.CreateDirectory(folder["runs/own"]);
        RunRecord given = Stopped("data");
        RunFolder.GoOn(folder["rates/runs/rate=0.1.s1"], given)
            .ShouldBe($"go on with  weir study {Path.GetRelativePath(".", folder["rates"])}");
        RunFolder.GoOn(folder["runs/own"], given).ShouldBe("the program that began it makes it go on");
        RunFolder.GoOn("runs/own", Stopped()).ShouldBe("go on with  weir resume runs/own");
    }

    private static RunRecord Stopped(params string[] given) => new()
    {
        Version = "1",
        Name = "own",
        Status = "stopped",
        Process = 1,
        Machine = "here",
        Processors = 1,
        Threads = 1,
        Backend = "scalar",
        Started = DateTimeOffset.UnixEpoch,
        Parameters = 1,
        TotalSteps = 1,
        Given = given,
    };
}
