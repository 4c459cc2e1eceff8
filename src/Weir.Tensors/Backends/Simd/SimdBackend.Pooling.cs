using System.Runtime.CompilerServices;
using Weir.Tensors.Backends.Simd;

namespace Weir.Tensors.Backends;

internal sealed unsafe partial class SimdBackend<TSimd, TVector>
{
    internal override void MaxPool(in PoolingShape s, Storage x, Storage y)
    {
        using KeptAlive alive = new(x, y);
        Pool(s, x, y, maximum: true);
    }

    internal override void AveragePool(in PoolingShape s, Storage x, Storage y)
    {
        using KeptAlive alive = new(x, y);
        Pool(s, x, y, maximum: false);
    }

    internal override void MaxPoolBackward(in PoolingShape s, Storage x, Storage y, Storage gradient, Storage dx, bool accumulate)
    {
        using KeptAlive alive = new(x, y, gradient, dx);
        PoolBackward(s, x.Pointer, y.Pointer, gradient, dx, accumulate);
    }

    internal override void AveragePoolBackward(in PoolingShape s, Storage gradient, Storage dx, bool accumulate)
    {
        using KeptAlive alive = new(gradient, dx);
        PoolBackward(s, null, null, gradient, dx, accumulate);
    }

    private void Pool(in PoolingShape s, Storage x, Storage y, bool maximum)
    {
        int parts = Math.Max(1, Math.Min(Parts((long)s.Pixels * s.Channels), s.Samples * s.Output.Height));
        Team.Run(new PoolingJob(s, x.Pointer, y.Pointer, maximum, parts), parts);
    }

    private void PoolBackward(in PoolingShape s, float* x, float* y, Storage gradient, Storage dx, bool accumulate)
    {
        // Samples are what is shared out: windows of one image overlap, and its gradient has one owner.
        int parts = Math.Max(1, Math.Min(Parts((long)s.Pixels * s.Channels), s.Samples));
        Team.Run(new PoolingBackwardJob(s, x, y, gradient.Pointer, dx.Pointer, accumulate, parts), parts);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StoreUpTo(float* target, TVector value, nint left)
    {
        if (left >= TSimd.Count)
            TSimd.Store(target, value);
        else
            TSimd.StoreFirst(target, value, (int)left);
    }

    /// <summary>Parts are rows of outputs.</summary>
    private readonly struct PoolingJob(PoolingShape s, float* x, float* y, bool maximum, int parts) : IJob
    {
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Execute(int part)
        {
            nint channels = s.Channels, line = s.Image.Width * channels;
            int lines = s.Samples * s.Output.Height, first = (int)((long)lines * part / parts),
                end = (int)((long)lines * (part + 1) / parts);
            float* target = y + ((nint)first * s.Output.Width * channels);
            for (int output = first; output < end; output++)
            {
                float* image = x + (output / s.Output.Height * s.Image.Height * line);
                (int top, int bottom, int rows) = s.Rows(output % s.Output.Height);
                for (int column = 0; column < s.Output.Width; column++, target += channels)
                {
                    (int left, int right, int columns) = s.Columns(column);
                    TVector scale = TSimd.Create(1f / ((float)rows * columns));
                    for (nint c = 0; c < channels; c += TSimd.Count)
                    {
                        TVector value = maximum ? TSimd.Create(float.NegativeInfinity) : TSimd.Zero;
                        for (nint i = top; i < bottom; i++)
                        {
                            float* at = image + (i * line) + (left * channels) + c;
                            for (nint j = left; j < right; j++, at += channels)
                                value = maximum ? TSimd.Max(value, TSimd.Load(at)) : TSimd.Add(value, TSimd.Load(at));
                        }

                        StoreUpTo(target + c, maximum ? value : TSimd.Multiply(value, scale), channels - c);
                    }
                }
            }
        }
    }

    /// <summary>A mean where there is no x to compare with.</summary>
    private readonly struct PoolingBackwardJob(PoolingShape s, float* x, float* y, float* g, float* dx, bool accumulate, int parts) : IJob
    {
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Execute(int part)
        {
            nint channels = s.Channels, line = s.Image.Width * channels;
            for (int sample = s.Samples * part / parts; sample < s.Samples * (part + 1) / parts; sample++)
            {
                nint image = sample * s.Image.Height * line, output = (nint)sample * s.Output.Height * s.Output.Width * channels;
                // Windows may overlap or leave pixels out: contributions are added to zeros, and rows are cleared just before they are
                // needed.
                int cleared = accumulate ? s.Image.Height : 0;
                for (int row = 0; row < s.Output.Height; row++)
                {
                    (int top, int bottom, int rows) = s.Rows(row);
                    Clear(image, line, ref cleared, bottom);
                    for (int column = 0; column < s.Output.Width; column++, output += channels)
                    {
                        (int left, int right, int columns) = s.Columns(column);
                        TVector scale = TSimd.Create(x == null ? 1f / ((float)rows * columns) : 1);
                        for (nint c = 0; c < channels; c += TSimd.Count)
                        {
                            TVector delta = TSimd.Multiply(TSimd.Load(g + output + c), scale);
                            TVector max = x == null ? delta : TSimd.Load(y + output + c);
                            for (nint i = top; i < bottom; i++)
                            {
                                nint at = image + (i * line) + (left * channels) + c;
                                for (nint j = left; j < right; j++, at += channels)
                                {
                                    TVector given = delta;
                                    if (x != null)
                                    {
                                        // What a pixel takes is taken away, so that a second one of the same value gets nothing.
                                        TVector here = TSimd.AreEqual(TSimd.Load(x + at), max);
                                        given = TSimd.And(here, delta);
                                        delta = TSimd.Select(here, TSimd.Zero, delta);
                                    }

                                    StoreUpTo(dx + at, TSimd.Add(TSimd.Load(dx + at), given), channels - c);
                                }
                            }
                        }
                    }
                }

                Clear(image, line, ref cleared, s.Image.Height);
            }
        }

        private void Clear(nint image, nint line, ref int cleared, int end)
        {
            for (; cleared < end; cleared++)
                new Span<float>(dx + image + (cleared * line), (int)line).Clear();
        }
    }
}
