namespace Weir.Training;

/// <summary>The checkpoints of a run: the last few by step, and the best.</summary>
/// <param name="directory">The folder.</param>
public sealed class CheckpointStore(string directory)
{
    private const string Prefix = "step-";
    private const string Suffix = ".safetensors";

    /// <summary>The file of the best checkpoint.</summary>
    public string Best => Path.Combine(directory, "best" + Suffix);

    /// <summary>The file of the checkpoint of a step.</summary>
    /// <param name="step">The step.</param>
    public string Of(long step) => Path.Combine(directory, $"{Prefix}{step:D9}{Suffix}");

    /// <summary>The steps that there are checkpoints of, the last one first.</summary>
    public IReadOnlyList<long> Steps() => !Directory.Exists(directory)
        ? []
        : [.. Directory.EnumerateFiles(directory, Prefix + "*" + Suffix)
            .Select(file => Path.GetFileName(file)[Prefix.Length..^Suffix.Length])
            .Where(text => long.TryParse(text, out _))
            .Select(long.Parse)
            .OrderDescending()];

    /// <summary>Writes a checkpoint, and then removes those that are too many.</summary>
    /// <param name="step">Its step.</param>
    /// <param name="keep">How many of the last are kept.</param>
    /// <param name="isBest">Whether it is kept as the best too.</param>
    /// <param name="save">Writes it to a file.</param>
    internal void Add(long step, int keep, bool isBest, Action<string> save) => _ = RunException.Guard(Of(step), "the checkpoint cannot be written", () =>
    {
        Directory.CreateDirectory(directory);
        save(Of(step));
        if (isBest)
            save(Best);
        foreach (long old in Steps().Where(other => other <= step).Skip(keep))
            File.Delete(Of(old));
        return true;
    });

    /// <summary>Removes the checkpoints behind a step, as when an earlier one was gone back to.</summary>
    internal void CutAfter(long step)
    {
        foreach (long late in Steps().Where(other => other > step))
            File.Delete(Of(late));
    }
}
