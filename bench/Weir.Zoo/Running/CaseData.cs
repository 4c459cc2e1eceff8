using Weir.Data;
using Weir.Tensors;

namespace Weir.Zoo;

/// <summary>The data of cases: tables and images are read once, and changed for each case as it says.</summary>
/// <param name="directory">The folder of the tables.</param>
/// <param name="mnistDirectory">The folder of MNIST's files; null for that of <c>WEIR_DATA</c>.</param>
internal sealed class CaseData(string directory, string? mnistDirectory)
{
    /// <summary>Images of MNIST that cases train on.</summary>
    public const int MnistTraining = 4000;

    /// <summary>Images of MNIST that cases are tested on.</summary>
    public const int MnistTest = 2000;

    private const string MnistImages = "train-images-idx3-ubyte";

    private readonly Dictionary<(string Name, bool Classes), (Dataset Training, Dataset Test)> _read = [];

    /// <summary>Whether a case learns MNIST.</summary>
    public static bool IsMnist(ZooCase zooCase) => zooCase.Dataset == "mnist";

    /// <summary>What a case asks of its source.</summary>
    public static DataRequest Request(ZooCase zooCase) => IsMnist(zooCase)
        ? new DataRequest
        {
            TrainingCount = MnistTraining,
            ValidationCount = 0,
            TestCount = MnistTest,
            AsImages = zooCase.InputShape is not null
        }
        : new DataRequest
        {
            File = $"{zooCase.Dataset}-train.csv",
            TestFile = $"{zooCase.Dataset}-test.csv",
            TargetColumn = "y",
            Task = zooCase.IsClassification ? DataTask.Classification : DataTask.Regression,
            ValidationCount = 0,
        };

    /// <summary>Whether MNIST's files are there.</summary>
    public bool HasMnist()
    {
        string folder = DataDirectory.Resolve(mnistDirectory);
        string[] folders = [folder, Path.Combine(folder, "mnist")];
        return Array.Exists(folders, path => File.Exists(Path.Combine(path, MnistImages))
            || File.Exists(Path.Combine(path, MnistImages + ".gz")));
    }

    /// <summary>The data of a case: the test set is validation part and test part alike.</summary>
    /// <param name="zooCase">The case.</param>
    /// <param name="seed">Draws the permutation of labels and the rows that get a NaN.</param>
    /// <exception cref="DataException">The data cannot be read, or does not fit the case.</exception>
    public DataSplit Of(ZooCase zooCase, long seed)
    {
        (Dataset training, Dataset test) = Read(zooCase);
        training = Change(training, zooCase);
        test = Change(test, zooCase);
        if (zooCase.NanRows > 0)
            training = WithNaN(training, zooCase, RandomStream.For(seed, "zoo.nan"));
        if (zooCase.ShuffleLabels)
            training = WithPermutedTargets(training, RandomStream.For(seed, "zoo.labels"));
        return new DataSplit(training, test, test);
    }

    private (Dataset Training, Dataset Test) Read(ZooCase zooCase)
    {
        (string, bool) key = (zooCase.Dataset, zooCase.IsClassification);
        if (_read.TryGetValue(key, out (Dataset, Dataset) there))
            return there;
        DataRequest request = Request(zooCase) with
        {
            Directory = IsMnist(zooCase) ? mnistDirectory : Path.GetFullPath(directory),
            AsImages = false
        };
        DataSplit split = DataSources.Load(IsMnist(zooCase) ? "mnist" : "csv", request);
        return _read[key] = (split.Training.Named($"{zooCase.Dataset} training"), split.Test!.Named($"{zooCase.Dataset} test"));
    }

    private static Dataset Change(Dataset part, ZooCase zooCase)
    {
        if (zooCase.InputShape is { } shape)
            part = part.Reshape(new Shape([.. shape]));
        if (zooCase is { Scale: 1, Shift: 0, Spread: 1 })
            return part;
        float[] inputs = new float[part.Inputs.Length];
        for (int i = 0; i < inputs.Length; i++)
            inputs[i] = (float)((part.Inputs[i] * zooCase.Scale) + zooCase.Shift);
        for (int first = 0; first < inputs.Length; first += part.SampleSize)
            inputs[first] = (float)(inputs[first] * zooCase.Spread);
        return part.WithInputs(inputs);
    }

    private static Dataset WithNaN(Dataset part, ZooCase zooCase, RandomStream random)
    {
        if (zooCase.NanRows > part.Count)
            throw new DataException($"{part.Name}: {zooCase.NanRows} rows are to get a NaN; the set has {part.Count}");
        float[] inputs = (float[])part.Inputs.Clone();
        foreach (int row in Order(part.Count, random).Take(zooCase.NanRows))
            inputs[row * part.SampleSize] = float.NaN;
        return part.WithInputs(inputs);
    }

    private static Dataset WithPermutedTargets(Dataset part, RandomStream random) =>
        new(part.Name, part.InputShape, part.Inputs, part.Targets.Select(Order(part.Count, random)));

    private static int[] Order(int count, RandomStream random)
    {
        int[] order = [.. Enumerable.Range(0, count)];
        random.Shuffle<int>(order);
        return order;
    }
}
