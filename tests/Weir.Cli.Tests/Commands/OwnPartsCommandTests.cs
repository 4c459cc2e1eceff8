using Weir.Training;
using Weir.Training.Tests.Registry;

namespace Weir.Cli.Tests.Commands;

/// <summary>
/// A run of a program that has registered parts of its own: what only looks at it works, and what needs the parts says how it is done.
/// </summary>
public sealed class OwnPartsCommandTests
{
    private const string Own = """
        name: own
        data: {source: xor, training: 64}
        model: [{highway: {gate: -2, function: mish}}, {linear: 4, activation: mish}, linear: outputs]
        optimizer: {sign-momentum: {rate: 0.01}}
        epochs: 2
        """;

    private const string Plain = """
        name: plain
        data: {source: moons, training: 64, validation: 0, test: 0}
        model: [{linear: 4, activation: tanh}, linear: outputs]
        optimizer: {sgd: {rate: 0.1}}
        epochs: 2
        """;

    [Fact]
    public void Commands_that_look_at_the_run_do_without_the_parts()
    {
        using Folder folder = new();
        Train(folder);
        foreach (string[] command in (string[][])[["show", "own"], ["diagnose", "own"], ["report", "own"], ["runs"],
            ["export", "own", "--csv", folder["tables"]], ["compare", "own", "plain"], ["compare", "own", "own-2"]])
        {
            using TestTerminal terminal = new();
            // What diagnosis finds in so short a run is no matter.
            terminal.Run([.. command, "--runs", folder["runs"]]).ShouldNotBeOneOf(ExitCodes.Failure, ExitCodes.WrongUsage);
            terminal.Errors.ShouldNotContain("error");
        }
    }

    [Fact]
    public void Recipes_are_compared_key_by_key()
    {
        using Folder folder = new();
        Train(folder);
        using TestTerminal terminal = new();
        terminal.Run("compare", "own", "own-2", "--runs", folder["runs"]).ShouldBe(0, terminal.Errors);
        string[] lines = [.. terminal.Output.Split('\n').Select(line => line.TrimEnd())];
        lines.ShouldContain(line => line.Contains("model[1].highway.gate") && line.Contains("-2") && line.Contains("-3"));
        lines.ShouldNotContain(line => line.Contains("optimizer"));
    }

    [Theory]
    [InlineData("NetworkEvaluation.Of(TrainedNetwork.Load(", "evaluate", "own")]
    [InlineData("OnnxExport.Write(network.Model", "export", "own", "--onnx", "own.onnx")]
    [InlineData("WeightExport.Write(network.Model", "export", "own", "--safetensors", "own.safetensors")]
    [InlineData("Predictor.Load(", "predict", "own", "rows.csv")]
    [InlineData("Predictor.Load(", "generate", "own")]
    [InlineData("Trainer.Resume(", "resume", "own")]
    [InlineData("RepairRunner.Run(", "repair", "own")]
    public void Commands_that_need_the_parts_name_them_and_the_call_of_the_program(string call, params string[] command)
    {
        using Folder folder = new();
        File.WriteAllText(folder["rows.csv"], "a,b\n1,1\n");
        Train(folder);
        using TestTerminal terminal = new();
        terminal.Run([.. command.Select(each => each.Contains('.') ? folder[each] : each), "--runs", folder["runs"]])
            .ShouldBe(ExitCodes.Failure);
        terminal.Errors.ShouldContain("names source of data 'xor', layer 'highway', activation 'mish' and optimizer 'sign-momentum'");
        terminal.Errors.ShouldContain("The command line knows the parts of the library alone");
        terminal.Errors.ShouldContain(call);
        terminal.Errors.ShouldContain(folder["runs"]);
        terminal.Errors.ShouldNotContain("the layers are");
    }

    [Fact]
    public void A_run_of_a_name_that_has_such_parts_is_not_resumed_as_another()
    {
        using Folder folder = new();
        Train(folder);
        File.WriteAllText(folder["own.yaml"], Plain.Replace("plain", "own", StringComparison.Ordinal));
        using TestTerminal terminal = new();
        terminal.Run("train", folder["own.yaml"], "--resume", "--runs", folder["runs"]).ShouldBe(ExitCodes.Failure);
        terminal.Errors.ShouldContain("Trainer.Resume(");
    }

    private static void Train(Folder folder)
    {
        Train(folder, Own);
        Train(folder, Own.Replace("gate: -2", "gate: -3", StringComparison.Ordinal));
        Train(folder, Plain);
    }

    private static void Train(Folder folder, string recipe)
    {
        using Trainer trainer = Trainer.Start(RecipeReader.Parse(recipe, "own", OwnParts.Registry),
            new TrainerOptions { RunsDirectory = folder["runs"], Threads = 1, Registry = OwnParts.Registry });
        trainer.Run().Status.ShouldBe(TrainingStatus.Finished);
    }
}
