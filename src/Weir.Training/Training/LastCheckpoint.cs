using Weir.Nn;
using Weir.Tensors;

namespace Weir.Training;

/// <summary>Where a run goes on from.</summary>
internal static class LastCheckpoint
{
    /// <summary>Brings everything in memory to where it was at the last checkpoint; nothing on the disk is changed.</summary>
    /// <returns>The checkpoint; null where there is none, and the run begins.</returns>
    /// <exception cref="RunException">It is damaged, or one of another recipe or of other data; the message says what the run could go on
    /// from instead.</exception>
    public static Checkpoint? Restore(RunDirectory directory, IFileLayer files, Module model, Optimizer optimizer, FlowMeter? flow,
        RunState state, RunPlace place, bool hasOtherData)
    {
        IReadOnlyList<long> steps = directory.Checkpoints.Steps();
        if (steps.Count == 0)
            return null;
        string path = directory.Checkpoints.Of(steps[0]);
        try
        {
            (Checkpoint checkpoint, Safetensors content) = RunException.Guard(path, "the checkpoint cannot be read", () =>
            {
                using Stream stream = files.OpenRead(path);
                return Checkpoint.Load(path, stream, model, optimizer);
            });
            if (place.Wrong(checkpoint, steps[0]) is { } wrong)
                throw new SafetensorsException($"{path}: damaged, or of another recipe: {wrong}");
            flow?.Restore(content);
            state.Restore(path, checkpoint, content);
            optimizer.Rate = checkpoint.Rate;
            return checkpoint;
        }
        catch (Exception error) when (error is SafetensorsException || Damage.IsDamage(error))
        {
            if (IsOfEarlierVersion(path, files))
                throw new RunException($"{path}: the checkpoint is of an earlier version, from which this one cannot go on; train the run "
                    + "again under another name", error);
            if (hasOtherData)
                throw new RunException($"{path}: the data is not what the run had, and the checkpoint does not fit it. "
                    + "Bring back the data to go on, or train under another name; the file is well as it is", error)
                { IsOfOtherData = true };
            string where = error is SafetensorsException ? "" : $"{path}: damaged: ";
            string advice = steps.Count > 1 ? $"remove the file to go on from step {steps[1]}" : "remove the file to begin again";
            throw new RunException($"{where}{error.Message}; {advice}", error);
        }
    }

    /// <summary>Whether a checkpoint that cannot be gone on from is whole, and says nothing of its inputs, as later ones do.</summary>
    private static bool IsOfEarlierVersion(string path, IFileLayer files)
    {
        try
        {
            using Stream stream = files.OpenRead(path);
            return !Safetensors.Read(stream, path, _ => false).Metadata.ContainsKey(ModelSignature.Key);
        }
        catch (Exception error) when (error is SafetensorsException || Damage.IsDamage(error) || DiskError.Is(error))
        {
            return false;
        }
    }
}
