using System.Runtime.CompilerServices;

namespace Weir.Tensors.Backends.Simd;

/// <summary>
/// dw = Σ over outputs of what they see, transposed, times δ. Every thread goes through all outputs and works out its own rows of dw, so
/// that nothing has to be added up across threads and the bits do not depend on their number.
/// </summary>
internal unsafe struct KernelGradient<TSimd, TVector> : IJob
    where TSimd : struct, ISimd<TVector>
    where TVector : struct
{
    /// <summary>
    /// Outputs of a block: a panel of δ for them takes 24 KB of the first-level cache, the lines of the image that a tile reads 8 KB.
    /// </summary>
    private const int BlockOutputs = 128;

    public WorkerTeam Team;
    public ImageWalk Walk;
    public float* Delta;

    /// <summary>Distance between pixels of δ and between rows of dw: all output channels.</summary>
    public int DeltaPitch;
    public int Units;
    public float* Target;
    public bool Accumulate;
    public int Parts;

    /// <summary>Whether what outputs see is unfolded: where there are too few in a row or in an image.</summary>
    private readonly bool Unfolds => Walk.Columns < ImageProduct<TSimd, TVector>.FewColumns || Walk.Rows * Walk.Columns < BlockOutputs / 2;

    public readonly void Execute(int part)
    {
        using Scratch.Frame frame = Team.ScratchOf(part).Open();
        int unitVectors = (Units + TSimd.Count - 1) / TSimd.Count;
        Partition panels = Partition.OfAtMost(TileKernel<TSimd, TVector>.Vectors, unitVectors);
        int outputs = Walk.Samples * Walk.Rows * Walk.Columns;
        TileTask task = default;
        task.ARow = 1;
        if (Unfolds)
        {
            int size = Math.Min(outputs, Math.Clamp(4 * ImageProduct<TSimd, TVector>.BlockEntries / Math.Max(1, Walk.Depth), 16,
                BlockOutputs));
            float* block = frame.Take((nint)size * Walk.Depth), delta = frame.Take((nint)size * unitVectors * TSimd.Count);
            for (int first = 0; first < outputs; first += size)
            {
                int count = Math.Min(size, outputs - first);
                Walk.Unfold(first, count, block);
                Packing<TSimd, TVector>.Columns(new MatrixView(Delta + ((nint)first * DeltaPitch), DeltaPitch, 1), count, panels, Units,
                    delta);
                (task.Run, task.Segments, task.AStep, task.Load) = (count, 1, Walk.Depth, Accumulate || first > 0);
                Multiply(task, block, delta, count, panels, part, 1, Walk.Depth, 0, 0);
            }

            return;
        }

        int rows = Math.Clamp(BlockOutputs / Walk.Columns, 1, Walk.Rows);
        float* copy = Walk.IsInside ? null : frame.Take((nint)Walk.SeenRows(rows) * Walk.SeenColumns * Walk.Channels);
        float* packed = frame.Take((nint)rows * Walk.Columns * unitVectors * TSimd.Count);
        for (int sample = 0; sample < Walk.Samples; sample++)
        {
            for (int first = 0; first < Walk.Rows; first += rows)
            {
                int count = Math.Min(rows, Walk.Rows - first);
                float* seen = Walk.See(sample, first, count, copy, out nint rowPitch);
                float* delta = Delta + ((((nint)sample * Walk.Rows) + first) * Walk.Columns * DeltaPitch);
                Packing<TSimd, TVector>.Columns(new MatrixView(delta, DeltaPitch, 1), count * Walk.Columns, panels, Units, packed);
                nint step = (nint)Walk.StrideColumn * Walk.Channels;
                (task.Run, task.Segments, task.AStep, task.AJump) =
                    (Walk.Columns, count, step, (Walk.StrideRow * rowPitch) - (Walk.Columns * step));
                task.Load = Accumulate || sample > 0 || first > 0;
                if (Walk.IsDense)
                    Multiply(task, seen, packed, count * Walk.Columns, panels, part, Walk.TapRows, Walk.TapColumns * Walk.Channels,
                        Walk.StepRow * rowPitch, 1);
                else
                    Multiply(task, seen, packed, count * Walk.Columns, panels, part, Walk.TapRows * Walk.TapColumns, Walk.Channels,
                        Walk.StepRow * rowPitch, Walk.TapColumns);
            }
        }
    }

    /// <summary>
    /// The part's tiles: dw has <paramref name="runs"/> stretches of rows, each <paramref name="length"/> long; <paramref name="across"/>
    /// of them lie in a row of taps.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly void Multiply(TileTask task, float* seen, float* delta, int outputs, Partition panels, int part, int runs, int length,
        nint down, int across)
    {
        Partition groups = Partition.OfAtMost(TileKernel<TSimd, TVector>.Rows, length);
        int tiles = runs * groups.Count, begin = (int)((long)tiles * part / Parts), end = (int)((long)tiles * (part + 1) / Parts);
        task.CRow = DeltaPitch;
        for (int p = 0; p < panels.Count; p++)
        {
            int left = panels.Start(p) * TSimd.Count, width = panels.Size(p) * TSimd.Count;
            task.B = delta + ((nint)left * outputs);
            task.BStep = width;
            task.Last = p == panels.Count - 1 ? Units - left - width + TSimd.Count : TSimd.Count;
            for (int tile = begin; tile < end; tile++)
            {
                int run = tile / groups.Count, g = tile % groups.Count;
                nint start = groups.Start(g);
                nint offset = across == 0 ? 0 : (run / across * down) + ((nint)(run % across) * Walk.StepColumn * Walk.Channels);
                task.A = seen + offset + start;
                task.C = Target + ((((nint)run * length) + start) * DeltaPitch) + left;
                Tiles<TSimd, TVector>.Run(groups.Size(g), panels.Size(p), task);
            }
        }
    }
}
