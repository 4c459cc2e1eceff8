using System.Text.Json.Nodes;
using Weir.Cli.Commands;

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
}
