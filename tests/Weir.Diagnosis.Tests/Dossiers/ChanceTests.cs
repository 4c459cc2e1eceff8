using Weir.Data;
using Weir.Nn;
using Weir.Tensors;

namespace Weir.Diagnosis.Tests.Dossiers;

public class ChanceTests
{
    [Fact]
    public void Tails_are_those_of_the_tables()
    {
        Chance.NormalTail(1.959964).ShouldBe(0.025, 1e-6);
        Chance.StudentTail(2.068658, 23).ShouldBe(0.025, 1e-6);
        Chance.StudentTail(3.484964, 23).ShouldBe(0.001, 1e-6);
    }

    [Fact]
    public void Few_degrees_and_several_tests_make_a_value_less_rare()
    {
        Chance.Deviations(4, 100_000, 1).ShouldBe(4, 0.01);
        Chance.Deviations(3.484964, 23, 1).ShouldBe(3.09, 0.01);
        Chance.Deviations(3.484964, 23, 25).ShouldBe(1.96, 0.01);
        Chance.Deviations(-1, 23, 1).ShouldBe(0, 1e-6);
        // By Simpson's rule with 200,000 steps.
        Chance.Deviations(10, 23, 1).ShouldBe(6.152136097, 1e-8);
        Chance.Deviations(40, 23, 1).ShouldBe(9.821158791, 1e-8);
        Chance.Deviations(double.PositiveInfinity, 23, 1).ShouldBe(40);
    }

    [Fact]
    public void Shuffled_targets_are_taken_for_dependent_as_rarely_as_is_said()
    {
        // Of 200 sets of noise about 5 reach two deviations; more than 14 would happen once in 2,000 times.
        int above = 0;
        for (int seed = 1; seed <= 200; seed++)
        {
            RandomStream random = RandomStream.For(seed, "noise");
            float[] inputs = [.. Enumerable.Range(0, 80 * 3).Select(_ => (float)random.NextNormal())],
                targets = [.. Enumerable.Range(0, 80).Select(_ => (float)random.NextNormal())];
            above += NeighbourTest.Score(new Dataset("noise", new Shape(3), inputs, new ValueTargets(targets)), 80, seed) > 2 ? 1 : 0;
        }

        above.ShouldBeLessThanOrEqualTo(14);
    }

    [Fact]
    public void A_product_of_two_features_is_seen()
    {
        RandomStream random = RandomStream.For(1, "product");
        const int Count = 1000, Width = 30;
        float[] inputs = [.. Enumerable.Range(0, Count * Width).Select(_ => random.NextInteger(2) == 0 ? -1f : 1f)];
        int[] labels = [.. Enumerable.Range(0, Count).Select(i => inputs[i * Width] * inputs[(i * Width) + 1] > 0 ? 1 : 0)];
        NeighbourTest.Score(new Dataset("xor", new Shape(Width), inputs, new ClassTargets(labels, 2)), Count,
            1)!.Value.ShouldBeGreaterThan(3);
    }

    [Fact]
    public void Sequences_have_a_score_of_their_own()
    {
        RandomStream random = RandomStream.For(1, "sequence");
        float[] inputs = [.. Enumerable.Range(0, 400 * 20).Select(_ => (float)random.NextNormal())];
        Dataset data = new("sequence", new Shape(10, 2), inputs,
            new ValueTargets([.. Enumerable.Range(0, 400).Select(i => inputs[20 * i])]));
        DataFacts facts = DataReader.Read(new DataSplit(data), new MeanSquaredError(), 1, 1, thorough: false);
        facts.NeighbourScore.ShouldBeNull();
        facts.SequenceScore!.Value.ShouldBeGreaterThan(3);
    }
}
