using System.Runtime.CompilerServices;

namespace Weir.Tensors.Backends.Simd;

/// <summary>
/// The gradient of a kernel over <see cref="SmallImages"/>: for each tap and each output that meets a pixel by it xᵀ·δ over the samples.
/// Parts are ranges of units.
/// </summary>
internal unsafe struct SmallImageKernelGradient<TSimd, TVector> : IJob
    where TSimd : struct, ISimd<TVector>
    where TVector : struct
{
    /// <summary>Channels that are copied together, so that the pixels of a channel lie near: with 4 pixels of 32 samples 32 KB.</summary>
    private const int ChunkRows = 64;

    /// <summary>Samples that are summed in one go.</summary>
    private const int BlockSamples = 128;

    public WorkerTeam Team;
    public ImageWalk Walk;
    public float* Delta;

    /// <summary>Distance between pixels of δ and between rows of dw: all output channels.</summary>
    public int DeltaPitch;
    public int Units;
    public float* Target;
    public bool Accumulate;
    public int Parts;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public readonly void Execute(int part)
    {
        Partition share = Partition.Into(Parts, (Units + TSimd.Count - 1) / TSimd.Count);
        Partition panels = Partition.OfAtMost(TileKernel<TSimd, TVector>.Vectors, share.Size(part)),
            blocks = Partition.OfAtMost(BlockSamples, Walk.Samples);
        int places = Walk.Rows * Walk.Columns, pixels = Walk.Height * Walk.Width;
        using Scratch.Frame frame = Team.ScratchOf(part).Open();
        float* deltas = frame.Take((nint)places * blocks.Size(0) * TileKernel<TSimd, TVector>.Vectors * TSimd.Count),
            copy = frame.Take((nint)pixels * blocks.Size(0) * ChunkRows);
        for (int p = 0; p < panels.Count; p++)
        {
            int left = (share.Start(part) + panels.Start(p)) * TSimd.Count, vectors = panels.Size(p), width = vectors * TSimd.Count;
            Partition one = Partition.OfAtMost(vectors, vectors);
            for (int b = 0; b < blocks.Count; b++)
            {
                nint first = blocks.Start(b);
                int count = blocks.Size(b);
                for (nint place = 0; place < places; place++)
                {
                    float* delta = Delta + (((first * places) + place) * DeltaPitch) + left;
                    Packing<TSimd, TVector>.Columns(new MatrixView(delta, (nint)places * DeltaPitch, 1), count, one,
                        Math.Min(width, Units - left), deltas + (place * count * width));
                }

                for (int start = 0; start < Walk.Channels; start += ChunkRows)
                {
                    int rows = Math.Min(ChunkRows, Walk.Channels - start);
                    for (nint pixel = 0; pixel < pixels; pixel++)
                        Copy(Walk.Source + (((first * pixels) + pixel) * Walk.Pitch) + start, (nint)pixels * Walk.Pitch, count, rows,
                            copy + (pixel * count * ChunkRows));
                    Multiply(copy, deltas, count, start, rows, left, vectors, Accumulate || b > 0);
                }
            }
        }
    }

    private static void Copy(float* source, nint step, int count, int rows, float* target)
    {
        for (int i = 0; i < count; i++, source += step, target += ChunkRows)
        {
            for (nint c = 0; c < rows; c += TSimd.Count)
                TSimd.Store(target + c, TSimd.Load(source + c));
        }
    }

    /// <summary>All taps for one chunk of channels and one panel of units.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly void Multiply(float* copy, float* deltas, int count, int start, int rows, int left, int vectors, bool load)
    {
        Partition groups = Partition.OfAtMost(TileKernel<TSimd, TVector>.Rows, rows);
        int width = vectors * TSimd.Count, units = Math.Min(width, Units - left);
        TileTask task = default;
        (task.Run, task.Segments, task.AStep, task.ARow) = (count, 1, ChunkRows, 1);
        (task.BStep, task.CRow, task.Last) = (width, DeltaPitch, units - width + TSimd.Count);
        for (int tap = 0; tap < Walk.TapRows * Walk.TapColumns; tap++)
        {
            float* target = Target + ((((nint)tap * Walk.Channels) + start) * DeltaPitch) + left;
            task.Load = load;
            for (int place = 0; place < Walk.Rows * Walk.Columns; place++)
            {
                int pixel = SmallImages.PixelAt(Walk, place / Walk.Columns, place % Walk.Columns, tap / Walk.TapColumns,
                    tap % Walk.TapColumns);
                if (pixel < 0)
                    continue;
                task.B = deltas + ((nint)place * count * width);
                for (int g = 0; g < groups.Count; g++)
                {
                    task.A = copy + ((nint)pixel * count * ChunkRows) + groups.Start(g);
                    task.C = target + ((nint)groups.Start(g) * DeltaPitch);
                    Tiles<TSimd, TVector>.Run(groups.Size(g), vectors, task);
                }

                task.Load = true;
            }

            // A tap that meets nothing.
            for (int row = 0; row < rows && !task.Load; row++)
                new Span<float>(target + ((nint)row * DeltaPitch), units).Clear();
        }
    }
}
