namespace Weir.Data;

/// <summary>Finds what a request names.</summary>
internal static class DataPlaces
{
    /// <summary>The first place at which there is a file.</summary>
    /// <exception cref="DataException">There is none; the message names the places.</exception>
    public static string File(DataRequest request, string name, string source, string key = "file") =>
        request.Places(name).FirstOrDefault(System.IO.File.Exists) ?? throw Missing(request, name, source, "file", key);

    /// <summary>The first place at which there is a folder.</summary>
    /// <exception cref="DataException">There is none; the message names the places.</exception>
    public static string Folder(DataRequest request, string name, string source, string key = "folder") =>
        request.Places(name).FirstOrDefault(Directory.Exists) ?? throw Missing(request, name, source, "folder", key);

    /// <summary>Whether every file and folder that a request names is there.</summary>
    public static bool AreThere(DataRequest request) =>
        new[] { request.File, request.TestFile }.OfType<string>().All(name => request.Places(name).Any(System.IO.File.Exists))
        && new[] { request.Folder, request.Masks }.OfType<string>().All(name => request.Places(name).Any(Directory.Exists));

    private static DataException Missing(DataRequest request, string name, string source, string noun, string key) => new(
        $"{source}: {name}: there is no such {noun}; it was sought at {string.Join(" and ", request.Places(name))}; "
        + $"name another in '{key}', or its folder in 'directory' or {DataDirectory.Variable}")
    {
        Option = key
    };
}
