using System.Text.Json;
using System.Text.Json.Nodes;
using Weir.Training;

namespace Weir.Pages;

/// <summary>
/// A repair as a page shows it: its certificate (<c>repair.json</c>, docs/repair.md), and the run of the recipe as it was beside that of
/// the repaired one.
/// </summary>
internal static class RepairDocument
{
    /// <summary>The certificate's file in a repair's folder.</summary>
    public const string FileName = "repair.json";

    /// <summary>Whether a path is the folder of a repair.</summary>
    /// <param name="path">A path.</param>
    public static bool IsRepair(string path) => File.Exists(Path.Combine(path, FileName));

    /// <summary>The certificate as it stands in its file.</summary>
    /// <param name="folder">The repair's folder.</param>
    /// <exception cref="RunException">It cannot be read, or is damaged.</exception>
    public static JsonObject Certificate(string folder)
    {
        string path = Path.Combine(folder, FileName);
        try
        {
            return JsonNode.Parse(File.ReadAllText(path)) as JsonObject ?? throw new JsonException("it is no object");
        }
        catch (Exception error) when (error is JsonException or IOException or UnauthorizedAccessException)
        {
            throw new RunException($"{path}: the certificate cannot be read: {error.Message}. Repair again: what was tried is kept", error);
        }
    }

    /// <summary>The runs that were looked at the longest, those that are there: the repaired recipe first, then as it was.</summary>
    /// <param name="folder">The repair's folder.</param>
    /// <param name="certificate">Its certificate.</param>
    public static IReadOnlyList<RunFiles> Runs(string folder, JsonObject certificate) =>
    [
        .. new[] { ("repaired", certificate["repaired"]), ("original", certificate["original"]) }
            .Select(each => (Name: each.Item1, Path: Place(folder, each.Item2)))
            .Where(each => each.Path is not null && Directory.Exists(each.Path))
            .Select(each => RunFiles.Read(each.Path!) with { Name = each.Name }),
    ];

    private static string? Place(string folder, JsonNode? trial) =>
        (string?)trial?["branch"] is { } branch && (long?)trial["seed"] is { } seed
            ? Path.Combine(folder, "runs", $"{Path.GetFileName(branch)}.s{seed}") : null;
}
