using System.Runtime.CompilerServices;

namespace Weir.Cli.Tests;

/// <summary>
/// Compares text with a file of <c>Snapshots/</c>. After a wanted change: <c>WEIR_ACCEPT=1 ./test Weir.Cli</c>, then look at the diff.
/// </summary>
internal static class Snapshot
{
    public static void Match(string name, string text, [CallerFilePath] string caller = "")
    {
        text = text.ReplaceLineEndings("\n").TrimEnd() + "\n";
        string file = Path.Combine(AppContext.BaseDirectory, "Snapshots", name + ".txt");
        if (Environment.GetEnvironmentVariable("WEIR_ACCEPT") == "1")
        {
            string folder = Path.GetDirectoryName(caller)!;
            while (!File.Exists(Path.Combine(folder, "Weir.Cli.Tests.csproj")))
                folder = Path.GetDirectoryName(folder)!;
            Directory.CreateDirectory(Path.Combine(folder, "Snapshots"));
            File.WriteAllText(Path.Combine(folder, "Snapshots", name + ".txt"), text);
            return;
        }

        File.Exists(file).ShouldBeTrue($"there is no snapshot {name}; make it with WEIR_ACCEPT=1");
        text.ShouldBe(File.ReadAllText(file));
    }
}
