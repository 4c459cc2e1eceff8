using System.Text.Json;
using System.Text.Json.Nodes;
using Weir.Tensors;
using Weir.Training;

namespace Weir.Diagnosis;

/// <summary>What is known of a run besides its trace, as <c>facts.json</c> in its directory.</summary>
public static class FactsFile
{
    /// <summary>The file's name.</summary>
    public const string Name = RunDirectory.FactsName;

    /// <summary>Writes facts; a reader sees the file as it was before, or whole.</summary>
    /// <param name="path">The file.</param>
    /// <param name="facts">What it says.</param>
    public static void Write(string path, RunFacts facts) => Write(path, facts, DiskFiles.Instance);

    internal static void Write(string path, RunFacts facts, IFileLayer files) =>
        WholeFile.Write(path, JsonSerializer.Serialize(facts, FactsJson.Default.RunFacts) + "\n", files);

    /// <summary>Reads facts.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="FactsException">It holds no facts; the message names it.</exception>
    /// <exception cref="FileException">It cannot be read.</exception>
    public static RunFacts Read(string path) => Read(path, DiskFiles.Instance);

    internal static RunFacts Read(string path, IFileLayer files)
    {
        byte[] content = FileException.Guard(path, "it cannot be read", () => WholeFile.Read(files, path));
        return Damage.Read(
            () =>
            {
                RunFacts? facts = JsonSerializer.Deserialize(content, FactsJson.Default.RunFacts);
                return facts is null || Wrong(facts) is not null ? throw new JsonException(facts is null ? null : Wrong(facts)) : facts;
            },
            (_, error) => Damaged(Message(path), error));
    }

    // What no run can have; rules count with these numbers.
    private static string? Wrong(RunFacts facts) =>
        facts.Setup is { Batch: < 1 } or { TotalSteps: < 0 } or { StepsPerEpoch: < 1 } or { Outputs: < 0 }
            ? "its batch, steps or outputs are too few"
        : facts.Data is { Samples: < 0 } or { Features: < 0 } or { ValidationSamples: < 0 } ? "its samples or features are fewer than 0"
        : facts.Network?.SymmetricLayers.Any(layer => layer < 0) == true ? "a layer has a number below 0"
        : null;

    /// <summary>The error of a file that is damaged.</summary>
    internal static FactsException Damaged(string what, Exception? error = null) => new(what, error!)
    {
        Remedy = "Remove the file: rules that need the data or the set-up are silent then",
    };

    private static string Message(string path) => $"{path}: damaged: it holds no facts";

    /// <summary>The facts as a part of another document.</summary>
    internal static JsonNode? Node(RunFacts facts) => JsonSerializer.SerializeToNode(facts, FactsJson.Default.RunFacts);
}
