namespace Weir.Data.Tests;

/// <summary>Many entries at a time give the bits that one after the other gives.</summary>
public class FeatureMomentsTests
{
    [Theory]
    [InlineData(1, 50, 0)]
    [InlineData(7, 40, 3)]
    [InlineData(37, 200, 11)]
    [InlineData(784, 30, 0)]
    public void They_are_those_of_one_entry_after_the_other(int features, int rows, int holes)
    {
        Random random = new(features);
        float[] samples = [.. Enumerable.Range(0, features * rows)
            .Select(i => i % features == 0 ? -0f : (float)((random.NextDouble() * 9) - 3))];
        for (int hole = 0; hole < holes; hole++)
            samples[random.Next(samples.Length)] = hole % 2 == 0 ? float.NaN : float.PositiveInfinity;
        FeatureMoments moments = FeatureMoments.Of(samples, features);
        for (int feature = 0; feature < features; feature++)
        {
            float[] column = [.. Enumerable.Range(0, rows).Select(row => samples[(row * features) + feature]).Where(float.IsFinite)];
            double sum = 0, squares = 0;
            foreach (float x in column)
                sum += x;
            double mean = sum / column.Length;
            foreach (float x in column)
                squares += (x - mean) * (x - mean);
            moments.Count[feature].ShouldBe(column.Length);
            moments.Mean[feature].ShouldBe(mean);
            moments.Minimum[feature].ShouldBe(column.Min());
            moments.Maximum[feature].ShouldBe(column.Max());
            moments.IsConstant(feature).ShouldBe(column.Min() == column.Max());
            moments.Deviation[feature].ShouldBe(moments.IsConstant(feature) ? 0 : Math.Sqrt(squares / column.Length));
        }
    }

    [Fact]
    public void A_feature_without_a_finite_entry_is_constant()
    {
        FeatureMoments moments = FeatureMoments.Of([1, float.NaN, 3, float.NaN], 2);
        (moments.Count[1], moments.Mean[1], moments.Deviation[1], moments.IsConstant(1)).ShouldBe((0, 0, 0, true));
        (moments.Count[0], moments.Mean[0], moments.Deviation[0]).ShouldBe((2, 2, 1));
    }
}
