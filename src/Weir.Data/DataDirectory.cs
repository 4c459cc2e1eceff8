namespace Weir.Data;

/// <summary>The folder that holds data files. This is the one place that asks the environment for it.</summary>
public static class DataDirectory
{
    /// <summary>The name of the environment variable: <c>WEIR_DATA</c>.</summary>
    public const string Variable = "WEIR_DATA";

    /// <summary>The folder when nothing names one: <c>data</c> in the working folder.</summary>
    public const string Default = "data";

    /// <summary>The folder that is named explicitly; else that of <see cref="Variable"/>; else <see cref="Default"/>.</summary>
    /// <param name="explicitPath">A folder, or null or blank for none.</param>
    /// <param name="environment">Looks up an environment variable; null asks the process.</param>
    public static string Resolve(string? explicitPath = null, Func<string, string?>? environment = null) =>
        string.IsNullOrWhiteSpace(explicitPath) ? Named(environment) ?? Default : explicitPath;

    /// <summary>The folder of <see cref="Variable"/>; null where it names none.</summary>
    /// <param name="environment">Looks up an environment variable; null asks the process.</param>
    public static string? Named(Func<string, string?>? environment = null) =>
        (environment ?? Environment.GetEnvironmentVariable)(Variable) is { } named && !string.IsNullOrWhiteSpace(named) ? named : null;
}
