using System.Runtime.CompilerServices;
using Weir.Tensors.Backends.Simd;

namespace Weir.Tensors.Backends;

internal sealed unsafe partial class SimdBackend<TSimd, TVector>
{
    internal override void Upsample(in UpsamplingShape s, Storage x, Storage y)
    {
        using KeptAlive alive = new(x, y);
        int lines = s.Samples * s.Output.Height;
        int parts = Math.Max(1, Math.Min(Parts((long)lines * s.Output.Width * s.Channels), lines));
        Team.Run(new UpsamplingJob(s, x.Pointer, y.Pointer, parts), parts);
    }

    internal override void UpsampleBackward(in UpsamplingShape s, Storage gradient, Storage dx, bool accumulate)
    {
        using KeptAlive alive = new(gradient, dx);
        int lines = s.Samples * s.Image.Height;
        int parts = Math.Max(1, Math.Min(Parts((long)s.Pixels * s.Channels * s.Factor.Height * s.Factor.Width), lines));
        Team.Run(new UpsamplingBackwardJob(s, gradient.Pointer, dx.Pointer, accumulate, parts), parts);
    }

    /// <summary>Parts are rows of outputs.</summary>
    private readonly struct UpsamplingJob(UpsamplingShape s, float* x, float* y, int parts) : IJob
    {
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Execute(int part)
        {
            nint channels = s.Channels, line = s.Image.Width * channels, outputLine = s.Output.Width * channels;
            int lines = s.Samples * s.Output.Height, first = (int)((long)lines * part / parts),
                end = (int)((long)lines * (part + 1) / parts);
            for (int row = first; row < end; row++)
            {
                float* image = x + (row / s.Output.Height * s.Image.Height * line), target = y + (row * outputLine);
                (int above, int below, float down) = s.Rows(row % s.Output.Height);
                if (!s.Bilinear && row > first && row % s.Factor.Height != 0)
                {
                    // The same as the row above it.
                    new ReadOnlySpan<float>(target - outputLine, (int)outputLine).CopyTo(new Span<float>(target, (int)outputLine));
                    continue;
                }

                for (int column = 0; column < s.Output.Width; column++, target += channels)
                {
                    (int left, int right, float across) = s.Columns(column);
                    Blend(image + (above * line) + (left * channels), (right - left) * channels, (below - above) * line, across, down,
                        target, channels);
                }
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static void Blend(float* from, nint right, nint below, float across, float down, float* target, nint channels)
        {
            TVector a = TSimd.Create((1 - across) * (1 - down)), b = TSimd.Create(across * (1 - down)),
                c = TSimd.Create((1 - across) * down), d = TSimd.Create(across * down);
            for (nint i = 0; i < channels; i += TSimd.Count, from += TSimd.Count)
            {
                TVector value = TSimd.Load(from);
                if (right != 0 || below != 0)
                {
                    value = TSimd.MultiplyAdd(TSimd.Load(from + right), b, TSimd.Multiply(value, a));
                    value = TSimd.MultiplyAdd(TSimd.Load(from + below), c, value);
                    value = TSimd.MultiplyAdd(TSimd.Load(from + right + below), d, value);
                }

                StoreUpTo(target + i, value, channels - i);
            }
        }
    }

    /// <summary>Parts are rows of inputs: each is summed up by one owner, in a fixed order.</summary>
    private readonly struct UpsamplingBackwardJob(UpsamplingShape s, float* g, float* dx, bool accumulate, int parts) : IJob
    {
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Execute(int part)
        {
            nint channels = s.Channels, outputLine = s.Output.Width * channels;
            int lines = s.Samples * s.Image.Height, first = (int)((long)lines * part / parts),
                end = (int)((long)lines * (part + 1) / parts);
            float* target = dx + ((nint)first * s.Image.Width * channels);
            for (int row = first; row < end; row++)
            {
                int inImage = row % s.Image.Height;
                float* image = g + ((nint)(row / s.Image.Height) * s.Output.Height * outputLine);
                (int top, int bottom) = s.RowsOf(inImage);
                for (int column = 0; column < s.Image.Width; column++, target += channels)
                {
                    (int left, int right) = s.ColumnsOf(column);
                    for (nint c = 0; c < channels; c += TSimd.Count)
                    {
                        TVector sum = accumulate ? TSimd.Load(target + c) : TSimd.Zero;
                        for (int i = top; i < bottom; i++)
                        {
                            float height = s.WeightOfRow(inImage, i);
                            float* at = image + (i * outputLine) + (left * channels) + c;
                            for (int j = left; j < right; j++, at += channels)
                                sum = TSimd.MultiplyAdd(TSimd.Load(at), TSimd.Create(height * s.WeightOfColumn(column, j)), sum);
                        }

                        StoreUpTo(target + c, sum, channels - c);
                    }
                }
            }
        }
    }
}
