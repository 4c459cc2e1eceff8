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
        int lines = Walk.Samples * Walk.Rows, columns = Walk.Columns, tapRows = Walk.TapRows, inside = Walk.InsideStart, insideEnd = Math.Max(inside, Walk.InsideEnd);
        nint channels = Walk.Channels, targetPixel = TargetPixel, pixel = (nint)Walk.StrideColumn * Walk.Pitch;
        // The rows of pixels that a row of outputs meets, from the first output's first tap on, each with its weights.
        float** rows = stackalloc float*[tapRows], weights = stackalloc float*[tapRows];
        for (int line = (int)((long)lines * part / Parts); line < (int)((long)lines * (part + 1) / Parts); line++)
        {
            int sample = line / Walk.Rows, row = line % Walk.Rows, met = 0;
            for (int k = 0; k < tapRows; k++)
            {
                int i = Walk.StartRow + (row * Walk.StrideRow) + (k * Walk.StepRow);
                if ((uint)i >= (uint)Walk.Height)
                    continue;
                rows[met] = Walk.Source + ((((((nint)sample * Walk.Height) + i) * Walk.Width) + Walk.StartColumn) * Walk.Pitch);
                weights[met++] = FirstTap + (k * Down);
            }

            float* target = Target + (sample * TargetSample) + (row * TargetRow);
            // Channels innermost: pixels are read as they lie, and what four outputs see, some KB, is still in the first-level cache for the next four.
            for (int column = 0; column < columns;)
            {
                float* to = target + (column * targetPixel);
                if (column >= inside && column + 4 <= insideEnd)
                {
                    for (nint c = 0; c < channels; c += TSimd.Count)
                        Four(rows, weights, met, (column * pixel) + c, c, pixel, to);
                    column += 4;
                    continue;
                }

                for (nint c = 0; c < channels; c += TSimd.Count)
                    Edge(rows, weights, met, column, c, to);
                column++;
            }

            for (int column = 0; Epilogue.Activation != null && column < columns; column++)
                Epilogue.Activation(target + (column * targetPixel), channels, Epilogue.Parameter);
        }
    }

    /// <summary>Four neighbouring outputs, all of whose columns of taps lie inside.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly void Four(float** rows, float** weights, int met, nint offset, nint c, nint pixel, float* target)
    {
        TVector s0 = TSimd.Zero, s1 = TSimd.Zero, s2 = TSimd.Zero, s3 = TSimd.Zero;
        nint step = (nint)Walk.StepColumn * Walk.Pitch, right = Right, pixels3 = 3 * pixel;
        int taps = Walk.TapColumns;
        for (int k = 0; k < met; k++)
        {
            float* from = rows[k] + offset, weight = weights[k] + c;
            for (int l = taps; l > 0; l--, weight += right, from += step)
            {
                TVector w = TSimd.Load(weight);
                s0 = TSimd.MultiplyAdd(TSimd.Load(from), w, s0);
                s1 = TSimd.MultiplyAdd(TSimd.Load(from + pixel), w, s1);
                s2 = TSimd.MultiplyAdd(TSimd.Load(from + (2 * pixel)), w, s2);
                s3 = TSimd.MultiplyAdd(TSimd.Load(from + pixels3), w, s3);
            }
        }

        Store(target, c, s0);
        Store(target + TargetPixel, c, s1);
        Store(target + (2 * TargetPixel), c, s2);
        Store(target + (3 * TargetPixel), c, s3);
    }

    /// <summary>One output, some of whose taps may lie outside.</summary>
    private readonly void Edge(float** rows, float** weights, int met, int column, nint c, float* target)
    {
        TVector sum = TSimd.Zero;
        for (int k = 0; k < met; k++)
        {
            int at = Walk.StartColumn + (column * Walk.StrideColumn);
            float* from = rows[k] + ((nint)column * Walk.StrideColumn * Walk.Pitch) + c, weight = weights[k] + c;
            for (int l = 0; l < Walk.TapColumns; l++, at += Walk.StepColumn, from += (nint)Walk.StepColumn * Walk.Pitch, weight += Right)
            {
                if ((uint)at < (uint)Walk.Width)
                    sum = TSimd.MultiplyAdd(TSimd.Load(from), TSimd.Load(weight), sum);
            }
        }

        Store(target, c, sum);
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
