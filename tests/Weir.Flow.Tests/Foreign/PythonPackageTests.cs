using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Weir.Flow.Tests;

/// <summary>The package in <c>python/weir_trace</c>, by its own tests.</summary>
public sealed class PythonPackageTests
{
    [TorchFact]
    public void The_tests_of_the_python_package_pass()
    {
        string package = Path.Combine(Root(), "python", "weir_trace");
        ProcessStartInfo start = new(TorchFactAttribute.Python!, ["-B", "-m", "unittest", "-v"])
        {
            WorkingDirectory = Path.Combine(package, "tests"),
            RedirectStandardError = true,
        };
        start.Environment["PYTHONPATH"] = Path.Combine(package, "src");
        using Process process = Process.Start(start)!;
        string said = process.StandardError.ReadToEnd();
        process.WaitForExit();
        process.ExitCode.ShouldBe(0, said);
        said.ShouldMatch(@"Ran \d\d tests");
    }

    private static string Root([CallerFilePath] string here = "")
    {
        DirectoryInfo? folder = Directory.GetParent(here);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Weir.slnx")))
            folder = folder.Parent;
        return folder!.FullName;
    }
}
