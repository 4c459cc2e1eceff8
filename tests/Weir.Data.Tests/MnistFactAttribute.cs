namespace Weir.Data.Tests;

/// <summary>A test that needs the real MNIST files; without them it is shown as skipped.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class MnistFactAttribute : FactAttribute
{
    public MnistFactAttribute()
    {
        if (Find() is null)
            Skip = $"the MNIST files are neither in {DataDirectory.Variable} nor in shared/data/mnist above the tests";
    }

    /// <summary>The folder of the files, or null.</summary>
    public static string? Find()
    {
        var candidates = new List<string> { DataDirectory.Resolve() };
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            candidates.Add(Path.Combine(folder.FullName, "shared", "data"));
        return candidates
            .SelectMany(folder => new[] { folder, Path.Combine(folder, "mnist") })
            .FirstOrDefault(folder => File.Exists(Path.Combine(folder, "train-images-idx3-ubyte.gz")));
    }
}
