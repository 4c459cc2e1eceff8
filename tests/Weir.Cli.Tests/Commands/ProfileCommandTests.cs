using System.Text.Json;

namespace Weir.Cli.Tests.Commands;

public class ProfileCommandTests
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
        epochs: 2
        """;

    [Fact]
    public void A_profile_is_a_table_and_leaves_nothing_on_disk()
    {
        using Folder folder = new();
        File.WriteAllText(folder["tiny.yaml"], Recipe);
        using TestTerminal terminal = new();
        terminal.Run("profile", folder["tiny.yaml"], "--threads", "1", "--seconds", "0.01").ShouldBe(0, terminal.Errors);
        terminal.Output.ShouldStartWith("tiny · a step of ");
        terminal.Output.ShouldContain("linear+tanh");
        terminal.Output.ShouldContain("together");
        terminal.Output.ShouldContain("Measuring its flow makes a step");
        Directory.GetFileSystemEntries(folder.Path).ShouldBe([folder["tiny.yaml"]]);
    }

    [Fact]
    public void A_profile_for_programs_is_json_alone()
    {
        using Folder folder = new();
        File.WriteAllText(folder["tiny.yaml"], Recipe);
        using TestTerminal terminal = new();
        terminal.Run("profile", folder["tiny.yaml"], "--threads", "1", "--seconds", "0.01", "--json").ShouldBe(0, terminal.Errors);
        using JsonDocument document = JsonDocument.Parse(terminal.Output);
        document.RootElement.GetProperty("layers").GetArrayLength().ShouldBe(3);
        document.RootElement.GetProperty("threads").GetInt32().ShouldBe(1);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("soon")]
    public void Seconds_are_checked(string seconds)
    {
        using TestTerminal terminal = new();
        terminal.Run("profile", "tiny.yaml", "--seconds", seconds).ShouldBe(2);
        terminal.Errors.ShouldContain("--seconds takes a number above 0");
    }
}
