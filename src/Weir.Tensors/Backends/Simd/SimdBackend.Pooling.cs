using System.Runtime.CompilerServices;
using Weir.Tensors.Backends.Simd;

namespace Weir.Tensors.Backends;

internal sealed unsafe partial class SimdBackend<TSimd, TVector>
{
    internal override void MaxPool(in PoolingShape s, Storage x, Storage y) => Pool(s, new PoolingJob(s, x.Pointer, y.Pointer, true, PoolParts(s)));

    internal override void AveragePool(in PoolingShape s, Storage x, Storage y) => Pool(s, new PoolingJob(s, x.Pointer, y.Pointer, false, PoolParts(s)));

    internal override void MaxPoolSlope(in PoolingShape s, Storage x, Storage y, Storage gradient, Storage dx) =>
        Pool(s, new PoolingSlopeJob(s, x.Pointer, y.Pointer, gradient.Pointer, dx.Pointer, PoolParts(s)));

    internal override void AveragePoolSlope(in PoolingShape s, Storage gradient, Storage dx) =>
        Pool(s, new PoolingSlopeJob(s, null, null, gradient.Pointer, dx.Pointer, PoolParts(s)));

    // Samples are what is shared out: windows of one image overlap, and its gradient has one owner.
    private int PoolParts(in PoolingShape s) => Math.Max(1, Math.Min(Parts((long)s.Pixels * s.Channels), s.Samples));

    private void Pool<TJob>(in PoolingShape s, in TJob job)
        where TJob : struct, IJob => Team.Run(job, PoolParts(s));

    private readonly struct PoolingJob(PoolingShape s, float* x, float* y, bool maximum, int parts) : IJob
    {
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Execute(int part)
        {
            nint channels = s.Channels, line = s.Image.Width * channels;
            for (int sample = s.Samples * part / parts; sample < s.Samples * (part + 1) / parts; sample++)
            {
                float* image = x + (sample * s.Image.Height * line);
                float* target = y + ((nint)sample * s.Output.Height * s.Output.Width * channels);
                for (int row = 0; row < s.Output.Height; row++)
                {
                    (int top, int bottom, int rows) = s.Rows(row);
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

                            ElementLoops<TSimd, TVector>.StoreFirst(target + c, maximum ? value : TSimd.Multiply(value, scale), channels - c);
                        }
                    }
                }
            }
        }
    }

    /// <summary>Adds to dx; a mean where there is no x to compare with.</summary>
    private readonly struct PoolingSlopeJob(PoolingShape s, float* x, float* y, float* g, float* dx, int parts) : IJob
    {
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Execute(int part)
        {
            nint channels = s.Channels, line = s.Image.Width * channels;
            for (int sample = s.Samples * part / parts; sample < s.Samples * (part + 1) / parts; sample++)
            {
                nint image = sample * s.Image.Height * line, output = (nint)sample * s.Output.Height * s.Output.Width * channels;
                for (int row = 0; row < s.Output.Height; row++)
                {
                    (int top, int bottom, int rows) = s.Rows(row);
                    for (int column = 0; column < s.Output.Width; column++, output += channels)
                    {
                        (int left, int right, int columns) = s.Columns(column);
                        TVector scale = TSimd.Create(x == null ? 1f / ((float)rows * columns) : 1);
                        for (nint c = 0; c < channels; c += TSimd.Count)
                        {
                            TVector slope = TSimd.Multiply(TSimd.Load(g + output + c), scale);
                            TVector largest = x == null ? slope : TSimd.Load(y + output + c);
                            for (nint i = top; i < bottom; i++)
                            {
                                nint at = image + (i * line) + (left * channels) + c;
                                for (nint j = left; j < right; j++, at += channels)
                                {
                                    TVector given = slope;
                                    if (x != null)
                                    {
                                        // What a pixel takes is taken away, so that a second one of the same value gets nothing.
                                        TVector here = TSimd.AreEqual(TSimd.Load(x + at), largest);
                                        given = TSimd.And(here, slope);
                                        slope = TSimd.Select(here, TSimd.Zero, slope);
                                    }

                                    ElementLoops<TSimd, TVector>.StoreFirst(dx + at, TSimd.Add(TSimd.Load(dx + at), given), channels - c);
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}
