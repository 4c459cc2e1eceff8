using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Weir.Tensors;
using Weir.Training;

namespace Weir.Repair;

/// <summary>
/// <c>trial.json</c> in the run directory of a branch: how far it had come at each look. What stands in it is not made again, if it was
/// made of the same.
/// </summary>
internal sealed record TrialFile
{
    public const string Name = "trial.json";

    /// <summary>What it was made of: recipe, data, strategy and the repair's seed, as a hash.</summary>
    public required string Fingerprint { get; init; }

    /// <summary>The looks.</summary>
    public required IReadOnlyList<Trial> Looks { get; init; }

    /// <summary>What a branch is made of, as a hash.</summary>
    /// <param name="recipe">Its recipe.</param>
    /// <param name="common">What all branches of a repair have in common.</param>
    public static string FingerprintOf(Recipe recipe, string common) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(common + "\n" + RecipeWriter.Write(recipe))));

    /// <summary>The looks so far; none where there is no file.</summary>
    /// <exception cref="RunException">
    /// It is damaged, or of another recipe, of other data, by another strategy or of a repair with another seed.
    /// </exception>
    /// <exception cref="FileException">It cannot be read.</exception>
    public static IReadOnlyList<Trial> Read(string directory, string fingerprint)
    {
        string path = Path.Combine(directory, Name);
        WholeFile.RemoveAbandoned(path, DateTime.MinValue);
        if (!File.Exists(path))
            return [];
        byte[] content = FileException.Guard(path, "it cannot be read", () => WholeFile.Read(DiskFiles.Instance, path));
        TrialFile file = Damage.Read(() => JsonText.Read(content, RepairJson.Default.TrialFile), (_, error) =>
            new RunException($"{path}: damaged: it holds no looks at a branch. Remove the folder {directory}, and the repair makes it "
                + "again", error));
        return file.Fingerprint == fingerprint ? file.Looks
            : throw new RunException($"{path}: it was made of other data, by another strategy, with another --seed or by another version "
                + "of Weir. Give another --name, or remove the folder of the repair");
    }

    /// <summary>Writes the looks.</summary>
    public static void Write(string directory, string fingerprint, IReadOnlyList<Trial> looks)
    {
        TrialFile file = new() { Fingerprint = fingerprint, Looks = looks };
        WholeFile.WriteShared(Path.Combine(directory, Name), JsonSerializer.Serialize(file, RepairJson.Default.TrialFile) + "\n");
    }
}
