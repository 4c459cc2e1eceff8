using System.Runtime.CompilerServices;

namespace Weir.Tensors.Backends.Simd;

/// <summary>Normalisation where a group is several channels side by side (layer, group and RMS norm): vectors run along them.</summary>
internal static unsafe class RowNormalization<TSimd, TVector>
    where TSimd : struct, ISimd<TVector>
    where TVector : struct
{
    /// <summary>One (outer, group).</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Forward(in NormalizationShape s, int unit, float* x, float* scale, float* shift, float* y, float* statistics,
        float epsilon, bool centred)
    {
        nint pitch = s.Channels, inner = s.Inner, start = Start(s, unit, out nint channel);
        double total = 0;
        for (int n = 0; n < s.Count && centred; n++)
            total += Sum(x + start + (n * pitch), inner, TSimd.Zero, squares: false);
        float mean = (float)(total / s.Samples);
        TVector centre = TSimd.Create(mean);
        total = 0;
        for (int n = 0; n < s.Count; n++)
            total += Sum(x + start + (n * pitch), inner, centre, squares: true);
        float inverse = (float)(1 / Math.Sqrt((total / s.Samples) + epsilon));
        statistics[unit] = mean;
        statistics[(s.Outer * s.Groups) + unit] = inverse;
        TVector factor = TSimd.Create(inverse);
        for (int n = 0; n < s.Count; n++)
        {
            float* from = x + start + (n * pitch), to = y + start + (n * pitch);
            for (nint i = 0; i < inner; i += TSimd.Count)
            {
                TVector value = TSimd.Multiply(TSimd.Subtract(TSimd.Load(from + i), centre), factor);
                if (scale != null)
                    value = TSimd.Multiply(value, TSimd.Load(scale + channel + i));
                if (shift != null)
                    value = TSimd.Add(value, TSimd.Load(shift + channel + i));
                ElementLoops<TSimd, TVector>.StoreFirst(to + i, value, inner - i);
            }
        }
    }

    /// <summary>The gradient of the signal of one (outer, group).</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Backward(in NormalizationShape s, int unit, float* x, float* scale, float* statistics, float* g, float* dx,
        bool addX, bool centred)
    {
        nint pitch = s.Channels, inner = s.Inner, start = Start(s, unit, out nint channel);
        TVector mean = TSimd.Create(statistics[unit]), inverse = TSimd.Create(statistics[(s.Outer * s.Groups) + unit]);
        double sum = 0, along = 0;
        for (int n = 0; n < s.Count; n++)
        {
            float* from = x + start + (n * pitch), delta = g + start + (n * pitch);
            TVector sumHere = TSimd.Zero, alongHere = TSimd.Zero;
            for (nint i = 0; i < inner; i += TSimd.Count)
            {
                TVector here = TSimd.Load(delta + i);
                if (scale != null)
                    here = TSimd.Multiply(here, TSimd.Load(scale + channel + i));
                TVector normal = TSimd.Multiply(TSimd.Subtract(TSimd.Load(from + i), mean), inverse);
                TVector product = TSimd.Multiply(normal, here);
                if (inner - i < TSimd.Count)
                {
                    TVector lanes = TSimd.FirstLanes((int)(inner - i));
                    (here, product) = (TSimd.And(lanes, here), TSimd.And(lanes, product));
                }

                sumHere = TSimd.Add(sumHere, here);
                alongHere = TSimd.Add(alongHere, product);
            }

            sum += TSimd.Sum(sumHere);
            along += TSimd.Sum(alongHere);
        }

        TVector offset = TSimd.Create(centred ? (float)(sum / s.Samples) : 0), stretch = TSimd.Create((float)(along / s.Samples));
        for (int n = 0; n < s.Count; n++)
        {
            float* from = x + start + (n * pitch), delta = g + start + (n * pitch), to = dx + start + (n * pitch);
            for (nint i = 0; i < inner; i += TSimd.Count)
            {
                TVector here = TSimd.Load(delta + i);
                if (scale != null)
                    here = TSimd.Multiply(here, TSimd.Load(scale + channel + i));
                TVector normal = TSimd.Multiply(TSimd.Subtract(TSimd.Load(from + i), mean), inverse);
                TVector value = TSimd.Multiply(inverse, TSimd.Subtract(TSimd.Subtract(here, offset), TSimd.Multiply(normal, stretch)));
                ElementLoops<TSimd, TVector>.StoreFirst(to + i, addX ? TSimd.Add(value, TSimd.Load(to + i)) : value, inner - i);
            }
        }
    }

    /// <summary>
    /// Layer and RMS norm, rows first … end − 1, in one pass: the gradient of the signal (where <paramref name="dx"/> is given), and of
    /// scale and shift, which are added to <paramref name="scales"/> and <paramref name="shifts"/>: rows of their own in this thread's
    /// cache, padded by a vector.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void BackwardRows(
        in NormalizationShape s, nint first, nint end, float* x, float* scale, float* statistics, float* g, float* dx, bool addX,
            bool centred, float* scales, float* shifts)
    {
        nint inner = s.Inner;
        TVector lanes = TSimd.FirstLanes((int)(inner % TSimd.Count));
        float share = 1f / inner;
        for (nint row = first; row < end; row++)
        {
            float* from = x + (row * inner), delta = g + (row * inner), to = dx + (row * inner);
            TVector mean = TSimd.Create(statistics[row]), inverse = TSimd.Create(statistics[s.Outer + row]);
            TVector sum = TSimd.Zero, along = TSimd.Zero;
            nint i = 0;
            for (; i <= inner - TSimd.Count; i += TSimd.Count)
                Gather(from, delta, scale, i, mean, inverse, scales, shifts, ref sum, ref along, lanes, whole: true);
            if (i < inner)
                Gather(from, delta, scale, i, mean, inverse, scales, shifts, ref sum, ref along, lanes, whole: false);
            if (dx == null)
                continue;
            TVector offset = TSimd.Create(centred ? TSimd.Sum(sum) * share : 0), stretch = TSimd.Create(TSimd.Sum(along) * share);
            for (i = 0; i < inner; i += TSimd.Count)
            {
                TVector here = TSimd.Load(delta + i);
                if (scale != null)
                    here = TSimd.Multiply(here, TSimd.Load(scale + i));
                TVector normal = TSimd.Multiply(TSimd.Subtract(TSimd.Load(from + i), mean), inverse);
                TVector value = TSimd.Multiply(inverse, TSimd.Subtract(TSimd.Subtract(here, offset), TSimd.Multiply(normal, stretch)));
                ElementLoops<TSimd, TVector>.StoreFirst(to + i, addX ? TSimd.Add(value, TSimd.Load(to + i)) : value, inner - i);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Gather(
        float* from, float* delta, float* scale, nint i, TVector mean, TVector inverse, float* scales, float* shifts, ref TVector sum,
            ref TVector along, TVector lanes, bool whole)
    {
        TVector here = TSimd.Load(delta + i);
        TVector normal = TSimd.Multiply(TSimd.Subtract(TSimd.Load(from + i), mean), inverse);
        // Behind the row's end lies another row, with statistics of its own.
        if (!whole)
            (here, normal) = (TSimd.And(lanes, here), TSimd.And(lanes, normal));
        TSimd.Store(scales + i, TSimd.MultiplyAdd(normal, here, TSimd.Load(scales + i)));
        TSimd.Store(shifts + i, TSimd.Add(here, TSimd.Load(shifts + i)));
        if (scale != null)
            here = TSimd.Multiply(here, whole ? TSimd.Load(scale + i) : TSimd.And(lanes, TSimd.Load(scale + i)));
        sum = TSimd.Add(sum, here);
        along = TSimd.MultiplyAdd(normal, here, along);
    }

    /// <summary>The gradients of scale and shift for channels first … end − 1 of one group.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Parameters(in NormalizationShape s, nint first, nint end, float* x, float* statistics, float* g, float* dScale,
        bool addScale, float* dShift, bool addShift)
    {
        nint pitch = s.Channels;
        for (nint c = first; c < end; c += TSimd.Count)
        {
            nint group = c / s.Inner, rest = Math.Min(end, (group + 1) * s.Inner) - c;
            TVector scales = TSimd.Zero, shifts = TSimd.Zero;
            for (int outer = 0; outer < s.Outer; outer++)
            {
                nint unit = (outer * s.Groups) + group;
                TVector mean = TSimd.Create(statistics[unit]), inverse = TSimd.Create(statistics[(s.Outer * s.Groups) + unit]);
                float* from = x + ((nint)outer * s.Count * pitch) + c, delta = g + ((nint)outer * s.Count * pitch) + c;
                for (int n = 0; n < s.Count; n++, from += pitch, delta += pitch)
                {
                    TVector here = TSimd.Load(delta);
                    scales = TSimd.MultiplyAdd(TSimd.Multiply(TSimd.Subtract(TSimd.Load(from), mean), inverse), here, scales);
                    shifts = TSimd.Add(shifts, here);
                }
            }

            if (dScale != null)
                ElementLoops<TSimd, TVector>.StoreFirst(dScale + c, addScale ? TSimd.Add(scales, TSimd.Load(dScale + c)) : scales, rest);
            if (dShift != null)
                ElementLoops<TSimd, TVector>.StoreFirst(dShift + c, addShift ? TSimd.Add(shifts, TSimd.Load(dShift + c)) : shifts, rest);
            // The last vector of a group ends with it: the next one has another mean.
            if (rest < TSimd.Count)
                c += rest - TSimd.Count;
        }
    }

    private static nint Start(in NormalizationShape s, int unit, out nint channel)
    {
        channel = (nint)(unit % s.Groups) * s.Inner;
        return ((nint)(unit / s.Groups) * s.Count * s.Channels) + channel;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static double Sum(float* x, nint count, TVector centre, bool squares)
    {
        TVector sum = TSimd.Zero;
        for (nint i = 0; i < count; i += TSimd.Count)
        {
            TVector rest = TSimd.Subtract(TSimd.Load(x + i), centre);
            if (squares)
                rest = TSimd.Multiply(rest, rest);
            sum = TSimd.Add(sum, count - i < TSimd.Count ? TSimd.And(TSimd.FirstLanes((int)(count - i)), rest) : rest);
        }

        return TSimd.Sum(sum);
    }
}
