using Weir.Testing;

namespace Weir.Data.Tests.Files.Images;

public class PixelImageTests
{
    [Fact]
    public void Sizes_change_as_in_Pillow()
    {
        GoldenFile file = GoldenFile.Read("images-resize");
        file.Cases.Count.ShouldBe(5);
        foreach (GoldenCase golden in file.Cases)
        {
            PixelImage image = new((int)golden.Numbers![0], (int)golden.Numbers[1], 1, golden.Numbers[2..]);
            float[] values = image.Resize(golden.Output.Shape[0], golden.Output.Shape[1]).Values;
            for (int i = 0; i < values.Length; i++)
                values[i].ShouldBe(golden.Output.Values[i], 2e-6f, $"{golden.Name} at {i}");
        }
    }

    [Fact]
    public void Channels_are_resized_each_by_itself()
    {
        float[] red = [.. Enumerable.Range(0, 20).Select(i => i / 20f)];
        PixelImage both = new(4, 5, 3, [.. red.SelectMany(x => new[] { x, 0, 1 - x })]);
        float[] one = new PixelImage(4, 5, 1, red).Resize(3, 7).Values, three = both.Resize(3, 7).Values;
        for (int i = 0; i < one.Length; i++)
        {
            three[3 * i].ShouldBe(one[i], 1e-6f);
            three[(3 * i) + 1].ShouldBe(0);
            three[(3 * i) + 2].ShouldBe(1 - one[i], 1e-6f);
        }
    }

    [Fact]
    public void Grey_and_colours_turn_into_each_other_over_black()
    {
        new PixelImage(1, 1, 1, [0.5f]).To(3).Values.ShouldBe([0.5f, 0.5f, 0.5f]);
        new PixelImage(1, 1, 2, [0.5f, 0.5f]).To(1).Values.ShouldBe([0.25f]);
        new PixelImage(1, 1, 2, [0.5f, 0.5f]).To(3).Values.ShouldBe([0.25f, 0.25f, 0.25f]);
        new PixelImage(1, 1, 4, [1, 0.5f, 0, 0.5f]).To(3).Values.ShouldBe([0.5f, 0.25f, 0]);
        new PixelImage(1, 1, 3, [1, 0.5f, 0]).To(1).Values[0].ShouldBe(0.299f + (0.587f * 0.5f), 1e-6f);
        Should.Throw<ArgumentOutOfRangeException>(() => new PixelImage(1, 1, 1, [0]).To(2));
    }

    [Fact]
    public void A_part_is_cut_out()
    {
        PixelImage image = new(3, 3, 1, [1, 2, 3, 4, 5, 6, 7, 8, 9]);
        image.Crop(1, 0, 2, 2).Values.ShouldBe([4, 5, 7, 8]);
        Should.Throw<ArgumentOutOfRangeException>(() => image.Crop(2, 0, 2, 2));
    }
}
