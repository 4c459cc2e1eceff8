namespace Weir.Cli.Tests.Commands;

public class RateCommandTests
{
    private const string Recipe = """
        name: tiny
        data:
          source: moons
        model:
          - linear: 8
            activation: tanh
          - linear: outputs
        optimizer:
          sgd: {rate: 0.1}
        schedule: cosine
        epochs: 2
        """;

    [Fact]
    public void A_rate_is_suggested_with_what_to_write_and_nothing_is_left_on_disk()
    {
        using Folder folder = new();
        File.WriteAllText(folder["tiny.yaml"], Recipe);
        using TestTerminal terminal = new();
        terminal.Run("rate", folder["tiny.yaml"], "--threads", "1").ShouldBe(0, terminal.Errors);
        terminal.Output.ShouldStartWith("rate 1e-7");
        terminal.Output.ShouldContain("tiny · rates from 1e-7 to 10");
        terminal.Output.ShouldContain("Suggested rate ");
        terminal.Output.ShouldContain("write into the recipe:  optimizer: {sgd: {rate: ");
        terminal.Output.ShouldNotContain("┤");
        Directory.GetFileSystemEntries(folder.Path).ShouldBe([folder["tiny.yaml"]]);
    }

    [Fact]
    public void A_network_that_does_not_learn_has_no_rate_and_the_error_says_why()
    {
        using Folder folder = new();
        // Weights of 0 in both layers pass no gradient on, and there is no bias at the end to learn without them.
        File.WriteAllText(folder["dead.yaml"], Recipe.Replace("linear: outputs", "linear: outputs\n    weight: zeros\n    bias: none",
            StringComparison.Ordinal).Replace("linear: 8", "linear: 8\n    weight: zeros", StringComparison.Ordinal));
        using TestTerminal terminal = new();
        terminal.Run("rate", folder["dead.yaml"], "--threads", "1").ShouldBe(1);
        terminal.Errors.ShouldStartWith("error: no rate can be suggested: the loss never fell");
        terminal.Output.ShouldNotContain("optimizer:");
    }

    [Fact]
    public void A_test_that_is_asked_to_stop_suggests_nothing()
    {
        using Folder folder = new();
        File.WriteAllText(folder["tiny.yaml"], Recipe);
        using CancellationTokenSource stop = new();
        stop.Cancel();
        using TestTerminal terminal = new(cancel: stop.Token);
        terminal.Run("rate", folder["tiny.yaml"], "--threads", "1").ShouldBe(130);
        terminal.Errors.ShouldBe("interrupted\n");
        terminal.Output.ShouldBeEmpty();
    }

    [Fact]
    public void The_schedule_is_told_in_lines()
    {
        using Folder folder = new();
        File.WriteAllText(folder["tiny.yaml"], Recipe);
        using TestTerminal terminal = new();
        terminal.Run("schedule", folder["tiny.yaml"]).ShouldBe(0, terminal.Errors);
        terminal.Output.ShouldStartWith("tiny · ");
        terminal.Output.ShouldContain("first rate 0.1 · highest 0.1 at step 1 · last ");
        terminal.Output.ShouldNotContain("┤");
    }

    [Theory]
    [InlineData("rate")]
    [InlineData("schedule")]
    public void A_recipe_that_is_not_there_is_named(string command)
    {
        using TestTerminal terminal = new();
        terminal.Run(command, "nowhere.yaml").ShouldBe(1);
        terminal.Errors.ShouldStartWith("error: there is no recipe 'nowhere.yaml'");
    }
}
