namespace Weir.Cli.Tests;

/// <summary>A test that limits a process by bash; it is skipped where there is none.</summary>
internal sealed class BashFactAttribute : FactAttribute
{
    public BashFactAttribute()
    {
        if (OperatingSystem.IsWindows() || !(Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .Any(folder => File.Exists(Path.Combine(folder, "bash"))))
            Skip = "there is no bash here that limits how many files a process may open";
    }
}
