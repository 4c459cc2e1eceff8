using System.Diagnostics;
using Weir.Training;

namespace Weir.Cli.Tests;

/// <summary>A signal that asks a training to end, as that of a terminal that is closed, ends it in words, and it can be resumed.</summary>
public class SignalTests
{
    [BashTheory]
    [InlineData("INT")]
    [InlineData("TERM")]
    [InlineData("HUP")]
    public void It_ends_in_words_and_can_be_resumed(string signal)
    {
        using Folder folder = new();
        File.WriteAllText(folder["small.yaml"], WeirProcess.SmallRecipe(epochs: 1_000_000));
        string run = folder["runs/small"];
        // Who starts the tests in the background may have SIGINT ignored, which a process inherits.
        string[] afresh = OperatingSystem.IsLinux() ? ["env", "--default-signal=INT"] : ["env"];
        using WeirProcess process = WeirProcess.Start([.. afresh, "dotnet", WeirProcess.Program, "train", folder["small.yaml"], "--plain",
            "--threads", "1", "--runs", folder["runs"]]);
        bool Runs() => Directory.Exists(run) && Directory.GetFiles(run, "step-*", SearchOption.AllDirectories).Length > 0;
        SpinWait.SpinUntil(() => process.HasExited || Runs(), TimeSpan.FromMinutes(1)).ShouldBeTrue();
        using (Process kill = Process.Start("kill", [$"-{signal}", $"{process.Id}"]))
            kill.WaitForExit();
        (int code, string output, string errors) = process.End();
        code.ShouldBe(ExitCodes.Interrupted, errors);
        output.ShouldContain("weir resume");
        RunDirectory.ReadRecord(run)!.Status.ShouldBe("interrupted");
        using Trainer rest = Trainer.Resume(run);
        rest.Info.ResumedAt.ShouldBeGreaterThan(0);
    }
}
