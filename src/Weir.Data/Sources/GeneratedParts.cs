namespace Weir.Data;

/// <summary>
/// Makes the parts of a generated set. Samples are numbered, each with a random stream of its own, and the numbers of the
/// parts lie far apart: more training samples do not move the test part.
/// </summary>
internal static class GeneratedParts
{
    private const long PartStride = 1L << 32;

    /// <summary>Makes the parts.</summary>
    /// <param name="source">The name of the source.</param>
    /// <param name="request">The counts that are wanted.</param>
    /// <param name="features">Numbers of a sample.</param>
    /// <param name="training">Training samples unless told.</param>
    /// <param name="validation">Validation samples unless told.</param>
    /// <param name="test">Test samples unless told.</param>
    /// <param name="make">From name, count and the number of the first sample to a set.</param>
    public static DataSplit Make(string source, DataRequest request, int features, int training, int validation, int test,
        Func<string, int, long, Dataset> make)
    {
        training = Check(source, "training", features, request.TrainingCount ?? training);
        validation = Check(source, "validation", features, request.ValidationCount ?? validation);
        test = Check(source, "test", features, request.TestCount ?? test);
        if (training == 0)
            throw new DataException($"{source}: 0 training samples were asked for; 1 or more are needed") { Option = "training" };
        return new DataSplit(
            make($"{source} training", training, 0),
            validation == 0 ? null : make($"{source} validation", validation, PartStride),
            test == 0 ? null : make($"{source} test", test, 2 * PartStride));
    }

    /// <summary>The noise that is wanted, checked.</summary>
    public static double Noise(string source, DataRequest request, double usual)
    {
        double noise = request.Noise ?? usual;
        return double.IsFinite(noise) && noise >= 0 ? noise
            : throw new DataException($"{source}: noise of {noise} was asked for; it is 0 or more") { Option = "noise" };
    }

    /// <summary>The number of classes that is wanted, checked.</summary>
    public static int Classes(string source, DataRequest request, int usual)
    {
        int classes = request.Classes ?? usual;
        return classes is >= 2 and <= 100 ? classes
            : throw new DataException($"{source}: {classes} classes were asked for; there are 2 to 100") { Option = "classes" };
    }

    private static int Check(string source, string part, int features, int count)
    {
        if (count < 0)
            throw new DataException($"{source}: {count} {part} samples were asked for; a count is 0 or more") { Option = part };
        long bytes = (long)count * features * sizeof(float);
        if ((long)count * features > Array.MaxLength || bytes > GC.GetGCMemoryInfo().TotalAvailableMemoryBytes)
            throw new DataException($"{source}: {count} {part} samples of {features} numbers were asked for; they do not fit into "
                + "memory: ask for fewer")
            {
                Option = part
            };
        return count;
    }
}
