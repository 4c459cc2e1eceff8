using System.Text.Json;
using System.Text.Json.Nodes;
using Weir.Training;

namespace Weir.Diagnosis;

/// <summary>What is known of a run besides its trace, as <c>facts.json</c> in its directory.</summary>
public static class FactsFile
{
    /// <summary>The file's name.</summary>
    public const string Name = "facts.json";

    /// <summary>Writes facts; a reader sees the file as it was before, or whole.</summary>
    /// <param name="path">The file.</param>
    /// <param name="facts">What it says.</param>
    public static void Write(string path, RunFacts facts) => WholeFile.Write(path, JsonSerializer.Serialize(facts, FactsJson.Default.RunFacts) + "\n");

    /// <summary>Reads facts.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="FactsException">It holds no facts; the message names it.</exception>
    public static RunFacts Read(string path)
    {
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllBytes(path), FactsJson.Default.RunFacts) ?? throw new FactsException(Message(path));
        }
        catch (JsonException error)
        {
            throw new FactsException(Message(path), error);
        }
    }

    private static string Message(string path) => $"{path}: damaged: it holds no facts. Remove the file: rules that need the data or the set-up are silent then";

    /// <summary>The facts as a part of another document.</summary>
    internal static JsonNode? Node(RunFacts facts) => JsonSerializer.SerializeToNode(facts, FactsJson.Default.RunFacts);
}
