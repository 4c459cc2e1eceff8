using System.Runtime.CompilerServices;

namespace Weir.Tensors.Backends.Simd;

/// <summary>
/// The gradient of kernels of which each channel has its own: vectors run over channels; three taps of a row share each δ, and their sums
/// over a row of outputs stay in registers. Parts are lines of channels, so that nothing is added up across threads.
/// </summary>
internal unsafe struct DepthwiseKernelGradient<TSimd, TVector> : IJob
    where TSimd : struct, ISimd<TVector>
    where TVector : struct
{
    private const int TapsAtOnce = 3;

    public WorkerTeam Team;
    public ImageWalk Walk;
    public float* Delta;
    public float* Target;
    public bool Accumulate;
    public int Parts;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public readonly void Execute(int part)
    {
        nint channels = Walk.Channels;
        int lines = (Walk.Channels + Storage.Line - 1) / Storage.Line, taps = Walk.TapRows * Walk.TapColumns;
        nint begin = lines * part / Parts * Storage.Line, end = Math.Min(channels, lines * (part + 1) / Parts * Storage.Line);
        if (end <= begin)
            return;
        using Scratch.Frame frame = Team.ScratchOf(part).Open();
        nint width = (end - begin + TSimd.Count - 1) / TSimd.Count * TSimd.Count;
        float* sums = frame.Take(taps * width);
        new Span<float>(sums, (int)(taps * width)).Clear();
        // For each column of taps the first output that meets a pixel by it, and behind the last.
        int* starts = stackalloc int[Walk.TapColumns], ends = stackalloc int[Walk.TapColumns];
        for (int l = 0; l < Walk.TapColumns; l++)
            (starts[l], ends[l]) = (Walk.FirstColumn(l), Walk.EndColumn(l));
        for (int sample = 0; sample < Walk.Samples; sample++)
        {
            for (int row = 0; row < Walk.Rows; row++)
            {
                float* delta = Delta + ((((nint)sample * Walk.Rows) + row) * Walk.Columns * channels) + begin;
                for (int k = 0; k < Walk.TapRows; k++)
                {
                    int i = Walk.StartRow + (row * Walk.StrideRow) + (k * Walk.StepRow);
                    if ((uint)i >= (uint)Walk.Height)
                        continue;
                    float* pixels = Walk.Source + ((((((nint)sample * Walk.Height) + i) * Walk.Width) + Walk.StartColumn) * channels)
                        + begin;
                    for (nint c = 0; c < width; c += TSimd.Count)
                        Row(delta + c, pixels + c, sums + (k * Walk.TapColumns * width) + c, width, starts, ends);
                }
            }
        }

        for (nint tap = 0; tap < taps; tap++)
        {
            for (nint c = 0; c < end - begin; c += TSimd.Count)
            {
                float* to = Target + (tap * channels) + begin + c;
                TVector value = TSimd.Load(sums + (tap * width) + c);
                ElementLoops<TSimd, TVector>.StoreFirst(to, Accumulate ? TSimd.Add(value, TSimd.Load(to)) : value, end - begin - c);
            }
        }
    }

    /// <summary>Adds what a row of outputs gives to the taps of a row of taps.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly void Row(float* delta, float* pixels, float* sums, nint width, int* starts, int* ends)
    {
        nint pitch = Walk.Channels, step = Walk.StepColumn * pitch, stride = Walk.StrideColumn * pitch;
        int l = 0;
        for (; l + TapsAtOnce <= Walk.TapColumns; l += TapsAtOnce)
        {
            // All three taps lie inside between the first's start and the last's end; what is left over is taken tap by tap.
            int from = starts[l], to = Math.Max(from, ends[l + TapsAtOnce - 1]);
            float* at = pixels + (l * step) + (from * stride), d = delta + (from * pitch);
            TVector s0 = TSimd.Zero, s1 = TSimd.Zero, s2 = TSimd.Zero;
            for (int column = from; column < to; column++, at += stride, d += pitch)
            {
                TVector here = TSimd.Load(d);
                s0 = TSimd.MultiplyAdd(TSimd.Load(at), here, s0);
                s1 = TSimd.MultiplyAdd(TSimd.Load(at + step), here, s1);
                s2 = TSimd.MultiplyAdd(TSimd.Load(at + (2 * step)), here, s2);
            }

            Add(sums + (l * width), s0);
            Add(sums + ((l + 1) * width), s1);
            Add(sums + ((l + 2) * width), s2);
            for (int tap = l; tap < l + TapsAtOnce; tap++)
            {
                Stretch(delta, pixels, tap, starts[tap], Math.Min(from, ends[tap]), sums + (tap * width));
                Stretch(delta, pixels, tap, Math.Max(to, starts[tap]), ends[tap], sums + (tap * width));
            }
        }

        for (; l < Walk.TapColumns; l++)
            Stretch(delta, pixels, l, starts[l], ends[l], sums + (l * width));
    }

    private readonly void Stretch(float* delta, float* pixels, int tap, int from, int to, float* sum)
    {
        if (from >= to)
            return;
        nint pitch = Walk.Channels;
        TVector total = TSimd.Zero;
        for (nint column = from; column < to; column++)
            total = TSimd.MultiplyAdd(TSimd.Load(pixels + (((tap * Walk.StepColumn) + (column * Walk.StrideColumn)) * pitch)),
                TSimd.Load(delta + (column * pitch)), total);
        Add(sum, total);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(float* sum, TVector value) => TSimd.Store(sum, TSimd.Add(TSimd.Load(sum), value));
}
