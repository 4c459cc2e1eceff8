using Weir.Data.Images;
using Weir.Tensors;

namespace Weir.Data.Tests.Augmentation;

public class PolicyOperationTests
{
    [Fact]
    public void There_are_the_fourteen_of_the_papers() =>
        PolicyOperation.All.Select(operation => operation.Name).ShouldBe(
            ["identity", "shear-x", "shear-y", "translate-x", "translate-y", "rotate", "brightness", "saturation", "contrast", "sharpness",
                "posterize", "solarize", "auto-contrast", "equalize"]);

    [Fact]
    public void Without_strength_only_those_without_a_strength_change_anything()
    {
        foreach (PolicyOperation operation in PolicyOperation.All)
        {
            float[] values = [.. Enumerable.Range(0, 1200).Select(i => (5 + (i * 7 % 240)) / 255f)], before = [.. values];
            operation.Apply(new ImagePixels(values, new float[1200], 20, 20, 3), 0, new RandomStream(1));
            if (operation.Name is "auto-contrast" or "equalize")
                values.ShouldNotBe(before);
            else
                values.Zip(before).ShouldAllBe(pair => Math.Abs(pair.First - pair.Second) < 1e-6, operation.Name);
        }
    }

    [Fact]
    public void Solarize_posterize_and_auto_contrast_are_those_worked_out_by_hand()
    {
        Change(image => Colours.Solarize(image, 0.5), 0.2f, 0.5f, 0.9f).ShouldBe([0.2f, 0.5f, 1 - 0.9f]);
        Change(image => Colours.Posterize(image, 2), 0.2f, 0.5f, 0.9f).ShouldBe([0, 128 / 255f, 192 / 255f]);
        Change(image => Colours.AutoContrast(image), 0.2f, 0.5f, 0.8f).Select(x => MathF.Round(x, 5)).ShouldBe([0, 0.5f, 1]);
        Change(image => Colours.AutoContrast(image), 0.3f, 0.3f, 0.3f).ShouldBe([0.3f, 0.3f, 0.3f]);
    }

    [Fact]
    public void Equalize_spreads_levels_evenly()
    {
        // 510 pixels of two levels, dark ones twice as many: step (510 − 170)/255 = 1, so the brighter begin at 340, cut to 255.
        float[] values = [.. Enumerable.Range(0, 510).Select(i => i % 3 == 0 ? 0.6f : 0.4f)];
        Colours.Equalize(new ImagePixels(values, new float[510], 1, 510, 1));
        values.Distinct().Order().ShouldBe([0, 1]);
        // 2,560 pixels, ten of each level: they stay as they are.
        float[] even = [.. Enumerable.Range(0, 2560).Select(i => (i % 256) / 255f)], before = [.. even];
        Colours.Equalize(new ImagePixels(even, new float[2560], 1, 2560, 1));
        even.Zip(before).ShouldAllBe(pair => Math.Abs(pair.First - pair.Second) < 1.5 / 255);
    }

    [Fact]
    public void Sharpness_0_is_the_blur_and_keeps_the_border()
    {
        float[] values = [0, 0, 0, 0, 1, 0, 0, 0.5f, 0];
        Colours.Sharpness(new ImagePixels(values, new float[9], 3, 3, 1), 0);
        values[4].ShouldBe(5.5f / 13, 1e-6f);
        values[7].ShouldBe(0.5f);
    }

    [Fact]
    public void Shears_and_translations_move_pixels_where_they_say()
    {
        float[] dot = new float[25];
        dot[(1 * 5) + 2] = 1;
        Moved(image => Geometry.Translate(image, 2, 1)).ShouldBe((4, 2));
        Moved(image => Geometry.Translate(image, -1, 0)).ShouldBe((1, 1));
        // The row above the middle takes what lies one to its left: what was at column 2 comes to column 3.
        Moved(image => Geometry.ShearX(image, 1)).ShouldBe((3, 1));
        Moved(image => Geometry.Rotate(image, 90)).ShouldBe((1, 2));

        (int X, int Y) Moved(Changed change)
        {
            float[] values = [.. dot];
            change(new ImagePixels(values, new float[25], 5, 5, 1));
            int at = Array.FindIndex(values, value => value > 0.99f);
            return (at % 5, at / 5);
        }
    }

    private delegate void Changed(ImagePixels image);

    private static float[] Change(Changed change, params float[] values)
    {
        change(new ImagePixels(values, new float[values.Length], 1, values.Length, 1));
        return values;
    }
}
