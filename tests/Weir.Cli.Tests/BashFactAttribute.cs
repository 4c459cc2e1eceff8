namespace Weir.Cli.Tests;

/// <summary>A test that limits or ends a process by bash; it is skipped where there is none.</summary>
internal sealed class BashFactAttribute : FactAttribute
{
    public const string Missing = "there is no bash here that starts a process as a shell does";

    public BashFactAttribute()
    {
        if (!IsThere)
            Skip = Missing;
    }

    public static bool IsThere => !OperatingSystem.IsWindows() && (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, "bash")));
}
