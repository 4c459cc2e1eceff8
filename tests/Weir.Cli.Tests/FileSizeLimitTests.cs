using Weir.Training;

namespace Weir.Cli.Tests;

/// <summary>A training whose files come to the size that the shell allows ends in words that name the file, and can be resumed.</summary>
public class FileSizeLimitTests
{
    [BashTheory]
    [InlineData("")]
    [InlineData("trap '' XFSZ; ")]
    public void It_ends_in_words_and_can_be_resumed(string before)
    {
        using Folder folder = new();
        File.WriteAllText(folder["small.yaml"], WeirProcess.SmallRecipe(epochs: 300));
        // The runtime itself has files that are larger, unless it is told to do without.
        string train = $"{before}ulimit -f 30; DOTNET_EnableWriteXorExecute=0 exec dotnet '{WeirProcess.Program}' train small.yaml --plain "
            + "--no-report --threads 1";
        using WeirProcess process = WeirProcess.Start(["bash", "-c", train], folder[""]);
        (int code, _, string errors) = process.End();
        code.ShouldBe(ExitCodes.Failure, errors);
        errors.ShouldContain("runs/small/");
        errors.ShouldContain("File too large");
        errors.ShouldNotContain("inside Weir");
        using Trainer again = Trainer.Resume(folder["runs/small"]);
        again.Run().Status.ShouldBe(TrainingStatus.Finished);
    }
}
