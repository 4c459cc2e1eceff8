using System.Globalization;
using System.Text.RegularExpressions;

namespace Weir.Cli.Tests;

/// <summary>
/// A process that may open few files ends in words, and one that may open as many as Weir says it needs trains to the end.
/// </summary>
public partial class OpenFilesTests
{
    [BashFact]
    public void Few_files_end_in_words_and_enough_of_them_train()
    {
        using Folder folder = new();
        File.WriteAllText(folder["small.yaml"], WeirProcess.SmallRecipe(epochs: 3));
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
        string[] train = ["dotnet", WeirProcess.Program, "train", folder["small.yaml"], "--plain", "--runs", folder["runs"]];
        using WeirProcess process = WeirProcess.Start(["bash", "-c", $"ulimit -n {limit} && exec \"$@\"", "bash", .. train]);
        (int code, _, string errors) = process.End();
        return (code, errors);
    }

    [GeneratedRegex(@"leaves (?<files>\d+)\.", RegexOptions.ExplicitCapture)]
    private static partial Regex Leaves();
}
