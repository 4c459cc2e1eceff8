using System.Runtime.CompilerServices;

namespace Weir.Tensors.Backends.Simd;

/// <summary>Goes through a block of a product tile by tile, and says what is fetched meanwhile.</summary>
internal static unsafe class PanelTiles<TSimd, TVector>
    where TSimd : ISimd<TVector>
    where TVector : struct
{
    /// <summary>Groups of rows by panels of columns. There are at most two sizes of groups, the larger first.</summary>
    public static void Run(in PanelBlock block, int group, int end, int panel, int panelEnd)
    {
        while (group < end)
        {
            int rows = block.Groups.Size(group), stop = Math.Min(end, block.Groups.EndOfSize(group));
            switch (rows)
            {
                case 1:
                    Run<One>(block, group, stop, panel, panelEnd);
                    break;
                case 2:
                    Run<Two>(block, group, stop, panel, panelEnd);
                    break;
                case 3:
                    Run<Three>(block, group, stop, panel, panelEnd);
                    break;
                case 4:
                    Run<Four>(block, group, stop, panel, panelEnd);
                    break;
                case 5:
                    Run<Five>(block, group, stop, panel, panelEnd);
                    break;
                case 6:
                    Run<Six>(block, group, stop, panel, panelEnd);
                    break;
                case 7:
                    Run<Seven>(block, group, stop, panel, panelEnd);
                    break;
                default:
                    Run<Eight>(block, group, stop, panel, panelEnd);
                    break;
            }

            group = stop;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Run<TRows>(in PanelBlock block, int group, int end, int firstPanel, int panelEnd)
        where TRows : IExtent
    {
        nint k = block.K, top = block.Groups.Start(group), firstLeft = (nint)block.Panels.Start(firstPanel) * TSimd.Count;
        bool packedA = block.PackedA != null, packedB = block.PackedB != null, taken = block.Tile != null;
        TileTask tile = default;
        tile.Run = k;
        tile.Segments = 1;
        tile.ARow = packedA ? 1 : block.A.RowStride;
        tile.AStep = packedA ? TRows.Value : block.A.ColumnStride;
        tile.BStep = block.B.RowStride;
        tile.CRow = block.CRow;
        tile.Load = block.Load;
        tile.PrefetchRow = taken ? block.CRow : block.UpcomingRow;
        // Rows of A that follow each other, one stretch of memory: each panel fetches its share of the next group.
        bool stretch = !packedA && !block.PanelsFirst && tile.ARow == k && tile.AStep == 1;
        int pieces = PanelBlock.PaceOf(TileKernel<TSimd, TVector>.Vectors * TSimd.Count * block.Panels.Count / TRows.Value) + 1;
        nint part = k / pieces * (TileKernel<TSimd, TVector>.Vectors * TSimd.Count);
        for (; group < end; group++, top += TRows.Value)
        {
            tile.A = packedA ? block.PackedA + (top * k) : block.A.Data + (top * block.A.RowStride);
            // B where it lies comes from far; while a panel is used, the one to its right is fetched.
            bool columnsAhead = !packedB && (block.PanelsFirst || group == 0);
            nint share = block.PanelsFirst ? group * block.Share * block.B.RowStride : 0;
            float* rowsAhead = null;
            if (columnsAhead)
            {
                tile.FetchStep = block.B.RowStride;
                tile.Pace = block.PanelsFirst ? block.Pace : 0;
            }
            else if (stretch && group + 1 < block.Groups.Count)
            {
                rowsAhead = tile.A + (TRows.Value * k);
                tile.FetchStep = TileKernel<TSimd, TVector>.Vectors * TSimd.Count;
                tile.Pace = pieces - 1;
            }
            else
            {
                tile.Fetch = null;
                tile.Pace = block.Pace;
            }

            float* row = block.C + (top * block.CRow) + firstLeft, bias = block.Bias == null ? null : block.Bias + firstLeft;
            float* upcoming = block.Upcoming == null ? null : block.Upcoming + (top * block.UpcomingRow) + firstLeft;
            float* b = packedB ? block.PackedB + (firstLeft * k) : block.B.Data + firstLeft;
            for (int panel = firstPanel; panel < panelEnd; panel++)
            {
                int vectors = block.Panels.Size(panel), width = vectors * TSimd.Count;
                int last = panel == block.Panels.Count - 1 ? block.Last : TSimd.Count;
                tile.B = b;
                tile.Bias = bias;
                if (packedB)
                    tile.BStep = width;
                if (columnsAhead)
                    tile.Fetch = panel + 1 < block.Panels.Count || block.More ? b + width + share : null;
                else if (rowsAhead != null)
                    tile.Fetch = rowsAhead + (panel * part);
                if (taken)
                {
                    tile.C = block.Tile;
                    (tile.CRow, tile.Last) = (width, TSimd.Count);
                    tile.Prefetch = panel + 1 < panelEnd ? row + width : block.C + ((top + TRows.Value) * block.CRow);
                }
                else
                {
                    tile.C = row;
                    tile.Last = last;
                    tile.Prefetch = upcoming;
                }

                Tiles<TSimd, TVector>.Run<TRows>(vectors, tile);
                if (taken)
                    block.Consume(block.Tile, vectors, TRows.Value, last, row, block.Consumer);
                row += width;
                b += packedB ? width * k : width;
                bias = bias == null ? null : bias + width;
                upcoming = upcoming == null ? null : upcoming + width;
            }
        }
    }
}
