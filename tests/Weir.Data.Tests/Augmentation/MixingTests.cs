using Weir.Tensors;

namespace Weir.Data.Tests.Augmentation;

public class MixingTests
{
    [Fact]
    public void Mixup_mixes_classes_as_it_mixes_numbers()
    {
        // A sample of class c is c everywhere, so that a mixture tells its own share.
        Dataset set = new("classes", new Shape(3), [.. Enumerable.Range(0, 300).Select(i => (float)((i / 3) % 2))],
            new ClassTargets([.. Enumerable.Range(0, 100).Select(i => i % 2)], 2));
        Batch batch = AugmentationSets.Batch(new Mixup { Alpha = 1 }, set);
        int mixed = 0;
        for (int i = 0; i < 100; i++)
        {
            ReadOnlySpan<float> shares = batch.Shares.Slice(2 * i, 2);
            shares[1].ShouldBe(batch.Inputs[3 * i], 1e-6f);
            (shares[0] + shares[1]).ShouldBe(1, 1e-6f);
            batch.Labels[i].ShouldBe(shares[1] > shares[0] ? 1 : 0);
            mixed += shares[1] is > 0.01f and < 0.99f ? 1 : 0;
        }

        mixed.ShouldBeInRange(30, 70);
    }

    [Fact]
    public void Mixup_mixes_values_of_a_regression()
    {
        Dataset set = Make.NumberedValues(50);
        Batch batch = AugmentationSets.Batch(new Mixup { Alpha = 0.5 }, set);
        for (int i = 0; i < 50; i++)
        {
            batch.Values[2 * i].ShouldBe(10 * batch.Inputs[i], 1e-3f);
            batch.Values[(2 * i) + 1].ShouldBe((10 * batch.Inputs[i]) + 1, 1e-3f);
        }

        batch.Inputs.ToArray().ShouldNotBe(set.Inputs);
        batch.Shares.IsEmpty.ShouldBeTrue();
    }

    [Fact]
    public void CutMix_takes_shares_by_area()
    {
        float[] inputs = [.. Enumerable.Range(0, 200).SelectMany(i => Enumerable.Repeat((float)(i % 2), 48))];
        Dataset set = new("halves", new Shape(6, 8, 1), inputs, new ClassTargets([.. Enumerable.Range(0, 200).Select(i => i % 2)], 2));
        Batch batch = AugmentationSets.Batch(new CutMix(), set);
        int mixed = 0;
        for (int i = 0; i < 200; i++)
        {
            float[] image = batch.Inputs.Slice(48 * i, 48).ToArray();
            image.ShouldAllBe(x => x == 0 || x == 1);
            batch.Shares[(2 * i) + 1].ShouldBe(image.Average(), 1e-6f);
            mixed += image.Distinct().Count() - 1;
        }

        mixed.ShouldBeInRange(50, 120);
    }

    [Fact]
    public void A_probability_of_0_leaves_all_as_they_are_and_of_a_half_about_half()
    {
        Dataset set = AugmentationSets.Colours(400);
        AugmentationSets.Batch(new Mixup { Probability = 0 }, set).Inputs.ToArray().ShouldBe(set.Inputs);
        AugmentationSets.Batch(new CutMix { Probability = 0 }, set).Shares.ToArray().ShouldAllBe(share => share == 0 || share == 1);
        float[] shares = AugmentationSets.Batch(new Mixup { Alpha = 100, Probability = 0.5 }, set).Shares.ToArray();
        shares.Count(share => share is > 0.2f and < 0.8f).ShouldBeInRange(180, 360);
    }

    [Fact]
    public void Shares_go_away_with_the_next_batch()
    {
        Dataset set = AugmentationSets.Colours(4);
        Batch batch = new(set, 4);
        batch.Fill([0, 1, 2, 3], 0, 0);
        batch.Shares.IsEmpty.ShouldBeTrue();
        batch.Share().ToArray().ShouldBe([1, 0, 0, 0, 1, 0, 0, 0, 1, 1, 0, 0]);
        batch.Shares.Length.ShouldBe(12);
        batch.Fill([0, 1], 0, 1);
        batch.Shares.IsEmpty.ShouldBeTrue();
        Should.Throw<DataException>(() => new Batch(Make.NumberedValues(2), 2).Share()).Message.ShouldContain("its targets are values");
    }

    [Theory]
    [InlineData(0.001)]
    [InlineData(0.2)]
    [InlineData(1)]
    [InlineData(5)]
    public void Beta_draws_have_the_moments_of_the_distribution(double alpha)
    {
        RandomStream random = new(3);
        double[] draws = [.. Enumerable.Range(0, 20_000).Select(_ => BetaDistribution.Draw(random, alpha))];
        draws.ShouldAllBe(x => x >= 0 && x <= 1);
        draws.Average().ShouldBe(0.5, 0.015);
        // Var Beta(α, α) = 1/(4(2α + 1)).
        draws.Average(x => (x - 0.5) * (x - 0.5)).ShouldBe(1 / (4 * ((2 * alpha) + 1)), 0.006);
    }
}
