namespace Weir.Data.Images;

/// <summary>
/// Changes of an image's colours towards (factor below 1) or away from (above 1) a plainer image: black, its mean grey, its grey version, a
/// blurred version. Results are kept within 0 … 1. The formulas are those that the policies' papers use.
/// </summary>
internal static class Colours
{
    /// <summary>Every value times the factor.</summary>
    public static void Brightness(ImagePixels image, double factor)
    {
        foreach (ref float value in image.Values)
            value = Blend(0, value, (float)factor);
    }

    /// <summary>Values move about the image's mean brightness.</summary>
    public static void Contrast(ImagePixels image, double factor)
    {
        double sum = 0;
        for (ReadOnlySpan<float> rest = image.Values; rest.Length > 0; rest = rest[image.Channels..])
            sum += ImagePixels.Luma(rest[..image.Channels]);
        float mean = (float)(sum / (image.Height * image.Width));
        foreach (ref float value in image.Values)
            value = Blend(mean, value, (float)factor);
    }

    /// <summary>Colours move about their pixel's brightness.</summary>
    public static void Saturation(ImagePixels image, double factor)
    {
        for (Span<float> rest = image.Values; rest.Length > 0; rest = rest[image.Channels..])
        {
            float grey = ImagePixels.Luma(rest[..image.Channels]);
            foreach (ref float value in rest[..image.Channels])
                value = Blend(grey, value, (float)factor);
        }
    }

    /// <summary>
    /// Values move about the mean of their surroundings, in which the pixel itself counts five of thirteen; the border stays.
    /// </summary>
    public static void Sharpness(ImagePixels image, double factor)
    {
        ReadOnlySpan<float> from = image.Copy();
        int across = image.Channels, down = image.Width * image.Channels;
        for (int row = 1; row < image.Height - 1; row++)
        {
            for (int at = (row * down) + across; at < ((row + 1) * down) - across; at++)
            {
                float sum = 4 * from[at];
                for (int near = at - down; near <= at + down; near += down)
                    sum += from[near - across] + from[near] + from[near + across];
                image.Values[at] = Blend(sum / 13, from[at], (float)factor);
            }
        }
    }

    /// <summary>Values from the threshold on are turned round.</summary>
    public static void Solarize(ImagePixels image, double threshold)
    {
        foreach (ref float value in image.Values)
            value = value >= threshold ? 1 - value : value;
    }

    /// <summary>Of each value's eight bits the first are kept.</summary>
    public static void Posterize(ImagePixels image, int bits)
    {
        int mask = 0xFF << (8 - bits);
        foreach (ref float value in image.Values)
            value = (Level(value) & mask) / 255f;
    }

    /// <summary>Each channel is stretched to 0 … 1.</summary>
    public static void AutoContrast(ImagePixels image)
    {
        for (int channel = 0; channel < image.Channels; channel++)
        {
            float least = 1, most = 0;
            for (int at = channel; at < image.Values.Length; at += image.Channels)
                (least, most) = (Math.Min(least, image.Values[at]), Math.Max(most, image.Values[at]));
            if (most <= least)
                continue;
            for (int at = channel; at < image.Values.Length; at += image.Channels)
                image.Values[at] = (image.Values[at] - least) / (most - least);
        }
    }

    /// <summary>Each channel's levels are spread so that all are about equally frequent.</summary>
    public static void Equalize(ImagePixels image)
    {
        Span<int> counts = stackalloc int[256];
        Span<float> levels = stackalloc float[256];
        for (int channel = 0; channel < image.Channels; channel++)
        {
            counts.Clear();
            for (int at = channel; at < image.Values.Length; at += image.Channels)
                counts[Level(image.Values[at])]++;
            int step = ((image.Height * image.Width) - counts[counts.LastIndexOfAnyExcept(0)]) / 255;
            if (step == 0)
                continue;
            int before = step / 2;
            for (int level = 0; level < 256; level++)
            {
                levels[level] = Math.Min(255, before / step) / 255f;
                before += counts[level];
            }

            for (int at = channel; at < image.Values.Length; at += image.Channels)
                image.Values[at] = levels[Level(image.Values[at])];
        }
    }

    private static float Blend(float plain, float value, float factor) => Math.Clamp(plain + ((value - plain) * factor), 0, 1);

    private static int Level(float value) => (int)Math.Clamp((value * 255) + 0.5f, 0, 255);
}
