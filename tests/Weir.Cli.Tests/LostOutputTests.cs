using System.Diagnostics;
using Weir.Training;

namespace Weir.Cli.Tests;

/// <summary>A training whose output is full, closed or read by nobody ends in words, and it can be resumed.</summary>
public class LostOutputTests
{
    private const string Recipe = """
        name: small
        data: {source: moons, training: 60, validation: 20, test: 20}
        model: [{linear: 6, activation: tanh}, linear: outputs]
        optimizer: {sgd: {rate: 0.1}}
        batch: 10
        epochs: 300
        """;

    [BashTheory]
    [InlineData("> /dev/full", ExitCodes.Failure, "the output was lost")]
    [InlineData(">&-", ExitCodes.Failure, "the output was lost")]
    [InlineData("| head -n 1", 141, "nobody reads the output any longer")]
    public void It_ends_in_words_and_can_be_resumed(string output, int expected, string words)
    {
        using Folder folder = new();
        File.WriteAllText(folder["small.yaml"], Recipe);
        string train = $"dotnet '{Path.Combine(AppContext.BaseDirectory, "weir.dll")}' train small.yaml --plain --no-report --threads 1";
        using Process process = Process.Start(new ProcessStartInfo("bash", ["-c", $"{train} {output}; exit ${{PIPESTATUS[0]}}"])
        {
            WorkingDirectory = folder[""],
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        Task<string> rest = process.StandardOutput.ReadToEndAsync(), errors = process.StandardError.ReadToEndAsync();
        process.WaitForExit(TimeSpan.FromMinutes(1)).ShouldBeTrue();
        Task.WaitAll(rest, errors);
        process.ExitCode.ShouldBe(expected, errors.Result);
        errors.Result.ShouldContain(words);
        errors.Result.ReplaceLineEndings(" ").ShouldContain("weir resume runs/small");
        RunDirectory.ReadRecord(folder["runs/small"])!.Status.ShouldBe("interrupted");
        using Trainer again = Trainer.Resume(folder["runs/small"]);
        again.Run().Status.ShouldBe(TrainingStatus.Finished);
    }
}
