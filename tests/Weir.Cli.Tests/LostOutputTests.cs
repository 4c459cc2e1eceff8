using Weir.Training;

namespace Weir.Cli.Tests;

/// <summary>A training whose output is full, closed or read by nobody ends in words, and it can be resumed.</summary>
public class LostOutputTests
{
    [BashTheory]
    [InlineData("> /dev/full", ExitCodes.Failure, "the output was lost")]
    [InlineData(">&-", ExitCodes.Failure, "the output was lost")]
    [InlineData("| head -n 1", 141, "nobody reads the output any longer")]
    public void It_ends_in_words_and_can_be_resumed(string output, int expected, string words)
    {
        using Folder folder = new();
        File.WriteAllText(folder["small.yaml"], WeirProcess.SmallRecipe(epochs: 300));
        string train = $"dotnet '{WeirProcess.Program}' train small.yaml --plain --no-report --threads 1";
        using WeirProcess process = WeirProcess.Start(["bash", "-c", $"{train} {output}; exit ${{PIPESTATUS[0]}}"], folder[""]);
        (int code, _, string errors) = process.End();
        code.ShouldBe(expected, errors);
        errors.ShouldContain(words);
        errors.ReplaceLineEndings(" ").ShouldContain("weir resume runs/small");
        RunDirectory.ReadRecord(folder["runs/small"])!.Status.ShouldBe("interrupted");
        using Trainer again = Trainer.Resume(folder["runs/small"]);
        again.Run().Status.ShouldBe(TrainingStatus.Finished);
    }

    /// <summary>Where the complaint is lost as well, as of <c>&gt; log 2&gt;&amp;1</c> on a full disk, the exit code alone tells.</summary>
    [BashTheory]
    [InlineData("--version", ExitCodes.Failure)]
    [InlineData("explain dropout", ExitCodes.Failure)]
    [InlineData("runs", ExitCodes.Failure)]
    [InlineData("resume nothing", ExitCodes.Failure)]
    [InlineData("train nothing.yaml", ExitCodes.Failure)]
    [InlineData("train small.yaml --plain --no-report", ExitCodes.Failure)]
    [InlineData("trian", ExitCodes.WrongUsage)]
    public void Without_standard_error_it_ends_by_its_exit_code(string line, int expected)
    {
        using Folder folder = new();
        File.WriteAllText(folder["small.yaml"], WeirProcess.SmallRecipe(epochs: 3));
        foreach (string lost in new[] { ">/dev/full 2>&1", ">&- 2>&-" })
        {
            using WeirProcess process = WeirProcess.Start(["bash", "-c", $"dotnet '{WeirProcess.Program}' {line} {lost}"], folder[""]);
            process.End().Code.ShouldBe(expected, lost);
        }
    }
}
