using Weir.Data;
using Weir.Tensors;

namespace Weir.Diagnosis.Tests;

public sealed class NeighbourTestTests
{
    private static Dataset Of(Func<float, float, float, int> label, float scale = 1)
    {
        RandomStream random = RandomStream.For(3, "test");
        float[] inputs = new float[3 * 600];
        int[] labels = new int[600];
        for (int i = 0; i < labels.Length; i++)
        {
            float a = (float)random.NextNormal(), b = (float)random.NextNormal(), c = (float)random.NextDouble();
            labels[i] = label(a, b, c);
            (inputs[3 * i], inputs[(3 * i) + 1], inputs[(3 * i) + 2]) = (a * scale, b, 7);
        }

        return new Dataset("test", new Shape(3), inputs, new ClassTargets(labels, 2));
    }

    [Fact]
    public void Neighbours_share_labels_that_depend_on_inputs_even_in_a_checkerboard() =>
        NeighbourTest.Score(Of((a, b, _) => a * b > 0 ? 1 : 0), 256, 1)!.Value.ShouldBeGreaterThan(5);

    [Fact]
    public void No_scale_drowns_the_other_features() =>
        NeighbourTest.Score(Of((_, b, _) => b > 0 ? 1 : 0, scale: 5000), 256, 1)!.Value.ShouldBeGreaterThan(5);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public void Labels_by_chance_score_near_0(int seed) =>
        NeighbourTest.Score(Of((_, _, c) => c > 0.5 ? 1 : 0), 256, seed)!.Value.ShouldBeInRange(-4, 3);

    [Fact]
    public void Values_are_compared_as_well()
    {
        Dataset classes = Of((_, _, _) => 0);
        float[] values = [.. Enumerable.Range(0, 600).Select(i => MathF.Sin(classes.Inputs[3 * i]))];
        NeighbourTest.Score(new Dataset("values", new Shape(3), classes.Inputs, new ValueTargets(values, 1)), 256,
            1)!.Value.ShouldBeGreaterThan(5);
    }

    [Fact]
    public void One_class_alone_or_few_samples_have_no_score()
    {
        NeighbourTest.Score(Of((_, _, _) => 1), 256, 1).ShouldBeNull();
        NeighbourTest.Score(Of((a, _, _) => a > 0 ? 1 : 0).Take(40), 256, 1).ShouldBeNull();
    }
}
