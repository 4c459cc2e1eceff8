using System.Runtime.CompilerServices;
using System.Xml.Linq;

namespace Weir.Architecture.Tests;

/// <summary>The tree of the repository, as the tests of its architecture read it.</summary>
internal static class House
{
    private static readonly string[] s_languages = [".cs", ".ts", ".mjs", ".css", ".py"];
    private static readonly string[] s_made = ["obj", "bin", "node_modules", "Bundle", "__pycache__", "dist"];

    /// <summary>The projects in the order in which data flows: each may know those above it.</summary>
    public static IReadOnlyList<string> Order { get; } =
        ["Weir.Tensors", "Weir.Nn", "Weir.Data", "Weir.Flow", "Weir.Onnx", "Weir.Training", "Weir.Inference", "Weir.Diagnosis",
            "Weir.Hosting", "Weir.TorchSharp", "Weir.Skia", "Weir.Studies", "Weir.Repair", "Weir.Pages", "Weir.Cli"];

    public static string Root { get; } = FindRoot();

    /// <summary>The projects that there are, in that order.</summary>
    public static IReadOnlyList<string> Projects { get; } =
        [.. Directory.GetDirectories(Path.Combine(Root, "src")).Select(folder => Path.GetFileName(folder))
            .OrderBy(name => Order.ToList().IndexOf(name))];

    /// <summary>Every source file under src/.</summary>
    public static IReadOnlyList<SourceFile> Sources { get; } =
    [
        .. Directory.EnumerateFiles(Path.Combine(Root, "src"), "*.cs", SearchOption.AllDirectories)
            .Where(path => !path.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(path => new SourceFile(Path.GetRelativePath(Root, path).Replace('\\', '/'), File.ReadAllText(path))),
    ];

    /// <summary>Every file that people write code in, by its path from the root: what tools make is not among them.</summary>
    public static IReadOnlyList<SourceFile> Code { get; } =
    [
        .. new[] { "src", "packages", "tests", "bench", "samples", "web", "python", ".ci" }
            .SelectMany(folder => Directory.EnumerateFiles(Path.Combine(Root, folder), "*", SearchOption.AllDirectories))
            .Concat(Directory.EnumerateFiles(Root))
            .Where(path => !path.Split(Path.DirectorySeparatorChar).Any(s_made.Contains)
                && (s_languages.Contains(Path.GetExtension(path)) || IsScript(path)))
            .Order(StringComparer.Ordinal)
            .Select(path => new SourceFile(Path.GetRelativePath(Root, path).Replace('\\', '/'), File.ReadAllText(path))),
    ];

    /// <summary>The projects that a project refers to.</summary>
    public static IReadOnlyList<string> References(string project) =>
    [
        .. XDocument.Load(Path.Combine(Root, "src", project, $"{project}.csproj")).Descendants("ProjectReference")
            .Select(reference => Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value.Replace('\\', '/'))),
    ];

    // A shell's script has no ending, but says what runs it.
    private static bool IsScript(string path) => Path.GetExtension(path) is "" or ".sh"
        && File.ReadLines(path).FirstOrDefault() is { } first
        && (first.StartsWith("#!", StringComparison.Ordinal) || path.EndsWith(".sh", StringComparison.Ordinal));

    private static string FindRoot([CallerFilePath] string here = "")
    {
        DirectoryInfo? folder = Directory.GetParent(here);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Weir.slnx")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new DirectoryNotFoundException("no folder above the tests holds Weir.slnx");
    }
}
