using Weir.Tensors;

namespace Weir.Training;

/// <summary>Where a path leads, whatever links are on its end.</summary>
internal static class FinalPath
{
    /// <summary>The full path of what a file's name leads to; of one that is not there, its own.</summary>
    /// <exception cref="FileException">A link that leads in a circle.</exception>
    public static string Of(string file) => FileException.Guard(file, "it cannot be followed", () =>
        // Of a bare name a link's target would be looked for at the root.
        Path.GetFullPath(File.ResolveLinkTarget(Path.GetFullPath(file), returnFinalTarget: true)?.FullName ?? file));

    /// <summary>Whether two names lead to one file or folder that is there.</summary>
    /// <exception cref="FileException">A link that leads in a circle.</exception>
    public static bool IsSame(string one, string other) => Path.Exists(other) && string.Equals(
        Path.TrimEndingDirectorySeparator(Of(one)), Path.TrimEndingDirectorySeparator(Of(other)),
        OperatingSystem.IsLinux() ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase);
}
