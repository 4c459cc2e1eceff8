using System.Text.Json;

namespace Weir.Testing;

/// <summary>Numbers of another program that a test compares with; the file names the command that made it.</summary>
/// <param name="MadeBy">The command and version.</param>
/// <param name="Cases">What was worked out.</param>
public sealed record GoldenFile(string MadeBy, IReadOnlyList<GoldenCase> Cases)
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web);

    /// <summary>Reads a file that lies in <c>golden/</c> beside the test assembly.</summary>
    /// <param name="name">Its name without <c>.json</c>.</param>
    public static GoldenFile Read(string name)
    {
        using FileStream stream = File.OpenRead(Path.Combine(AppContext.BaseDirectory, "golden", $"{name}.json"));
        return JsonSerializer.Deserialize<GoldenFile>(stream, Options) ?? throw new InvalidDataException($"golden file {name} is empty");
    }
}

/// <summary>One computation: what went in, what came out, and the gradients of Σ outputGradient·output.</summary>
/// <param name="Name">Names the case in the file.</param>
/// <param name="Operation">Which operation was computed.</param>
/// <param name="Numbers">Numbers that the operation was given besides tensors (a slope, an axis), or null.</param>
/// <param name="Indices">Labels or row numbers, or null.</param>
/// <param name="Inputs">The inputs.</param>
/// <param name="Output">The result.</param>
/// <param name="OutputGradient">∂loss/∂output.</param>
/// <param name="Gradients">∂loss/∂input for each input; null where none was asked for.</param>
public sealed record GoldenCase(
    string Name,
    string Operation,
    float[]? Numbers,
    int[]? Indices,
    GoldenTensor[] Inputs,
    GoldenTensor Output,
    GoldenTensor OutputGradient,
    GoldenTensor?[] Gradients);

/// <summary>Numbers with their shape, row-major.</summary>
/// <param name="Shape">Axis lengths, outermost first.</param>
/// <param name="Values">The numbers.</param>
public sealed record GoldenTensor(int[] Shape, float[] Values);
