namespace Weir.Data.Tests.Augmentation;

public class ImageAugmentationTests
{
    private static readonly Dataset Six = AugmentationSets.Grey(2, 3, 0.1f, 0.2f, 0.3f, 0.4f, 0.5f, 0.6f);

    [Fact]
    public void Flips_mirror_left_to_right_top_to_bottom_or_both()
    {
        AugmentationSets.Apply(new Flip { Horizontal = 1 }, Six)[0].ShouldBe([0.3f, 0.2f, 0.1f, 0.6f, 0.5f, 0.4f]);
        AugmentationSets.Apply(new Flip { Horizontal = 0, Vertical = 1 }, Six)[0].ShouldBe([0.4f, 0.5f, 0.6f, 0.1f, 0.2f, 0.3f]);
        AugmentationSets.Apply(new Flip { Horizontal = 1, Vertical = 1 }, Six)[0].ShouldBe([0.6f, 0.5f, 0.4f, 0.3f, 0.2f, 0.1f]);
        float[][] half = AugmentationSets.Apply(new Flip(), AugmentationSets.Many(Six, 1000));
        half.Count(image => image[0] == 0.3f).ShouldBeInRange(440, 560);
        half.ShouldAllBe(image => image[0] == 0.1f || image[0] == 0.3f);
    }

    [Theory]
    [InlineData(Padding.Zero, new[] { 0f, 0, 0.1f, 0.2f }, new[] { 0.2f, 0.3f, 0, 0 })]
    [InlineData(Padding.Edge, new[] { 0.1f, 0.1f, 0.1f, 0.2f }, new[] { 0.2f, 0.3f, 0.3f, 0.3f })]
    [InlineData(Padding.Reflect, new[] { 0.3f, 0.2f, 0.1f, 0.2f }, new[] { 0.2f, 0.3f, 0.2f, 0.1f })]
    public void Shifts_bring_in_what_the_padding_says(Padding padding, float[] right, float[] left)
    {
        // Three rows alike, so that a shift up or down is not seen with the edge; columns 0.1 0.2 0.3.
        Dataset rows = AugmentationSets.Grey(3, 3, 0.1f, 0.2f, 0.3f, 0.1f, 0.2f, 0.3f, 0.1f, 0.2f, 0.3f);
        float[][] images = AugmentationSets.Apply(new Shift { Pixels = 2, Padding = padding }, AugmentationSets.Many(rows, 200));
        // The padded row is left ‖ 0.1 0.2 0.3 ‖ right; each image's middle row, where it is not black, is three in a row of it.
        float[] padded = [.. right[..2], 0.1f, 0.2f, 0.3f, .. left[2..]];
        string[] windows = [.. Enumerable.Range(0, 5).Select(start => string.Join(' ', padded[start..(start + 3)]))];
        string[] seen = [.. images.Select(image => string.Join(' ', image[3..6])).Where(row => padding != Padding.Zero || row != "0 0 0")
            .Distinct()];
        seen.Order().ShouldBe(windows.Distinct().Order());
    }

    [Fact]
    public void A_shift_of_nothing_and_a_turn_of_nothing_change_nothing()
    {
        AugmentationSets.Apply(new Shift { Pixels = 0 }, Six)[0].ShouldBe(Six.Inputs);
        AugmentationSets.Apply(new Rotation { Degrees = 0 }, Six)[0].ShouldBe(Six.Inputs);
        AugmentationSets.Apply(new Brightness { Strength = 0 }, Six)[0].ShouldBe(Six.Inputs);
        AugmentationSets.Apply(new Noise { Deviation = 0 }, Six)[0].ShouldBe(Six.Inputs);
    }

    [Fact]
    public void A_turn_moves_a_dot_about_the_middle()
    {
        float[] image = new float[81];
        image[(4 * 9) + 8] = 1;
        foreach (float[] turned in AugmentationSets.Apply(new Rotation { Degrees = 90 },
            AugmentationSets.Many(AugmentationSets.Grey(9, 9, image), 50)))
        {
            double sum = turned.Sum(), x = turned.Select((value, at) => value * (at % 9)).Sum() / sum,
                y = turned.Select((value, at) => value * (at / 9)).Sum() / sum;
            Math.Sqrt(((x - 4) * (x - 4)) + ((y - 4) * (y - 4))).ShouldBe(4, 0.25);
            x.ShouldBeGreaterThan(3.7);
        }
    }

    [Fact]
    public void Brightness_contrast_and_saturation_stretch_about_black_the_mean_and_grey()
    {
        foreach (float[] image in AugmentationSets.Apply(new Brightness { Strength = 0.5 }, AugmentationSets.Many(Six, 30)))
        {
            float factor = image[0] / 0.1f;
            factor.ShouldBeInRange(0.5f, 1.5f);
            for (int i = 0; i < 6; i++)
                image[i].ShouldBe(Math.Min(1, Six.Inputs[i] * factor), 1e-6f);
        }

        foreach (float[] image in AugmentationSets.Apply(new Contrast { Strength = 0.3 }, AugmentationSets.Many(Six, 30)))
        {
            image.Average().ShouldBe(0.35f, 1e-6f);
            ((image[5] - image[0]) / 0.5f).ShouldBeInRange(0.7f, 1.3f);
        }

        Dataset colours = AugmentationSets.Colours(20);
        float[][] stretched = AugmentationSets.Apply(new Saturation { Strength = 1 }, colours);
        for (int i = 0; i < colours.Count; i++)
        {
            ReadOnlySpan<float> before = colours.Sample(i)[..3], after = stretched[i].AsSpan(0, 3);
            bool clamped = after.ContainsAny(0f, 1f);
            if (!clamped)
                Luma(after).ShouldBe(Luma(before), 1e-5f);
        }
    }

    [Fact]
    public void Noise_has_its_deviation()
    {
        float[] values = [.. AugmentationSets.Apply(new Noise { Deviation = 0.3 }, AugmentationSets.Many(Six, 2000))
            .SelectMany(image => image.Zip(Six.Inputs, (after, before) => after - before))];
        values.Average().ShouldBe(0, 0.01f);
        Math.Sqrt(values.Average(x => x * x)).ShouldBe(0.3, 0.005);
    }

    [Fact]
    public void Cutout_blackens_a_square_that_may_reach_over_the_border()
    {
        float[] white = new float[64];
        Array.Fill(white, 1f);
        int[] black = [.. AugmentationSets.Apply(new Cutout { Size = 4 }, AugmentationSets.Many(AugmentationSets.Grey(8, 8, white), 500))
            .Select(image => image.Count(x => x == 0))];
        black.Max().ShouldBe(16);
        black.Min().ShouldBeGreaterThanOrEqualTo(4);
        black.ShouldAllBe(count => new[] { 4, 6, 8, 9, 12, 16 }.Contains(count));
    }

    private static float Luma(ReadOnlySpan<float> pixel) => (0.299f * pixel[0]) + (0.587f * pixel[1]) + (0.114f * pixel[2]);
}
