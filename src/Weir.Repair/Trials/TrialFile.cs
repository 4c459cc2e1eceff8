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

    private static readonly Dictionary<string, long> s_none = [];

    /// <summary>What it was made of: recipe, data, strategy and the repair's seed, as a hash.</summary>
    public required string Fingerprint { get; init; }

    /// <summary>What all branches of its repair have in common, as a hash; null where an earlier version wrote it.</summary>
    public string? Repair { get; init; }

    /// <summary>The files that the branch is judged by (<see cref="BranchFiles"/>); none where an earlier version wrote it.</summary>
    public IReadOnlyDictionary<string, long> Files { get => field ?? s_none; init; } = s_none;

    /// <summary>The looks.</summary>
    public required IReadOnlyList<Trial> Looks { get; init; }

    /// <summary>What a branch is made of, as a hash.</summary>
    /// <param name="recipe">Its recipe.</param>
    /// <param name="common">What all branches of a repair have in common.</param>
    public static string FingerprintOf(Recipe recipe, string common) => HashOf(common + "\n" + RecipeWriter.Write(recipe));

    /// <summary>Refuses the branch of another repair, whatever it trains; one that cannot be read is told of when it is wanted.</summary>
    /// <param name="directory">The run directory.</param>
    /// <param name="common">What all branches of a repair have in common.</param>
    /// <exception cref="RunException">It is of other data, by another strategy or of a repair with another seed.</exception>
    public static void Check(string directory, string common)
    {
        string path = Path.Combine(directory, Name);
        TrialFile? file;
        try
        {
            file = File.Exists(path) ? Parse(path) : null;
        }
        catch (WeirException)
        {
            return;
        }

        if (file?.Repair is { } repair && repair != HashOf(common))
            throw Other(path);
    }

    /// <summary>The looks so far; none where there is no file, or where what they were taken of is there no more.</summary>
    /// <exception cref="RunException">
    /// It is damaged, or of another recipe, of other data, by another strategy or of a repair with another seed.
    /// </exception>
    /// <exception cref="FileException">It cannot be read.</exception>
    public static IReadOnlyList<Trial> Read(string directory, string fingerprint)
    {
        string path = Path.Combine(directory, Name);
        UnfinishedFile.Remove(path, DateTime.MinValue);
        if (!File.Exists(path))
            return [];
        TrialFile file = Parse(path);
        return file.Fingerprint != fingerprint ? throw Other(path) : BranchFiles.AreLost(directory, file.Files) ? [] : file.Looks;
    }

    private static TrialFile Parse(string path)
    {
        byte[] content = FileException.Guard(path, "it cannot be read", () => WholeFile.Read(DiskFiles.Instance, path));
        return Damage.Read(() => JsonText.Read(content, RepairJson.Default.TrialFile), (_, error) =>
            new RunException($"{path}: damaged: it holds no looks at a branch. Remove the folder {Path.GetDirectoryName(path)}, and the "
                + "repair makes it again", error));
    }

    private static RunException Other(string path) => new($"{path}: it was made of other data, by another strategy, with another --seed or "
        + "by another version of Weir. Give another --name, or remove the folder of the repair");

    private static string HashOf(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    /// <summary>Writes the looks.</summary>
    public static void Write(string directory, string fingerprint, string common, IReadOnlyList<Trial> looks)
    {
        TrialFile file = new()
        {
            Fingerprint = fingerprint,
            Repair = HashOf(common),
            Files = BranchFiles.Of(directory),
            Looks = looks,
        };
        WholeFile.WriteShared(Path.Combine(directory, Name), JsonSerializer.Serialize(file, RepairJson.Default.TrialFile) + "\n");
    }
}
