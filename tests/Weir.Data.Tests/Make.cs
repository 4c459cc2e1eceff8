using Weir.Tensors;

namespace Weir.Data.Tests;

/// <summary>Small sets whose samples tell their own number, and a folder for files.</summary>
internal static class Make
{
    /// <summary>Sample i is (i, i + 0.5) and has class i % classes.</summary>
    public static Dataset Numbered(int count, int classes = 3)
    {
        float[] inputs = new float[2 * count];
        int[] labels = new int[count];
        for (int i = 0; i < count; i++)
        {
            inputs[2 * i] = i;
            inputs[(2 * i) + 1] = i + 0.5f;
            labels[i] = i % classes;
        }

        return new Dataset("numbered", new Shape(2), inputs, new ClassTargets(labels, classes));
    }

    /// <summary>Sample i is (i) and has the target row (10 i, 10 i + 1).</summary>
    public static Dataset NumberedValues(int count) => new(
        "values",
        new Shape(1),
        [.. Enumerable.Range(0, count).Select(i => (float)i)],
        new ValueTargets([.. Enumerable.Range(0, count).SelectMany(i => new[] { 10f * i, (10f * i) + 1 })], 2));

    public static IEnumerable<int> Numbers(Dataset dataset) =>
        Enumerable.Range(0, dataset.Count).Select(i => (int)dataset.Sample(i)[0]);

    public static int[] Labels(Dataset dataset) => ((ClassTargets)dataset.Targets).Labels;

    public static float[] Values(Dataset dataset) => ((ValueTargets)dataset.Targets).Values;
}

/// <summary>A folder that goes away with the test.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("weir-data-").FullName;

    public string File(string name) => System.IO.Path.Combine(Path, name);

    public string Write(string name, string text)
    {
        System.IO.File.WriteAllText(File(name), text);
        return File(name);
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
