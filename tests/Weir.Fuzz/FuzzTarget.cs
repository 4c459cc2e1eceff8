namespace Weir.Fuzz;

/// <summary>A reader under test.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Extension">The ending of its files.</param>
/// <param name="Seeds">Inputs that it reads; cases are made from them.</param>
/// <param name="Read">Reads a file.</param>
/// <param name="Documented">The errors that it may throw.</param>
internal sealed record FuzzTarget(string Name, string Extension, IReadOnlyList<byte[]> Seeds, Action<string> Read, params Type[] Documented)
{
    /// <summary>Bytes that it may take whatever the size of the input, where a few bytes of that can stand for many cells.</summary>
    public long MostBytes { get; init; }

    public bool IsDocumented(Exception error) => Documented.Any(type => type.IsInstanceOfType(error));
}
