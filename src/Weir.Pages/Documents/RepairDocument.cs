using System.Text.Json.Nodes;
using Weir.Repair;
using Weir.Tensors;
using Weir.Training;

namespace Weir.Pages;

/// <summary>
/// A repair as a page shows it: its certificate (<c>repair.json</c>, docs/repair.md), and the run of the recipe as it was beside that of
/// the repaired one.
/// </summary>
internal static class RepairDocument
{
    /// <summary>Whether a path is the folder of a repair.</summary>
    /// <param name="path">A path.</param>
    public static bool IsRepair(string path) => File.Exists(Path.Combine(path, Certificate.FileName));

    /// <summary>The certificate of a repair.</summary>
    /// <param name="folder">The repair's folder.</param>
    /// <exception cref="RunException">It is damaged.</exception>
    /// <exception cref="FileException">It cannot be read.</exception>
    public static Certificate Read(string folder) => Certificate.Read(Path.Combine(folder, Certificate.FileName));

    /// <summary>A certificate as a part of a page.</summary>
    /// <param name="certificate">The certificate.</param>
    public static JsonNode? Node(Certificate certificate) => JsonNode.Parse(certificate.ToJson());

    /// <summary>The runs that were looked at the longest, those that are there: the repaired recipe first, then as it was.</summary>
    /// <param name="folder">The repair's folder.</param>
    /// <param name="certificate">Its certificate.</param>
    public static IReadOnlyList<RunFiles> Runs(string folder, Certificate certificate) =>
    [
        .. new[] { (Name: "repaired", Trial: certificate.Repaired), (Name: "original", Trial: certificate.Original) }
            .Where(each => each.Trial is not null)
            .Select(each => (each.Name, IsTaken: certificate.Run is { IsTaken: true } && each.Name == "original", each.Trial))
            .Select(each => (each.Name, each.IsTaken, Path: each.IsTaken ? Path.Combine(folder, "run") : Place(folder, each.Trial!)))
            .Where(each => Directory.Exists(each.Path))
            .Select(each => RunFiles.Read(each.Path) is var run && each.IsTaken ? run with { Name = each.Name }
                : run with { Name = each.Name, IsBranch = true, Recipe = RecipeOf(folder, each.Name) ?? run.Recipe }),
    ];

    /// <summary>The recipe that a branch tries: its own has the repair's checkpoints, name and seed besides.</summary>
    private static string? RecipeOf(string folder, string name) => Path.Combine(folder, $"{name}.yaml") is var file && File.Exists(file)
        ? WholeFile.ReadText(file) : null;

    private static string Place(string folder, Trial trial) =>
        Path.Combine(folder, "runs", $"{Path.GetFileName(trial.Branch)}.s{trial.Seed}");
}
