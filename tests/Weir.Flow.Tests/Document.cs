using System.Runtime.CompilerServices;

namespace Weir.Flow.Tests;

/// <summary>The pages under docs/, whose examples are compared with code.</summary>
internal static class Document
{
    public static string Read(string name, [CallerFilePath] string here = "") =>
        File.ReadAllText(Path.Combine(Folder(here), "docs", name)).ReplaceLineEndings("\n");

    /// <summary>The content of a block of code of a language, by default the first.</summary>
    public static string Block(string name, string language, int number = 1)
    {
        string text = Read(name), fence = $"```{language}\n";
        int start = 0;
        for (int i = 0; i < number; i++)
            start = text.IndexOf(fence, start, StringComparison.Ordinal) + fence.Length;
        return text[start..text.IndexOf("```", start, StringComparison.Ordinal)];
    }

    /// <summary>
    /// The lines of a source file between the comments <c>example</c> and <c>end of example</c>, without their common indent.
    /// </summary>
    public static string Example(string file, [CallerFilePath] string here = "")
    {
        string[] lines = File.ReadAllText(Path.Combine(Path.GetDirectoryName(here)!, file)).ReplaceLineEndings("\n").Split('\n');
        int start = Array.FindIndex(lines, line => line.Trim() == "// example") + 1;
        int end = Array.FindIndex(lines, start, line => line.Trim() == "// end of example");
        int indent = lines[start].Length - lines[start].TrimStart().Length;
        return string.Concat(lines[start..end].Select(line => (line.Length > indent ? line[indent..] : "") + "\n"));
    }

    private static string Folder(string here)
    {
        DirectoryInfo? folder = Directory.GetParent(here);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Weir.slnx")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new DirectoryNotFoundException("no folder above the tests holds Weir.slnx");
    }
}
