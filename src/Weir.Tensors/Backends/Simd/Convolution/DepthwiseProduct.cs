using System.Runtime.CompilerServices;

namespace Weir.Tensors.Backends.Simd;

/// <summary>
/// A walk over an image where each channel has a kernel of its own: vectors run over channels, and four neighbouring outputs share each
/// tap's weights. Forward and the gradient of the image are such walks. Parts are rows of outputs.
/// </summary>
internal unsafe struct DepthwiseProduct<TSimd, TVector> : IJob
    where TSimd : struct, ISimd<TVector>
    where TVector : struct
{
    public ImageWalk Walk;

    /// <summary>The weights of the first tap, one for each channel, and the distances to the tap below and to the next of its row.</summary>
    public float* FirstTap;
    public nint Down;
    public nint Right;

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
        int lines = Walk.Samples * Walk.Rows, inside = Walk.InsideStart, insideEnd = Math.Max(inside, Walk.InsideEnd);
        nint pixel = (nint)Walk.StrideColumn * Walk.Pitch;
        for (int line = (int)((long)lines * part / Parts); line < (int)((long)lines * (part + 1) / Parts); line++)
        {
            int sample = line / Walk.Rows, row = line % Walk.Rows;
            float* target = Target + (sample * TargetSample) + (row * TargetRow);
            for (nint c = 0; c < Walk.Channels; c += TSimd.Count)
            {
                int column = 0;
                for (; column < inside; column++)
                    Store(target + (column * TargetPixel), c, Edge(sample, row, column, c));
                for (; column + 4 <= insideEnd; column += 4)
                {
                    TVector s0 = TSimd.Zero, s1 = TSimd.Zero, s2 = TSimd.Zero, s3 = TSimd.Zero;
                    for (int k = 0; k < Walk.TapRows; k++)
                    {
                        float* from = At(sample, row, k, column, c), weight = FirstTap + (k * Down) + c;
                        if (from == null)
                            continue;
                        for (int l = 0; l < Walk.TapColumns; l++, weight += Right, from += (nint)Walk.StepColumn * Walk.Pitch)
                        {
                            TVector w = TSimd.Load(weight);
                            s0 = TSimd.MultiplyAdd(TSimd.Load(from), w, s0);
                            s1 = TSimd.MultiplyAdd(TSimd.Load(from + pixel), w, s1);
                            s2 = TSimd.MultiplyAdd(TSimd.Load(from + (2 * pixel)), w, s2);
                            s3 = TSimd.MultiplyAdd(TSimd.Load(from + (3 * pixel)), w, s3);
                        }
                    }

                    float* to = target + (column * TargetPixel);
                    Store(to, c, s0);
                    Store(to + TargetPixel, c, s1);
                    Store(to + (2 * TargetPixel), c, s2);
                    Store(to + (3 * TargetPixel), c, s3);
                }

                for (; column < Walk.Columns; column++)
                    Store(target + (column * TargetPixel), c, Edge(sample, row, column, c));
            }

            for (int column = 0; Epilogue.Activation != null && column < Walk.Columns; column++)
                Epilogue.Activation(target + (column * TargetPixel), Walk.Channels, Epilogue.Parameter);
        }
    }

    /// <summary>One output, some of whose taps may lie outside.</summary>
    private readonly TVector Edge(int sample, int row, int column, nint c)
    {
        TVector sum = TSimd.Zero;
        for (int k = 0; k < Walk.TapRows; k++)
        {
            float* from = At(sample, row, k, column, c);
            if (from == null)
                continue;
            int at = Walk.StartColumn + (column * Walk.StrideColumn);
            for (int l = 0; l < Walk.TapColumns; l++, at += Walk.StepColumn, from += (nint)Walk.StepColumn * Walk.Pitch)
            {
                if ((uint)at < (uint)Walk.Width)
                    sum = TSimd.MultiplyAdd(TSimd.Load(from), TSimd.Load(FirstTap + (k * Down) + (l * Right) + c), sum);
            }
        }

        return sum;
    }

    /// <summary>What an output meets at the first tap of a row of taps; null for a row outside.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly float* At(int sample, int row, int tapRow, int column, nint c)
    {
        int i = Walk.StartRow + (row * Walk.StrideRow) + (tapRow * Walk.StepRow);
        return (uint)i >= (uint)Walk.Height ? null : Walk.Source + ((((((nint)sample * Walk.Height) + i) * Walk.Width) + Walk.StartColumn + (column * Walk.StrideColumn)) * Walk.Pitch) + c;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly void Store(float* target, nint c, TVector value)
    {
        if (Epilogue.Bias != null)
            value = TSimd.Add(value, TSimd.Load(Epilogue.Bias + c));
        if (Epilogue.Accumulate)
            value = TSimd.Add(value, TSimd.Load(target + c));
        if (Walk.Channels - c >= TSimd.Count)
            TSimd.Store(target + c, value);
        else
            TSimd.StoreFirst(target + c, value, Walk.Channels - (int)c);
    }
}
