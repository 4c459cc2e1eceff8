using System.Diagnostics;

namespace Weir.Cli.Tests;

/// <summary>The script <c>./test</c>, with a program in the place of dotnet that takes as long as one lets it.</summary>
public sealed class TestScriptTests
{
    [BashFact]
    public async Task A_project_has_its_line_when_it_begins_and_not_when_it_ends()
    {
        using Folder folder = new();
        foreach (string name in new[] { ".ci", "tests/First", "bin" })
            Directory.CreateDirectory(folder[name]);
        File.Copy(Repository.Path("test"), folder["test"]);
        File.Copy(Repository.Path(".ci/dotnet.sh"), folder[".ci/dotnet.sh"]);
        await File.WriteAllTextAsync(folder["tests/First/First.csproj"], "<Project />");
        await File.WriteAllTextAsync(folder["bin/dotnet"], """
            #!/usr/bin/env bash
            [[ "$1" == build ]] && exit 0
            while [[ ! -e "$(dirname "$0")/go" ]]; do sleep 0.05; done
            """);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(folder["bin/dotnet"], UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        ProcessStartInfo start = new("bash", [folder["test"]])
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };
        start.Environment["PATH"] = $"{folder["bin"]}{Path.PathSeparator}{Environment.GetEnvironmentVariable("PATH")}";
        using Process script = Process.Start(start)!;
        (await script.StandardError.ReadLineAsync()).ShouldBe("building…");
        (await script.StandardError.ReadLineAsync()).ShouldBe("First…");
        script.HasExited.ShouldBeFalse("the project is still running");
        await File.WriteAllTextAsync(folder["bin/go"], "");
        (await script.StandardOutput.ReadToEndAsync()).ShouldBe(
            "First                          no tests\ntest: no test ran\n0 passed, 0 failed, 0 skipped\n");
        await script.WaitForExitAsync();
    }
}
