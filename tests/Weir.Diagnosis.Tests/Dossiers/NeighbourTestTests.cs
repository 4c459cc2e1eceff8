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

    /// <summary>Six prices of 600 that were written in another unit hid what the others tell.</summary>
    [Fact]
    public void A_few_values_far_off_do_not_hide_what_the_others_tell()
    {
        Dataset classes = Of((_, _, _) => 0);
        float[] values = [.. Enumerable.Range(0, classes.Count).Select(i => (2 * classes.Sample(i)[0]) - classes.Sample(i)[1])];
        NeighbourTest.Score(classes.WithTargets(new ValueTargets(values)), 256, 1)!.Value.ShouldBeGreaterThan(5);
        foreach (int far in new[] { 3, 99, 180, 333, 471, 598 })
            values[far] = 2000 + far;
        NeighbourTest.Score(classes.WithTargets(new ValueTargets(values)), 256, 1)!.Value.ShouldBeGreaterThan(5);
    }

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

    /// <summary>Sequences of five places with a number and a mark.</summary>
    private static Dataset Sequences(Func<RandomStream, float[], float> target)
    {
        RandomStream random = RandomStream.For(4, "sequences");
        float[] inputs = new float[600 * 10], targets = new float[600];
        for (int i = 0; i < targets.Length; i++)
        {
            float[] sample = [.. Enumerable.Range(0, 10).Select(entry => entry % 2 == 0 ? (float)random.NextDouble() : 0)];
            sample[(2 * random.NextInteger(5)) + 1] = 1;
            sample.CopyTo(inputs, i * 10);
            targets[i] = target(random, sample);
        }

        return new Dataset("sequences", new Shape(5, 2), inputs, new ValueTargets(targets, 1));
    }

    [Fact]
    public void A_marked_number_of_a_sequence_is_seen_wherever_it_stands() => NeighbourTest.Score(
        Sequences((_, sample) => Enumerable.Range(0, 5).Sum(place => sample[2 * place] * sample[(2 * place) + 1])), 256, 1)!.Value
        .ShouldBeGreaterThan(5);

    [Fact]
    public void And_a_number_at_one_place() =>
        NeighbourTest.Score(Sequences((_, sample) => sample[4]), 256, 1)!.Value.ShouldBeGreaterThan(5);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Targets_of_sequences_by_chance_score_near_0(int seed) =>
        NeighbourTest.Score(Sequences((random, _) => (float)random.NextNormal()), 256, seed)!.Value.ShouldBeInRange(-4, 3);

    /// <summary>Discs and squares of one brightness and of any size, anywhere in a noisy image.</summary>
    private static Dataset Shapes(Func<RandomStream, bool, int> label)
    {
        RandomStream random = RandomStream.For(5, "shapes");
        float[] inputs = new float[300 * 784];
        int[] labels = new int[300];
        for (int i = 0; i < labels.Length; i++)
        {
            bool disc = i % 2 == 0;
            double x = random.NextUniform(9, 19), y = random.NextUniform(9, 19), size = random.NextUniform(4, 8);
            for (int pixel = 0; pixel < 784; pixel++)
            {
                double across = Math.Abs((pixel % 28) - x), down = Math.Abs((pixel / 28) - y);
                bool inside = disc ? (across * across) + (down * down) < size * size : Math.Max(across, down) < size * 0.886;
                inputs[(i * 784) + pixel] = (float)((inside ? 0.8 : 0.2) + (0.08 * random.NextNormal()));
            }

            labels[i] = label(random, disc);
        }

        return new Dataset("shapes", new Shape(28, 28, 1), inputs, new ClassTargets(labels, 2));
    }

    [Fact]
    public void A_shape_is_seen_wherever_it_stands_in_an_image() =>
        NeighbourTest.Score(Shapes((_, disc) => disc ? 1 : 0), 128, 1)!.Value.ShouldBeGreaterThan(5);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Labels_of_images_by_chance_score_near_0(int seed) =>
        NeighbourTest.Score(Shapes((random, _) => random.NextInteger(2)), 128, seed)!.Value.ShouldBeInRange(-4, 3);

    [Fact]
    public void A_target_for_each_place_has_no_score() => NeighbourTest.Score(new Dataset("places", new Shape(5, 2), new float[1000],
        new ClassTargets([.. Enumerable.Range(0, 500).Select(i => i % 2)], 2) { Positions = 5 }), 256, 1).ShouldBeNull();
}
