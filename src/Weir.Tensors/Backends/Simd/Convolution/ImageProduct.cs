using System.Runtime.CompilerServices;

namespace Weir.Tensors.Backends.Simd;

/// <summary>
/// The product of what each output sees of an image with packed weights. Nothing is unfolded: a tile of up to 8 neighbouring outputs
/// reads the image's rows in place, each output some pixels further, and goes from one row of taps to the next by a jump. Only where
/// rows of outputs are shorter than <see cref="FewColumns"/> is what they see unfolded, block by block.
/// </summary>
internal unsafe struct ImageProduct<TSimd, TVector> : IJob
    where TSimd : struct, ISimd<TVector>
    where TVector : struct
{
    /// <summary>Rows of outputs shorter than this would leave most of a tile empty.</summary>
    public const int FewColumns = 6;

    /// <summary>Numbers of a copied or unfolded block: 256 KB, a quarter of a second-level cache of 1 MB.</summary>
    public const int BlockEntries = 65536;

    /// <summary>Numbers of a panel of weights above which its rows of taps are gone through one after the other: 400 KB.</summary>
    private const int PanelEntries = 100_000;

    public WorkerTeam Team;
    public ImageWalk Walk;

    /// <summary>The weights as panels (<see cref="Packing{TSimd, TVector}"/>), rows in the order of taps and channels.</summary>
    public float* Weights;
    public int Units;

    /// <summary>The first output; see the distances below.</summary>
    public float* Target;
    public nint TargetSample;
    public nint TargetRow;
    public nint TargetPixel;
    public ProductEpilogue Epilogue;
    public int Parts;

    private readonly bool Unfolds => Walk.Columns < FewColumns && TargetRow == Walk.Columns * TargetPixel
        && TargetSample == Walk.Rows * TargetRow;

    public readonly void Execute(int part)
    {
        using Scratch.Frame frame = Team.ScratchOf(part).Open();
        if (Unfolds)
        {
            int outputs = Walk.Samples * Walk.Rows * Walk.Columns;
            int size = Math.Clamp(2 * BlockEntries / Math.Max(1, Walk.Depth) & ~7, 8, 256);
            size = Math.Min(size, Math.Max(8, ((outputs / Parts) + 7) & ~7));
            float* block = frame.Take((nint)size * Walk.Depth);
            int blocks = (outputs + size - 1) / size;
            for (int i = blocks * part / Parts; i < blocks * (part + 1) / Parts; i++)
            {
                int first = i * size, count = Math.Min(size, outputs - first);
                Walk.Unfold(first, count, block);
                Multiply(block, 0, 1, count, Walk.Depth, 0, Target + (first * TargetPixel), unfolded: true);
            }

            return;
        }

        int rows = RowsOfBlock();
        float* copy = Walk.IsInside ? null : frame.Take((nint)Walk.SeenRows(rows) * Walk.SeenColumns * Walk.Channels);
        int perSample = (Walk.Rows + rows - 1) / rows, units = perSample * Walk.Samples;
        for (int unit = (int)((long)units * part / Parts); unit < (int)((long)units * (part + 1) / Parts); unit++)
        {
            int sample = unit / perSample, first = unit % perSample * rows, count = Math.Min(rows, Walk.Rows - first);
            float* seen = Walk.See(sample, first, count, copy, out nint rowPitch);
            Multiply(seen, rowPitch, count, Walk.Columns, (nint)Walk.StrideColumn * Walk.Channels, Walk.StrideRow * rowPitch,
                Target + (sample * TargetSample) + (first * TargetRow), unfolded: false);
        }
    }

    /// <summary>Rows of outputs whose view of the image fits a block, and few enough that all threads have work.</summary>
    private readonly int RowsOfBlock()
    {
        int fitting = (BlockEntries / Math.Max(1, Walk.SeenColumns * Walk.Channels) - ((Walk.TapRows - 1) * Walk.StepRow)) / Walk.StrideRow;
        int shared = ((Walk.Rows * Walk.Samples) + Parts - 1) / Parts;
        return Math.Clamp(Math.Min(fitting, shared), 1, Walk.Rows);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly void Multiply(float* seen, nint rowPitch, int rows, int columns, nint aRow, nint aDown, float* target, bool unfolded)
    {
        int depth = Walk.Depth;
        Partition vectors = Partition.OfAtMost(TileKernel<TSimd, TVector>.Vectors, (Units + TSimd.Count - 1) / TSimd.Count);
        Partition groups = Partition.OfAtMost(TileKernel<TSimd, TVector>.Rows, columns);
        bool whole = unfolded || (Walk.IsDense && (long)depth * 3 * TSimd.Count <= PanelEntries);
        int calls = whole ? 1 : Walk.TapRows;
        TileTask task = default;
        task.AStep = 1;
        task.ARow = unfolded ? depth : aRow;
        task.CRow = TargetPixel;
        if (unfolded)
        {
            (task.Run, task.Segments, task.AJump) = (depth, 1, 0);
        }
        else if (Walk.IsDense)
        {
            nint run = (nint)Walk.TapColumns * Walk.Channels;
            (task.Run, task.Segments, task.AJump) = (run, whole ? Walk.TapRows : 1, (Walk.StepRow * rowPitch) - run);
        }
        else
        {
            (task.Run, task.Segments, task.AJump) = (Walk.Channels, Walk.TapColumns, (nint)(Walk.StepColumn - 1) * Walk.Channels);
        }

        for (int p = 0; p < vectors.Count; p++)
        {
            int left = vectors.Start(p) * TSimd.Count, width = vectors.Size(p) * TSimd.Count;
            float* panel = Weights + ((nint)left * depth);
            task.BStep = width;
            task.Last = p == vectors.Count - 1 ? Units - left - width + TSimd.Count : TSimd.Count;
            for (int call = 0; call < calls; call++)
            {
                task.B = panel + ((nint)call * (depth / calls) * width);
                task.Bias = call > 0 || Epilogue.Bias == null ? null : Epilogue.Bias + left;
                task.Load = call > 0 || Epilogue.Accumulate;
                for (int row = 0; row < rows; row++)
                {
                    float* a = seen + (row * aDown) + (call * Walk.StepRow * rowPitch);
                    float* c = target + (row * TargetRow) + left;
                    for (int g = 0; g < groups.Count; g++)
                    {
                        nint start = groups.Start(g);
                        task.A = a + (start * task.ARow);
                        task.C = c + (start * TargetPixel);
                        Tiles<TSimd, TVector>.Run(groups.Size(g), vectors.Size(p), task);
                    }
                }
            }
        }

        Activate(target, rows, columns);
    }

    private readonly void Activate(float* target, int rows, int columns)
    {
        if (Epilogue.Activation == null)
            return;
        for (int row = 0; row < rows; row++, target += TargetRow)
        {
            if (TargetPixel == Units)
            {
                Epilogue.Activation(target, (nint)columns * Units, Epilogue.Parameter);
                continue;
            }

            for (int column = 0; column < columns; column++)
                Epilogue.Activation(target + (column * TargetPixel), Units, Epilogue.Parameter);
        }
    }
}
