using System.Diagnostics;

namespace Weir.Pages.Tests.Html;

public sealed class BundleTests
{
    [NodeFact]
    public void The_bundle_that_is_kept_is_what_web_makes() => Node("build.mjs", "--check").ShouldBe("");

    [NodeFact]
    public void The_types_of_web_agree() => Node("node_modules/typescript/bin/tsc", "--noEmit").ShouldBe("");

    private static string Node(params string[] arguments)
    {
        ProcessStartInfo start = new("node", arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.WorkingDirectory = Path.Combine(Folder.Root, "web");
        using Process process = Process.Start(start)!;
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit(60_000).ShouldBeTrue("node did not come to an end");
        return process.ExitCode == 0 ? "" : output + error.Result;
    }
}
