using System.Text.Json;
using Weir.Tensors;
using Weir.Training;

namespace Weir.Repair;

/// <summary><c>trial.json</c> in the run directory of a branch: how far it had come at each look. What stands in it is not made
/// again.</summary>
internal static class TrialFile
{
    public const string Name = "trial.json";

    /// <summary>The looks so far; none where there is no file.</summary>
    /// <exception cref="RunException">It is damaged.</exception>
    /// <exception cref="FileException">It cannot be read.</exception>
    public static IReadOnlyList<Trial> Read(string directory)
    {
        string file = Path.Combine(directory, Name);
        if (!File.Exists(file))
            return [];
        byte[] content = FileException.Guard(file, "it cannot be read", () => File.ReadAllBytes(file));
        return Damage.Read(() => JsonText.Read(content, RepairJson.Default.ListTrial), (_, error) =>
            new RunException($"{file}: damaged: it holds no looks at a branch. Remove the folder {directory}, and the repair makes it "
                + "again", error));
    }

    /// <summary>Adds a look.</summary>
    public static void Add(string directory, Trial trial)
    {
        List<Trial> all = [.. Read(directory), trial];
        WholeFile.WriteShared(Path.Combine(directory, Name), JsonSerializer.Serialize(all, RepairJson.Default.ListTrial) + "\n");
    }
}
