using System.Runtime.CompilerServices;

namespace Weir.Tensors.Backends.Simd;

/// <summary>Forward, where each channel has a kernel of its own: vectors run over channels. Parts are rows of the output.</summary>
internal readonly unsafe struct DepthwiseJob<TSimd, TVector>(ConvolutionShape s, float* x, float* w, float* y, ProductEpilogue epilogue, int parts) : IJob
    where TSimd : struct, ISimd<TVector>
    where TVector : struct
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Execute(int part)
    {
        int lines = s.Samples * s.Output.Height;
        nint channels = s.Channels;
        for (int line = (int)((long)lines * part / parts); line < (int)((long)lines * (part + 1) / parts); line++)
        {
            int row = line % s.Output.Height, sample = line / s.Output.Height;
            float* target = y + ((nint)line * s.Output.Width * channels);
            for (int column = 0; column < s.Output.Width; column++, target += channels)
            {
                for (nint c = 0; c < channels; c += TSimd.Count)
                {
                    TVector sum = epilogue.Bias == null ? TSimd.Zero : TSimd.Load(epilogue.Bias + c);
                    for (int k = 0; k < s.Kernel.Height; k++)
                    {
                        int i = (row * s.Stride.Height) - s.Padding.Height + (k * s.Dilation.Height);
                        if ((uint)i >= (uint)s.Image.Height)
                            continue;
                        for (int l = 0; l < s.Kernel.Width; l++)
                        {
                            int j = (column * s.Stride.Width) - s.Padding.Width + (l * s.Dilation.Width);
                            if ((uint)j >= (uint)s.Image.Width)
                                continue;
                            float* pixel = x + (((((nint)sample * s.Image.Height) + i) * s.Image.Width) + j) * channels;
                            sum = TSimd.MultiplyAdd(TSimd.Load(pixel + c), TSimd.Load(w + ((((nint)k * s.Kernel.Width) + l) * channels) + c), sum);
                        }
                    }

                    ElementLoops<TSimd, TVector>.StoreFirst(target + c, sum, channels - c);
                }
            }

            if (epilogue.Activation != null)
                epilogue.Activation(target - (s.Output.Width * channels), s.Output.Width * channels, epilogue.Parameter);
        }
    }
}

/// <summary>The gradient of the image: each pixel gathers from the outputs that it went into. Parts are rows of the image.</summary>
internal readonly unsafe struct DepthwiseInputJob<TSimd, TVector>(ConvolutionShape s, float* delta, float* w, float* dx, bool accumulate, int parts) : IJob
    where TSimd : struct, ISimd<TVector>
    where TVector : struct
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Execute(int part)
    {
        int lines = s.Samples * s.Image.Height;
        nint channels = s.Channels;
        for (int line = (int)((long)lines * part / parts); line < (int)((long)lines * (part + 1) / parts); line++)
        {
            int i = line % s.Image.Height, sample = line / s.Image.Height;
            float* target = dx + ((nint)line * s.Image.Width * channels);
            for (int j = 0; j < s.Image.Width; j++, target += channels)
            {
                for (nint c = 0; c < channels; c += TSimd.Count)
                {
                    TVector sum = accumulate ? TSimd.Load(target + c) : TSimd.Zero;
                    for (int k = 0; k < s.Kernel.Height; k++)
                    {
                        if (!Met(i + s.Padding.Height - (k * s.Dilation.Height), s.Stride.Height, s.Output.Height, out int row))
                            continue;
                        for (int l = 0; l < s.Kernel.Width; l++)
                        {
                            if (!Met(j + s.Padding.Width - (l * s.Dilation.Width), s.Stride.Width, s.Output.Width, out int column))
                                continue;
                            float* slope = delta + (((((nint)sample * s.Output.Height) + row) * s.Output.Width) + column) * channels;
                            sum = TSimd.MultiplyAdd(TSimd.Load(slope + c), TSimd.Load(w + ((((nint)k * s.Kernel.Width) + l) * channels) + c), sum);
                        }
                    }

                    ElementLoops<TSimd, TVector>.StoreFirst(target + c, sum, channels - c);
                }
            }
        }
    }

    private static bool Met(int place, int stride, int outputs, out int output)
    {
        output = place / stride;
        return place >= 0 && output < outputs && output * stride == place;
    }
}

/// <summary>The gradient of the kernels. Parts are lines of channels.</summary>
internal readonly unsafe struct DepthwiseWeightJob<TSimd, TVector>(ConvolutionShape s, float* x, float* delta, float* dw, bool accumulate, int parts) : IJob
    where TSimd : struct, ISimd<TVector>
    where TVector : struct
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Execute(int part)
    {
        nint channels = s.Channels;
        int lines = (s.Channels + Storage.Line - 1) / Storage.Line;
        nint begin = lines * part / parts * Storage.Line, end = Math.Min(channels, lines * (part + 1) / parts * Storage.Line);
        for (nint c = begin; c < end; c += TSimd.Count)
        {
            for (int tap = 0; tap < s.Kernel.Height * s.Kernel.Width; tap++)
            {
                int k = tap / s.Kernel.Width, l = tap % s.Kernel.Width;
                TVector total = TSimd.Zero;
                for (int line = 0; line < s.Samples * s.Output.Height; line++)
                {
                    int i = (line % s.Output.Height * s.Stride.Height) - s.Padding.Height + (k * s.Dilation.Height);
                    if ((uint)i >= (uint)s.Image.Height)
                        continue;
                    float* pixels = x + (((nint)(line / s.Output.Height) * s.Image.Height) + i) * s.Image.Width * channels;
                    TVector sum = TSimd.Zero;
                    for (int column = 0; column < s.Output.Width; column++)
                    {
                        int j = (column * s.Stride.Width) - s.Padding.Width + (l * s.Dilation.Width);
                        if ((uint)j < (uint)s.Image.Width)
                            sum = TSimd.MultiplyAdd(TSimd.Load(pixels + (j * channels) + c), TSimd.Load(delta + ((((nint)line * s.Output.Width) + column) * channels) + c), sum);
                    }

                    total = TSimd.Add(total, sum);
                }

                float* target = dw + (tap * channels) + c;
                if (accumulate)
                    total = TSimd.Add(total, TSimd.Load(target));
                ElementLoops<TSimd, TVector>.StoreFirst(target, total, end - c);
            }
        }
    }
}
