using System.Runtime.CompilerServices;

namespace Weir.Tensors.Backends.Simd;

/// <summary>
/// The convolution of <see cref="SmallImages"/>; parts are ranges of units. Each tap's panel of weights is packed when its turn comes and
/// used while it is near.
/// </summary>
internal unsafe struct SmallImageProduct<TSimd, TVector> : IJob
    where TSimd : struct, ISimd<TVector>
    where TVector : struct
{
    public WorkerTeam Team;
    public ImageWalk Walk;

    /// <summary>The kernel, tap by tap.</summary>
    public KernelPacking<TSimd, TVector> Kernel;

    /// <summary>The first output, and the distances between samples, rows and pixels of outputs.</summary>
    public float* Target;
    public nint TargetSample;
    public nint TargetRow;
    public nint TargetPixel;
    public ProductEpilogue Epilogue;
    public int Parts;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public readonly void Execute(int part)
    {
        Partition share = Partition.Into(Parts, (Kernel.Units + TSimd.Count - 1) / TSimd.Count);
        Partition panels = Partition.OfAtMost(TileKernel<TSimd, TVector>.Vectors, share.Size(part));
        using Scratch.Frame frame = Team.ScratchOf(part).Open();
        float* packed = frame.Take((nint)Kernel.Depth * TileKernel<TSimd, TVector>.Vectors * TSimd.Count);
        for (int p = 0; p < panels.Count; p++)
            Panel((share.Start(part) + panels.Start(p)) * TSimd.Count, panels.Size(p), packed);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly void Panel(int left, int vectors, float* packed)
    {
        int width = vectors * TSimd.Count, units = Math.Min(width, Kernel.Units - left);
        Partition one = Partition.OfAtMost(vectors, vectors), groups = Partition.OfAtMost(TileKernel<TSimd, TVector>.Rows, Walk.Samples);
        TileTask task = default;
        (task.Run, task.Segments, task.AStep, task.ARow) = (Walk.Channels, 1, 1, (nint)Walk.Height * Walk.Width * Walk.Pitch);
        task.B = packed;
        (task.BStep, task.CRow, task.Last) = (width, TargetSample, units - width + TSimd.Count);
        ulong begun = 0;
        for (int tap = 0; tap < Walk.TapRows * Walk.TapColumns; tap++)
        {
            int tapRow = tap / Walk.TapColumns, tapColumn = tap % Walk.TapColumns;
            bool ready = false;
            for (int place = 0; place < Walk.Rows * Walk.Columns; place++)
            {
                int row = place / Walk.Columns, column = place % Walk.Columns,
                    pixel = SmallImages.PixelAt(Walk, row, column, tapRow, tapColumn);
                if (pixel < 0)
                    continue;
                if (!ready)
                {
                    MatrixView weights = new(Kernel.FirstTap.Data + (tapRow * Kernel.Down) + (tapColumn * Kernel.Right),
                        Kernel.FirstTap.RowStride, Kernel.FirstTap.ColumnStride);
                    Packing<TSimd, TVector>.Columns(weights.From(0, left), Walk.Channels, one, units, packed);
                    ready = true;
                }

                bool first = (begun >> place & 1) == 0;
                begun |= 1UL << place;
                task.Load = !first || Epilogue.Accumulate;
                task.Bias = first && Epilogue.Bias != null ? Epilogue.Bias + left : null;
                float* a = Walk.Source + ((nint)pixel * Walk.Pitch), c = Target + (row * TargetRow) + (column * TargetPixel) + left;
                for (int g = 0; g < groups.Count; g++)
                {
                    task.A = a + (groups.Start(g) * task.ARow);
                    task.C = c + (groups.Start(g) * TargetSample);
                    Tiles<TSimd, TVector>.Run(groups.Size(g), vectors, task);
                }
            }
        }

        for (int place = 0; place < Walk.Rows * Walk.Columns; place++)
            Finish(Target + (place / Walk.Columns * TargetRow) + (place % Walk.Columns * TargetPixel) + left, left, units,
                (begun >> place & 1) != 0);
    }

    /// <summary>Outputs that met nothing are the bias alone; then the function.</summary>
    private readonly void Finish(float* target, int left, int units, bool begun)
    {
        if (begun && Epilogue.Activation == null)
            return;
        for (int sample = 0; sample < Walk.Samples; sample++, target += TargetSample)
        {
            for (int unit = 0; unit < units && !begun; unit++)
                target[unit] = (Epilogue.Accumulate ? target[unit] : 0) + (Epilogue.Bias == null ? 0 : Epilogue.Bias[left + unit]);
            if (Epilogue.Activation != null)
                Epilogue.Activation(target, units, Epilogue.Parameter);
        }
    }
}
