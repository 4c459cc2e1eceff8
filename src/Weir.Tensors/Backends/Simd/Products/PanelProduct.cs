using System.Runtime.CompilerServices;

namespace Weir.Tensors.Backends.Simd;

/// <summary>
/// A product by tiles of registers over blocks that fit the caches. Source: Goto and van de Geijn, "Anatomy of
/// high-performance matrix multiplication", 2008; here the block of B, not of A, stays in the second-level cache.
/// </summary>
internal static unsafe class PanelProduct<TSimd, TVector>
    where TSimd : ISimd<TVector>
    where TVector : struct
{
    /// <summary>
    /// Depth of a packed block: 8 rows of A of this depth take 32 KB of the first-level cache (32 to 48 KB), while C is read
    /// and written once per 1,024 steps.
    /// </summary>
    private const int Depth = 1024;

    /// <summary>
    /// Vectors times depth of a packed block of B. With 512 bits they take 768 KB of a second-level cache of 1 MB.
    /// </summary>
    private const int BlockSize = 12 * 1024;

    /// <summary>
    /// Vectors of a block at most, where it is not deep; three times as many took 5 % longer on a product of 2,048 × 768 × 192.
    /// </summary>
    private const int BlockVectors = 22;

    /// <summary>
    /// Depth where B is read where it is: a panel of it, 96 KB, stays in the second-level cache for all groups of rows even
    /// if the rows of B, some power of two apart, fall on a few of its sets only.
    /// </summary>
    private const int DirectDepth = 512;

    /// <summary>Rows of a packed block of A: with the depth above 3 MB, a share of the third-level cache.</summary>
    private const int BlockRows = 2048;

    /// <summary>
    /// Packing A pays when it lies by columns (each entry of a row is on a cache line of its own), when it is deeper than
    /// the first-level cache holds such lines (8 rows of 128 entries touch 8 to 16 KB), and from this number of panels on,
    /// since each of its entries is read once per panel.
    /// </summary>
    private const int PanelsWorthPackingRows = 6;

    /// <summary>See <see cref="PanelsWorthPackingRows"/>.</summary>
    private const int DepthWorthPackingRows = 128;

    /// <summary>
    /// From this many groups of rows on packing B pays (measured): each of its entries is read once per group, from another
    /// page for each step where B is wide.
    /// </summary>
    private const int GroupsWorthPackingColumns = 33;

    /// <summary>A matrix B up to this size is never packed: its 512 KB stay in the second-level cache.</summary>
    private const int DirectEntries = 128 * 1024;

    /// <summary>A product up to this depth is never cut along k.</summary>
    public const int WholeDepth = DirectDepth;

    /// <summary>C = A·B with epilogue, for all forms and sizes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run(
        Scratch scratch, int m, int n, int k, MatrixView a, MatrixView b, float* c, nint ldc, in ProductEpilogue epilogue)
    {
        int vectors = (n + TSimd.Count - 1) / TSimd.Count;
        int groupRows = TileKernel<TSimd, TVector>.Rows;
        int groups = (m + groupRows - 1) / groupRows;
        bool packColumns = b.ColumnStride != 1 || (groups >= GroupsWorthPackingColumns && (long)n * k > DirectEntries);
        bool packRows = a.ColumnStride != 1 && groups > 1 && k > DepthWorthPackingRows
            && vectors >= PanelsWorthPackingRows * TileKernel<TSimd, TVector>.Vectors;

        // Many rows from far and a B that is near: each row goes once past all of B.
        bool rowsPass = !packColumns && a.ColumnStride == 1 && m >= n && (long)n * k <= DirectEntries;
        Partition depths = Partition.OfAtMost(packColumns || rowsPass ? Depth : DirectDepth, k);
        // Few rows: a panel is packed and used for all of them while it is near.
        int blockVectors = packColumns && groups < GroupsWorthPackingColumns
            ? TileKernel<TSimd, TVector>.Vectors
            : Math.Min(BlockVectors, BlockSize / Math.Max(1, depths.Size(0)));
        Partition widths = Partition.OfAtMost(blockVectors, vectors);
        Partition heights = Partition.OfAtMost(BlockRows, m);
        using Scratch.Frame frame = scratch.Open();
        float* packedRows = packRows ? frame.Take((nint)heights.Size(0) * depths.Size(0)) : null;
        float* packedColumns = packColumns ? frame.Take((nint)widths.Size(0) * TSimd.Count * depths.Size(0)) : null;

        float* tile = epilogue.Consume != null ? frame.Take(groupRows * TileKernel<TSimd, TVector>.Vectors * TSimd.Count) : null;
        for (int h = 0; h < heights.Count; h++)
        {
            int top = heights.Start(h);
            for (int d = 0; d < Math.Max(1, depths.Count); d++)
            {
                bool lastDepth = d >= depths.Count - 1;
                int start = depths.Start(d);
                PanelBlock block = default;
                block.K = depths.Size(d);
                block.Groups = Partition.OfAtMost(groupRows, heights.Size(h));
                block.A = a.From(top, start);
                block.Load = d > 0 || epilogue.Accumulate;
                block.CRow = ldc;
                block.Tile = tile;
                block.Consume = epilogue.Consume;
                block.Consumer = epilogue.Consumer;
                // What takes the tiles reads C, which comes from far, along its rows.
                block.PanelsFirst = !packColumns && !rowsPass && block.Tile == null && block.Groups.Count < GroupsWorthPackingColumns;
                // A panel that lies where it is is fetched by all groups together, each its share of the rows.
                block.Pace = PanelBlock.PaceOf(block.PanelsFirst ? Math.Min(block.Groups.Count, block.K / groupRows) : block.K / groupRows);
                block.Share = block.K / (block.Pace + 1);
                if (packRows)
                {
                    PackRows(block, packedRows);
                    block.PackedA = packedRows;
                }

                for (int w = 0; w < widths.Count; w++)
                {
                    int left = widths.Start(w) * TSimd.Count;
                    int width = Math.Min(widths.Size(w) * TSimd.Count, n - left);
                    block.Panels = Partition.OfAtMost(TileKernel<TSimd, TVector>.Vectors, widths.Size(w));
                    block.Last = width - ((widths.Size(w) - 1) * TSimd.Count);
                    block.B = b.From(start, left);
                    block.More = left + width < n;
                    block.Bias = d > 0 || epilogue.Bias == null ? null : epilogue.Bias + left;
                    block.C = c + (top * ldc) + left;
                    block.Upcoming = lastDepth && epilogue.Upcoming != null ? epilogue.Upcoming + (top * epilogue.UpcomingRow) + left
                        : null;
                    block.UpcomingRow = epilogue.UpcomingRow;
                    if (packColumns)
                    {
                        Packing<TSimd, TVector>.Columns(block.B, block.K, block.Panels, width, packedColumns);
                        block.PackedB = packedColumns;
                    }

                    Multiply(block, width, lastDepth ? epilogue : default);
                }
            }
        }
    }

    private static void PackRows(in PanelBlock block, float* target)
    {
        for (int g = 0; g < block.Groups.Count; g++)
        {
            int rows = block.Groups.Size(g);
            Packing<TSimd, TVector>.RowGroup(block.A.From(block.Groups.Start(g), 0), rows, block.K, target);
            target += (nint)rows * block.K;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Multiply(in PanelBlock block, int width, in ProductEpilogue epilogue)
    {
        int groups = block.Groups.Count, panels = block.Panels.Count;
        // Few rows: each panel of B, which comes from far, is used for all of them while it is near.
        int step = block.PanelsFirst ? 1 : panels;
        // A group of rows is finished while it is near.
        int rise = block.PanelsFirst || epilogue.Activation == null ? groups : 1;
        for (int g = 0; g < groups; g += rise)
        {
            for (int p = 0; p < panels; p += step)
                PanelTiles<TSimd, TVector>.Run(block, g, g + rise, p, p + step);
            if (epilogue.Activation != null)
                Activate(block, g, g + rise, width, epilogue);
        }
    }

    private static void Activate(in PanelBlock block, int group, int end, int width, in ProductEpilogue epilogue)
    {
        int last = block.Groups.Start(end - 1) + block.Groups.Size(end - 1);
        for (nint i = block.Groups.Start(group); i < last; i++)
            epilogue.Activation(block.C + (i * block.CRow), width, epilogue.Parameter);
    }
}
