using System.Diagnostics;
using Weir.Training;

namespace Weir.Cli.Tests;

/// <summary>A signal that asks a training to end, as that of a terminal that is closed, ends it in words, and it can be resumed.</summary>
public class SignalTests
{
    private const string Recipe = """
        name: small
        data: {source: moons, training: 60, validation: 20, test: 20}
        model: [{linear: 6, activation: tanh}, linear: outputs]
        optimizer: {sgd: {rate: 0.1}}
        batch: 10
        epochs: 1000000
        """;

    [BashTheory]
    [InlineData("INT")]
    [InlineData("TERM")]
    [InlineData("HUP")]
    public void It_ends_in_words_and_can_be_resumed(string signal)
    {
        using Folder folder = new();
        File.WriteAllText(folder["small.yaml"], Recipe);
        string run = folder["runs/small"];
        // Who starts the tests in the background may have SIGINT ignored, which a process inherits.
        string[] train =
        [
            "--default-signal=INT", "dotnet", Path.Combine(AppContext.BaseDirectory, "weir.dll"), "train", folder["small.yaml"],
            "--plain", "--threads", "1", "--runs", folder["runs"],
        ];
        using Process process = Process.Start(new ProcessStartInfo("env", OperatingSystem.IsLinux() ? train : train[1..])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        Task<string> output = process.StandardOutput.ReadToEndAsync(), errors = process.StandardError.ReadToEndAsync();
        try
        {
            bool Runs() => Directory.Exists(run) && Directory.GetFiles(run, "step-*", SearchOption.AllDirectories).Length > 0;
            SpinWait.SpinUntil(() => process.HasExited || Runs(), TimeSpan.FromMinutes(1)).ShouldBeTrue();
            using (Process kill = Process.Start("kill", [$"-{signal}", $"{process.Id}"]))
                kill.WaitForExit();
            process.WaitForExit(TimeSpan.FromMinutes(1)).ShouldBeTrue();
        }
        finally
        {
            process.Kill();
        }

        Task.WaitAll(output, errors);
        process.ExitCode.ShouldBe(ExitCodes.Interrupted, errors.Result);
        output.Result.ShouldContain("weir resume");
        RunDirectory.ReadRecord(run)!.Status.ShouldBe("interrupted");
        using Trainer rest = Trainer.Resume(run);
        rest.Info.ResumedAt.ShouldBeGreaterThan(0);
    }
}
