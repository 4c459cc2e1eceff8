using Weir.Tensors;

namespace Weir.Data;

/// <summary>Draws one digit by hand, so to speak: each time a little different, anti-aliased, in 256 grey levels.</summary>
internal sealed class DigitPainter
{
    /// <summary>Width and height of an image in pixels, unless told; what a style says in pixels is of this size.</summary>
    public const int Side = 28;

    private const int MostPoints = 64;
    private const int MostCorners = 128;

    private readonly DigitStyle _style;
    private readonly double _noise;
    private readonly int _side;
    private readonly double _scale;
    private readonly float[] _ink;

    /// <summary>A painter; each thread needs one of its own.</summary>
    /// <param name="style">How much the writing varies.</param>
    /// <param name="noise">Standard deviation of what is added to each pixel.</param>
    /// <param name="side">Width and height of an image, in pixels.</param>
    public DigitPainter(DigitStyle style, double noise, int side = Side)
    {
        _style = style;
        _noise = noise;
        _side = side;
        _scale = (double)side / Side;
        _ink = new float[side * side];
    }

    /// <summary>Draws.</summary>
    /// <param name="digit">0 to 9.</param>
    /// <param name="random">The stream of this image.</param>
    /// <param name="image">side × side levels, each k/255.</param>
    public void Paint(int digit, RandomStream random, Span<float> image)
    {
        DigitStroke[][] variants = DigitShapes.All[digit];
        DigitStroke[] strokes = variants[random.NextInteger(variants.Length)];
        Hand hand = Hand.Draw(_style, random, _scale);
        double halfWidth = Draw(random, _style.Thickness) / 2 * _scale;
        double brightness = Draw(random, _style.Ink);

        Array.Clear(_ink);
        Span<(double X, double Y)> points = stackalloc (double X, double Y)[MostPoints];
        Span<(double X, double Y)> corners = stackalloc (double X, double Y)[MostCorners];
        foreach (DigitStroke stroke in strokes)
        {
            Span<(double X, double Y)> moved = points[..stroke.Points.Length];
            for (int i = 0; i < moved.Length; i++)
            {
                (double x, double y) = stroke.Points[i];
                moved[i] = hand.Place(x + (_style.Jitter * random.NextNormal()), y + (_style.Jitter * random.NextNormal()));
            }

            Span<(double X, double Y)> traced = corners[..stroke.CornerCount];
            stroke.Trace(moved, traced);
            for (int i = 0; i + 1 < traced.Length; i++)
                PaintSegment(traced[i], traced[i + 1], halfWidth);
        }

        Finish(brightness, random, image);
    }

    private static double Draw(RandomStream random, (double Low, double High) range) => random.NextUniform(range.Low, range.High);

    /// <summary>Inks the pixels near a segment: full within the pen, falling to nothing over one pixel at its edge.</summary>
    private void PaintSegment((double X, double Y) from, (double X, double Y) to, double halfWidth)
    {
        double reach = halfWidth + 0.5;
        int left = Math.Max(0, (int)Math.Floor(Math.Min(from.X, to.X) - reach));
        int right = Math.Min(_side - 1, (int)Math.Ceiling(Math.Max(from.X, to.X) + reach));
        int top = Math.Max(0, (int)Math.Floor(Math.Min(from.Y, to.Y) - reach));
        int bottom = Math.Min(_side - 1, (int)Math.Ceiling(Math.Max(from.Y, to.Y) + reach));
        double dx = to.X - from.X, dy = to.Y - from.Y;
        double scale = 1 / Math.Max(1e-12, (dx * dx) + (dy * dy));
        for (int row = top; row <= bottom; row++)
        {
            double y = row + 0.5 - from.Y;
            for (int column = left; column <= right; column++)
            {
                double x = column + 0.5 - from.X;
                double along = Math.Clamp(((x * dx) + (y * dy)) * scale, 0, 1);
                double offX = x - (along * dx), offY = y - (along * dy);
                double squared = (offX * offX) + (offY * offY);
                if (squared >= reach * reach)
                    continue;
                float ink = (float)Math.Min(1, reach - Math.Sqrt(squared));
                ref float pixel = ref _ink[(row * _side) + column];
                pixel = Math.Max(pixel, ink);
            }
        }
    }

    /// <summary>Adds the noise and rounds to grey levels, which also hides last-bit differences between machines.</summary>
    private void Finish(double brightness, RandomStream random, Span<float> image)
    {
        for (int i = 0; i < image.Length; i++)
        {
            double level = brightness * _ink[i];
            if (_noise > 0)
                level += _noise * NearNormal(random.NextBits());
            image[i] = (float)Math.Round(255 * Math.Clamp(level, 0, 1)) / 255f;
        }
    }

    /// <summary>A draw of mean 0 and deviation 1 that is close to normal: the sum of four uniform ones, from 64 bits at once.</summary>
    private static double NearNormal(ulong bits)
    {
        double sum = (bits & 0xFFFF) + ((bits >> 16) & 0xFFFF) + ((bits >> 32) & 0xFFFF) + (bits >> 48);
        // Four uniform draws from 0 … 65535: mean 2 · 65535, variance (65536² − 1) / 3.
        return (sum - 131070) * (1.7320508075688772 / 65536);
    }

    /// <summary>From the box of the strokes to pixels: scale, slant, rotate, shift.</summary>
    private readonly record struct Hand(double XX, double XY, double YX, double YY, double X, double Y)
    {
        public static Hand Draw(DigitStyle style, RandomStream random, double scale)
        {
            double angle = random.NextUniform(-style.Rotation, style.Rotation) * Math.PI / 180;
            double slant = random.NextUniform(-style.Slant, style.Slant);
            double height = DigitPainter.Draw(random, style.Height) * scale;
            double width = height * DigitPainter.Draw(random, style.Stretch);
            double cosine = Math.Cos(angle), sine = Math.Sin(angle);
            return new Hand(
                cosine * width,
                (-cosine * slant * height) - (sine * height),
                sine * width,
                (-sine * slant * height) + (cosine * height),
                ((Side / 2.0) + random.NextUniform(-style.Shift, style.Shift)) * scale,
                ((Side / 2.0) + random.NextUniform(-style.Shift, style.Shift)) * scale);
        }

        public (double X, double Y) Place(double x, double y)
        {
            x -= 0.35;
            y -= 0.5;
            return ((XX * x) + (XY * y) + X, (YX * x) + (YY * y) + Y);
        }
    }
}
