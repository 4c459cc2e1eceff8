namespace Weir.Tensors.Backends.Simd;

/// <summary>
/// The outputs of a walk with 3×3 taps and stride 1, cut into tiles of 4×4; the last of a row or column may reach beyond the image.
/// </summary>
internal readonly unsafe struct WinogradTiles(ImageWalk walk)
{
    /// <summary>Tiles that a thread brings to their points at a time, at most.</summary>
    public const int MostTiles = 128;

    private const int Outputs = 4, Inputs = 6;

    /// <summary>From this many times fewer products on the transforms are paid for (measured).</summary>
    private const double LeastGain = 1.5;

    /// <summary>Fewer channels or units than this do not outweigh the transforms (measured).</summary>
    private const int LeastChannels = 16;

    private readonly int _down = (walk.Rows + Outputs - 1) / Outputs;
    private readonly int _across = (walk.Columns + Outputs - 1) / Outputs;

    /// <summary>Tiles of all samples.</summary>
    public int Count => walk.Samples * _down * _across;

    /// <summary>
    /// Numbers of a row of zeros for <see cref="Pixels"/> and <see cref="Gradients"/>, given the distance between pixels.
    /// </summary>
    public static nint ZerosOf(nint pitch) => (Inputs * pitch) + Storage.Line;

    /// <summary>Whether the walk's convolution is a job for Winograd's method, and one that gains by it.</summary>
    public static bool Suits(in ImageWalk walk, int units)
    {
        if (walk.TapRows != 3 || walk.TapColumns != 3 || walk.StrideRow != 1 || walk.StrideColumn != 1 || walk.StepRow != 1
            || walk.StepColumn != 1)
            return false;
        if (Math.Min(walk.Channels, units) < LeastChannels)
            return false;
        WinogradTiles tiles = new(walk);
        double products = 36.0 * tiles._down * tiles._across, direct = 9.0 * walk.Rows * walk.Columns;
        return direct >= LeastGain * products;
    }

    /// <summary>Where a tile lies: its sample and its first output.</summary>
    public (int Sample, int Row, int Column) Place(int tile) =>
        (tile / (_down * _across), tile / _across % _down * Outputs, tile % _across * Outputs);

    /// <summary>The six rows of pixels that a tile sees, and its columns inside the image.</summary>
    public (int First, int End) Pixels(int tile, float* zeros, float** rows)
    {
        (int sample, int row, int column) = Place(tile);
        int top = walk.StartRow + row, left = walk.StartColumn + column;
        for (int i = 0; i < Inputs; i++)
        {
            rows[i] = (uint)(top + i) < (uint)walk.Height
                ? walk.Source + ((((((nint)sample * walk.Height) + top + i) * walk.Width) + left) * walk.Pitch)
                : zeros;
        }

        return (Math.Clamp(-left, 0, Inputs), Math.Clamp(walk.Width - left, 0, Inputs));
    }

    /// <summary>The four rows of δ of a tile, and how many of its columns there are.</summary>
    public int Gradients(int tile, float* delta, nint pitch, float* zeros, float** rows)
    {
        (int sample, int row, int column) = Place(tile);
        for (int i = 0; i < Outputs; i++)
            rows[i] = row + i < walk.Rows ? delta + ((((((nint)sample * walk.Rows) + row + i) * walk.Columns) + column) * pitch) : zeros;
        return Math.Min(Outputs, walk.Columns - column);
    }
}
