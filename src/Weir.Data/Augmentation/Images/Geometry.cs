namespace Weir.Data.Images;

/// <summary>Moves of an image's pixels; what comes in from outside is 0.</summary>
internal static class Geometry
{
    /// <summary>Turns about the middle, anticlockwise.</summary>
    public static void Rotate(ImagePixels image, double degrees)
    {
        (double sin, double cos) = Math.SinCos(degrees * Math.PI / 180);
        Map(image, cos, -sin, sin, cos, 0, 0);
    }

    /// <summary>Moves rows sideways by their distance from the middle times the factor.</summary>
    public static void ShearX(ImagePixels image, double factor) => Map(image, 1, factor, 0, 1, 0, 0);

    /// <summary>Moves columns up and down by their distance from the middle times the factor.</summary>
    public static void ShearY(ImagePixels image, double factor) => Map(image, 1, 0, factor, 1, 0, 0);

    /// <summary>Moves right and down.</summary>
    public static void Translate(ImagePixels image, double right, double down) => Map(image, 1, 0, 0, 1, -right, -down);

    /// <summary>
    /// Each pixel (x, y) takes what lay at the middle + (a b; c d)·((x, y) − middle) + (e, f), between four pixels by bilinear weights.
    /// </summary>
    private static void Map(ImagePixels image, double a, double b, double c, double d, double e, double f)
    {
        ReadOnlySpan<float> from = image.Copy();
        ReadOnlySpan<int> labels = image.CopyLabels();
        double middleX = (image.Width - 1) / 2.0, middleY = (image.Height - 1) / 2.0;
        for (int row = 0; row < image.Height; row++)
        {
            for (int column = 0; column < image.Width; column++)
            {
                double dx = column - middleX, dy = row - middleY;
                double x = middleX + (a * dx) + (b * dy) + e, y = middleY + (c * dx) + (d * dy) + f;
                Take(image, from, x, y, image.Pixel(row, column));
                if (!labels.IsEmpty)
                    image.Labels[(row * image.Width) + column] = Nearest(image, labels, x, y);
            }
        }
    }

    // Between classes there is nothing: a pixel is of the nearest's.
    private static int Nearest(ImagePixels image, ReadOnlySpan<int> labels, double x, double y)
    {
        double column = Math.Round(x), row = Math.Round(y);
        return column >= 0 && column < image.Width && row >= 0 && row < image.Height ? labels[((int)row * image.Width) + (int)column]
            : ClassTargets.Ignored;
    }

    private static void Take(ImagePixels image, ReadOnlySpan<float> from, double x, double y, Span<float> pixel)
    {
        pixel.Clear();
        double floorX = Math.Floor(x), floorY = Math.Floor(y);
        if (!(floorX >= -1 && floorX < image.Width && floorY >= -1 && floorY < image.Height))
            return;
        int left = (int)floorX, top = (int)floorY;
        float right = (float)(x - floorX), down = (float)(y - floorY);
        Add(image, from, left, top, (1 - right) * (1 - down), pixel);
        Add(image, from, left + 1, top, right * (1 - down), pixel);
        Add(image, from, left, top + 1, (1 - right) * down, pixel);
        Add(image, from, left + 1, top + 1, right * down, pixel);
    }

    private static void Add(ImagePixels image, ReadOnlySpan<float> from, int x, int y, float weight, Span<float> pixel)
    {
        if (weight == 0 || (uint)x >= (uint)image.Width || (uint)y >= (uint)image.Height)
            return;
        ReadOnlySpan<float> source = from.Slice(((y * image.Width) + x) * image.Channels, image.Channels);
        for (int channel = 0; channel < source.Length; channel++)
            pixel[channel] += weight * source[channel];
    }
}
