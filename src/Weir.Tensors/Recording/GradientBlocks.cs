using System.Runtime.CompilerServices;
using Weir.Tensors.Backends;

namespace Weir.Tensors;

/// <summary>
/// A few blocks of a weight's gradient that somebody wants to see. Where the gradient is worked out only while the weight moves, they are
/// copied as they come by: seeing them costs nothing, and a wide layer's gradient is never written to memory for it.
/// </summary>
internal sealed class GradientBlocks
{
    private readonly (MatrixBlock Block, int At)[] _blocks;

    /// <summary>Names the blocks.</summary>
    /// <param name="blocks">Rows and columns of the gradient; blocks do not overlap.</param>
    public GradientBlocks(IReadOnlyList<MatrixBlock> blocks)
    {
        _blocks = new (MatrixBlock, int)[blocks.Count];
        for (int i = 0; i < _blocks.Length; i++)
        {
            _blocks[i] = (blocks[i], Size);
            Size += blocks[i].Size;
        }

        Target = new Storage(Math.Max(1, Size));
    }

    /// <summary>Number of entries.</summary>
    public int Size { get; }

    /// <summary>Where they are put: block after block, each row by row.</summary>
    public Storage Target { get; set; }

    /// <summary>Whether they have been seen.</summary>
    public bool IsFilled { get; set; }

    /// <summary>The first row at or after <paramref name="row"/> that somebody watches; <see cref="int.MaxValue"/> if none is.</summary>
    public static int NextRow(ReadOnlySpan<Watch<GradientBlocks>> watches, int row)
    {
        int next = int.MaxValue;
        foreach (Watch<GradientBlocks> watch in watches)
            next = Math.Min(next, watch.Watcher.NextRow(row));
        return next;
    }

    /// <summary>Shows a part of the gradient to all who watch.</summary>
    public static void See(ReadOnlySpan<Watch<GradientBlocks>> watches, ReadOnlySpan<float> part, int stride, in MatrixBlock place)
    {
        foreach (Watch<GradientBlocks> watch in watches)
            watch.Watcher.See(part, stride, place);
    }

    /// <summary>Shows a gradient that is there to all who watch.</summary>
    public static void SeeWhole(ReadOnlySpan<Watch<GradientBlocks>> watches, Storage gradient, int rows, int width)
    {
        foreach (Watch<GradientBlocks> watch in watches)
            watch.Watcher.SeeWhole(gradient, rows, width);
    }

    /// <summary>All blocks have come by.</summary>
    public static void SetFilled(ReadOnlySpan<Watch<GradientBlocks>> watches, bool isFilled)
    {
        foreach (Watch<GradientBlocks> watch in watches)
            watch.Watcher.IsFilled = isFilled;
    }

    /// <summary>The first row at or after <paramref name="row"/> that is watched; <see cref="int.MaxValue"/> if none is.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public int NextRow(int row)
    {
        int next = int.MaxValue;
        foreach ((MatrixBlock block, _) in _blocks)
        {
            if (block.Top + block.Rows > row)
                next = Math.Min(next, Math.Max(block.Top, row));
        }

        return next;
    }

    /// <summary>Copies what is watched of a gradient that is there.</summary>
    public void SeeWhole(Storage gradient, int rows, int width)
    {
        See(gradient.Span(rows * width), width, new MatrixBlock(0, rows, 0, width));
        IsFilled = true;
    }

    /// <summary>Copies what is watched of a part of the gradient.</summary>
    /// <param name="part">The part, row by row.</param>
    /// <param name="stride">Distance between its rows.</param>
    /// <param name="place">Which part it is.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void See(ReadOnlySpan<float> part, int stride, in MatrixBlock place)
    {
        Span<float> target = Target.Span(Size);
        foreach ((MatrixBlock block, int at) in _blocks)
        {
            int left = Math.Max(block.Left, place.Left), columns = Math.Min(block.Left + block.Columns, place.Left + place.Columns) - left;
            int end = Math.Min(block.Top + block.Rows, place.Top + place.Rows);
            for (int row = Math.Max(block.Top, place.Top); columns > 0 && row < end; row++)
            {
                part.Slice(((row - place.Top) * stride) + left - place.Left, columns)
                    .CopyTo(target[(at + ((row - block.Top) * block.Columns) + left - block.Left)..]);
            }
        }
    }
}
