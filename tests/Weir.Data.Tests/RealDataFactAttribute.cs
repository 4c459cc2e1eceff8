namespace Weir.Data.Tests;

/// <summary>A test that needs a real data file; without it the test is shown as skipped.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class RealDataFactAttribute : FactAttribute
{
    public RealDataFactAttribute(string file)
    {
        File = file;
        if (Find(file) is null)
            Skip = $"{file} is neither in {DataDirectory.Variable} nor in shared/data above the tests";
    }

    public string File { get; }

    /// <summary>The data folder that holds the file, or null.</summary>
    public static string? Find(string file)
    {
        var candidates = new List<string> { DataDirectory.Resolve() };
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            candidates.Add(Path.Combine(folder.FullName, "shared", "data"));
        return candidates.FirstOrDefault(folder => System.IO.File.Exists(Path.Combine(folder, file)));
    }
}
