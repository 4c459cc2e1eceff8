namespace Weir.Bench;

/// <summary>Where the benchmark finds its parts.</summary>
internal static class Repository
{
    /// <summary>The folder that holds Weir.slnx.</summary>
    public static string Root()
    {
        for (DirectoryInfo? at = new(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            if (File.Exists(Path.Combine(at.FullName, "Weir.slnx")))
                return at.FullName;
        }

        throw new InvalidOperationException("the repository's root (Weir.slnx) was not found above the program");
    }

    /// <summary>The arguments that start this program again: it may run as itself or under dotnet.</summary>
    public static string Command(string arguments) =>
        Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet" ? $"\"{typeof(Repository).Assembly.Location}\" {arguments}"
            : arguments;
}
