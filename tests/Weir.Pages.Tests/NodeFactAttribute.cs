namespace Weir.Pages.Tests;

/// <summary>A test that needs Node and what <c>npm ci</c> in <c>web/</c> brings; it is skipped where they are missing.</summary>
internal sealed class NodeFactAttribute : FactAttribute
{
    public NodeFactAttribute()
    {
        if (!OnPath("node"))
            Skip = "there is no Node here (apt-get install nodejs npm)";
        else if (!Directory.Exists(Path.Combine(Folder.Root, "web", "node_modules", "esbuild")))
            Skip = "the packages of web/ are not installed (npm ci in web/)";
    }

    /// <summary>Whether a program can be called by its name.</summary>
    internal static bool OnPath(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .Any(folder => File.Exists(Path.Combine(folder, program)) || File.Exists(Path.Combine(folder, program + ".exe")));
}
