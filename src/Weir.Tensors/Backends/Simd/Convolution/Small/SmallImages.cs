namespace Weir.Tensors.Backends.Simd;

/// <summary>
/// Images of a few pixels, of which the taps of a kernel mostly see the zeros around: of the 36 products of the taps of a 3×3 kernel for
/// 2×2 outputs 20 are with padding. They are convolved place by place: for each tap and each output that meets a pixel by it a product over
/// the samples, and nothing for the others.
/// </summary>
internal static class SmallImages
{
    /// <summary>Samples that fill the rows of a tile.</summary>
    private const int LeastSamples = 8;

    /// <summary>
    /// Products over the samples repeat the work around each tile; they pay if this share of the taps or less is over pixels (measured).
    /// </summary>
    private const double MostInside = 0.65;

    private const int LeastChannels = 16, MostPlaces = 64;

    /// <summary>Whether a walk is over small images and gains by this.</summary>
    public static bool Suits(in ImageWalk walk, int units)
    {
        if (walk.Samples < LeastSamples || walk.Rows * walk.Columns > MostPlaces || Math.Min(walk.Channels, units) < LeastChannels)
            return false;
        long all = (long)walk.Rows * walk.Columns * walk.TapRows * walk.TapColumns;
        return TapsInside(walk.Rows, walk.TapRows, walk.StartRow, walk.StrideRow, walk.StepRow, walk.Height)
            * TapsInside(walk.Columns, walk.TapColumns, walk.StartColumn, walk.StrideColumn, walk.StepColumn, walk.Width) <= MostInside
            * all;
    }

    /// <summary>The pixel (row · width + column) that an output meets at a tap, or −1 for none.</summary>
    public static int PixelAt(in ImageWalk walk, int row, int column, int tapRow, int tapColumn)
    {
        int i = walk.StartRow + (row * walk.StrideRow) + (tapRow * walk.StepRow),
            j = walk.StartColumn + (column * walk.StrideColumn) + (tapColumn * walk.StepColumn);
        return (uint)i < (uint)walk.Height && (uint)j < (uint)walk.Width ? (i * walk.Width) + j : -1;
    }

    private static long TapsInside(int outputs, int taps, int start, int stride, int step, int length)
    {
        long inside = 0;
        for (int output = 0; output < outputs; output++)
        {
            for (int tap = 0; tap < taps; tap++)
            {
                if ((uint)(start + (output * stride) + (tap * step)) < (uint)length)
                    inside++;
            }
        }

        return inside;
    }
}
