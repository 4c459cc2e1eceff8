using Weir.Data;
using Weir.Nn;
using Weir.Tensors;

namespace Weir.Diagnosis.Tests;

/// <summary>The facts of data are gathered whatever its shape: one feature, one pixel, one place, few samples, all alike.</summary>
public class SmallDataTests
{
    public static TheoryData<int[]> Shapes => [[1], [2], [3], [1, 1], [5, 1], [1, 4], [1, 1, 1], [2, 2, 1], [1, 1, 3], [9, 9, 1]];

    [Theory]
    [MemberData(nameof(Shapes))]
    public void They_are_read(int[] axes)
    {
        Shape shape = new(axes);
        foreach (int count in (int[])[1, 2, 49, 60, 300])
        {
            foreach (bool alike in (bool[])[false, true])
            {
                RandomStream random = RandomStream.For(count, "small");
                float[] inputs = [.. Enumerable.Range(0, count * shape.Size).Select(_ => alike ? 1 : (float)random.NextNormal())];
                int[] labels = [.. Enumerable.Range(0, count).Select(i => i % 2)];
                float[] values = [.. Enumerable.Range(0, count).Select(_ => (float)random.NextNormal())];
                Read(new Dataset("classes", shape, inputs, new ClassTargets(labels, 2)), new CrossEntropy());
                Read(new Dataset("values", shape, inputs, new ValueTargets(values, 1)), new MeanSquaredError());
                Read(new Dataset("pairs", shape, inputs, new ValueTargets([.. values, .. values], 2)), new MeanSquaredError());
            }
        }

        static void Read(Dataset data, Loss loss)
        {
            foreach (bool thorough in (bool[])[false, true])
                DataReader.Read(new DataSplit(data), loss, 1, seed: 1, thorough).Samples.ShouldBe(data.Count);
        }
    }
}
