namespace Weir.Zoo;

/// <summary>Where cases and their tables lie.</summary>
internal static class CaseFiles
{
    /// <summary>The case file that comes with the benchmark.</summary>
    public static string Default => Path.Combine(AppContext.BaseDirectory, "cases", "cases.json");

    /// <summary>The folder of tables beside a case file: <c>data</c> there, or the file's own.</summary>
    public static string TablesBeside(string cases)
    {
        string folder = Path.GetDirectoryName(Path.GetFullPath(cases))!;
        return Directory.Exists(Path.Combine(folder, "data")) ? Path.Combine(folder, "data") : folder;
    }
}
