using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Weir.Cli.Tests;

/// <summary>
/// A process that may open few files ends in words, and one that may open as many as Weir says it needs trains to the end.
/// </summary>
public partial class OpenFilesTests
{
    private const string Recipe = """
        name: small
        data: {source: moons, training: 60, validation: 20, test: 20}
        model: [{linear: 6, activation: tanh}, linear: outputs]
        optimizer: {sgd: {rate: 0.1}}
        batch: 10
        epochs: 3
        """;

    [BashFact]
    public void Few_files_end_in_words_and_enough_of_them_train()
    {
        using Folder folder = new();
        File.WriteAllText(folder["small.yaml"], Recipe);
        int used = 0;
        foreach (int limit in (int[])[32, 40, 60, 80, 100, 128])
        {
            (int code, string errors) = Train(folder, limit);
            code.ShouldBe(ExitCodes.Failure, $"{limit}: {errors}");
            errors.ShouldStartWith($"error: Weir needs to open {OpenFiles.Needed} files");
            errors.ShouldContain("ulimit -n");
            errors.Split('\n').ShouldAllBe(line => line.Length <= 50);
            Directory.Exists(folder["runs"]).ShouldBeFalse("nothing is written before it is known that there are enough");
            used = limit - int.Parse(Leaves().Match(errors).Groups["files"].ValueSpan, CultureInfo.InvariantCulture);
        }

        (used + OpenFiles.Needed).ShouldBeLessThan(256, "a limit that the manual calls enough");
        (int trained, string said) = Train(folder, used + OpenFiles.Needed);
        trained.ShouldBe(ExitCodes.Success, said);
        File.Exists(folder["runs/small/report.html"]).ShouldBeTrue();
    }

    private static (int Code, string Errors) Train(Folder folder, int limit)
    {
        string[] train =
        [
            "dotnet", Path.Combine(AppContext.BaseDirectory, "weir.dll"), "train", folder["small.yaml"], "--plain", "--runs",
            folder["runs"],
        ];
        using Process process = Process.Start(new ProcessStartInfo("bash",
            ["-c", $"ulimit -n {limit} && exec \"$@\"", "bash", .. train])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        Task<string> output = process.StandardOutput.ReadToEndAsync(), errors = process.StandardError.ReadToEndAsync();
        process.WaitForExit();
        Task.WaitAll(output, errors);
        return (process.ExitCode, errors.Result);
    }

    [GeneratedRegex(@"leaves (?<files>\d+)\.", RegexOptions.ExplicitCapture)]
    private static partial Regex Leaves();
}
