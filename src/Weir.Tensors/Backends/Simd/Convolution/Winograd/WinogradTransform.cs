using System.Runtime.CompilerServices;

namespace Weir.Tensors.Backends.Simd;

/// <summary>
/// The transforms of Winograd's convolution F(4×4, 3×3): 4×4 outputs of a 3×3 kernel from 6×6 pixels by 36 products for each pair of
/// channels instead of 144. Both are taken as polynomials, evaluated at six points along each axis, multiplied there, and brought
/// back by interpolation. Source: Lavin and Gray, "Fast algorithms for convolutional neural networks", 2016. The points 0, ±¾, ±1½ and ∞
/// keep the rounding error at two to three times that of the direct sum, where the usual 0, ±1, ±2 and ∞ make it four to nine times
/// (measured; on the choice of points: Barabasz et al., "Error analysis and improving the accuracy of Winograd convolution", 2020).
/// </summary>
internal static unsafe class WinogradTransform<TSimd, TVector>
    where TSimd : struct, ISimd<TVector>
    where TVector : struct
{
    /// <summary>Outputs of a tile along an axis.</summary>
    public const int Outputs = 4;

    /// <summary>Taps of the kernel along an axis.</summary>
    public const int Taps = 3;

    /// <summary>Points, and pixels that a tile sees, along an axis.</summary>
    public const int Inputs = Outputs + Taps - 1;

    /// <summary>Points over both axes: so many matrix products replace the convolution.</summary>
    public const int Points = Inputs * Inputs;

    private const float A = 0.75f, A2 = A * A, A3 = A2 * A;
    private const float B = 1.5f, B2 = B * B, B3 = B2 * B;

    // The interpolation's denominators Π (pᵢ − pⱼ), which the kernel's transform divides by.
    private const float AtZero = 1 / (A2 * B2), AtA = 1 / (2 * A2 * (A2 - B2)), AtB = 1 / (2 * B2 * (B2 - A2));

    /// <summary>Room for half-transformed entries, which every transform needs.</summary>
    public static int HalfSize => Points * TSimd.Count;

    /// <summary>Pixels to points: V = Bᵀ·d·B for all channels of a tile.</summary>
    /// <param name="rows">For each of the six rows its first pixel of the tile; a row of zeros where it lies outside.</param>
    /// <param name="first">The first column inside the image.</param>
    /// <param name="end">Behind the last column inside the image.</param>
    /// <param name="pitch">Distance between pixels.</param>
    /// <param name="channels">How many; whole vectors are written.</param>
    /// <param name="half">See <see cref="HalfSize"/>.</param>
    /// <param name="target">Point 0 of the tile.</param>
    /// <param name="plane">Distance between points.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Data(float** rows, int first, int end, nint pitch, nint channels, float* half, float* target, nint plane)
    {
        float* row0 = rows[0], row1 = rows[1], row2 = rows[2], row3 = rows[3], row4 = rows[4], row5 = rows[5];
        Clear(half, first, end, Inputs);
        nint count = TSimd.Count;
        for (nint c = 0; c < channels; c += count)
        {
            for (nint j = first; j < end; j++)
            {
                nint at = (j * pitch) + c;
                float* to = half + (j * count);
                Data(TSimd.Load(row0 + at), TSimd.Load(row1 + at), TSimd.Load(row2 + at), TSimd.Load(row3 + at), TSimd.Load(row4 + at),
                    TSimd.Load(row5 + at), to, Inputs * count);
            }

            float* line = half, points = target + c;
            for (int i = 0; i < Inputs; i++, line += Inputs * count, points += Inputs * plane)
                Data(TSimd.Load(line), TSimd.Load(line + count), TSimd.Load(line + (2 * count)), TSimd.Load(line + (3 * count)),
                    TSimd.Load(line + (4 * count)), TSimd.Load(line + (5 * count)), points, plane);
        }
    }

    /// <summary>Gradients of outputs to points: A·δ·Aᵀ, the transpose of what brings sums back.</summary>
    /// <param name="rows">For each of the four rows its first output of the tile; a row of zeros where it lies outside.</param>
    /// <param name="end">Outputs of a row that lie inside.</param>
    /// <param name="pitch">Distance between outputs.</param>
    /// <param name="units">How many; whole vectors are written.</param>
    /// <param name="half">See <see cref="HalfSize"/>.</param>
    /// <param name="target">Point 0 of the tile.</param>
    /// <param name="plane">Distance between points.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Gradients(float** rows, int end, nint pitch, nint units, float* half, float* target, nint plane)
    {
        float* row0 = rows[0], row1 = rows[1], row2 = rows[2], row3 = rows[3];
        Clear(half, 0, end, Outputs);
        nint count = TSimd.Count;
        for (nint c = 0; c < units; c += count)
        {
            for (nint j = 0; j < end; j++)
            {
                nint at = (j * pitch) + c;
                Gradients(TSimd.Load(row0 + at), TSimd.Load(row1 + at), TSimd.Load(row2 + at), TSimd.Load(row3 + at), half + (j * count),
                    Outputs * count);
            }

            float* line = half, points = target + c;
            for (int i = 0; i < Inputs; i++, line += Outputs * count, points += Inputs * plane)
                Gradients(TSimd.Load(line), TSimd.Load(line + count), TSimd.Load(line + (2 * count)), TSimd.Load(line + (3 * count)),
                    points, plane);
        }
    }

    /// <summary>Sums at the points to the 4×4 outputs of one vector of units: Aᵀ·m·A + bias.</summary>
    /// <param name="sums">Point 0.</param>
    /// <param name="plane">Distance between points.</param>
    /// <param name="bias">Added to each output.</param>
    /// <param name="half">See <see cref="HalfSize"/>.</param>
    /// <param name="target">Output (0, 0).</param>
    /// <param name="step">Distance between outputs.</param>
    /// <param name="row">Distance between rows of outputs.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Sums(float* sums, nint plane, TVector bias, float* half, float* target, nint step, nint row)
    {
        nint count = TSimd.Count;
        for (nint j = 0; j < Inputs; j++)
        {
            float* at = sums + (j * plane);
            Sums(TSimd.Load(at), TSimd.Load(at + (Inputs * plane)), TSimd.Load(at + (2 * Inputs * plane)),
                TSimd.Load(at + (3 * Inputs * plane)), TSimd.Load(at + (4 * Inputs * plane)), TSimd.Load(at + (5 * Inputs * plane)),
                TSimd.Zero, half + (j * count), Inputs * count);
        }

        for (int i = 0; i < Outputs; i++, half += Inputs * count, target += row)
            Sums(TSimd.Load(half), TSimd.Load(half + count), TSimd.Load(half + (2 * count)), TSimd.Load(half + (3 * count)),
                TSimd.Load(half + (4 * count)), TSimd.Load(half + (5 * count)), bias, target, step);
    }

    /// <summary>One vector of a kernel to points: U = G·g·Gᵀ.</summary>
    /// <param name="taps">The nine taps.</param>
    /// <param name="offset">Where in each of them.</param>
    /// <param name="target">Point 0.</param>
    /// <param name="plane">Distance between points.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Kernel(float** taps, nint offset, float* target, nint plane)
    {
        // What is half transformed stays in 18 registers.
        Column(taps, offset, out TVector a0, out TVector a1, out TVector a2, out TVector a3, out TVector a4, out TVector a5);
        Column(taps + 1, offset, out TVector b0, out TVector b1, out TVector b2, out TVector b3, out TVector b4, out TVector b5);
        Column(taps + 2, offset, out TVector c0, out TVector c1, out TVector c2, out TVector c3, out TVector c4, out TVector c5);
        Row(a0, b0, c0, target, plane);
        Row(a1, b1, c1, target + (Inputs * plane), plane);
        Row(a2, b2, c2, target + (2 * Inputs * plane), plane);
        Row(a3, b3, c3, target + (3 * Inputs * plane), plane);
        Row(a4, b4, c4, target + (4 * Inputs * plane), plane);
        Row(a5, b5, c5, target + (5 * Inputs * plane), plane);
    }

    /// <summary>
    /// Sums at the points to one vector of a kernel's gradient: Gᵀ·s·G, the transpose of what brings kernels to the points.
    /// </summary>
    /// <param name="sums">Point 0.</param>
    /// <param name="plane">Distance between points.</param>
    /// <param name="half">See <see cref="HalfSize"/>.</param>
    /// <param name="target">Takes the nine taps, one vector each.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void KernelGradients(float* sums, nint plane, float* half, float* target)
    {
        nint count = TSimd.Count;
        for (nint j = 0; j < Inputs; j++)
        {
            float* at = sums + (j * plane);
            KernelGradients(TSimd.Load(at), TSimd.Load(at + (Inputs * plane)), TSimd.Load(at + (2 * Inputs * plane)),
                TSimd.Load(at + (3 * Inputs * plane)), TSimd.Load(at + (4 * Inputs * plane)), TSimd.Load(at + (5 * Inputs * plane)),
                half + (j * count), Inputs * count);
        }

        for (int i = 0; i < Taps; i++, half += Inputs * count, target += Taps * count)
            KernelGradients(TSimd.Load(half), TSimd.Load(half + count), TSimd.Load(half + (2 * count)), TSimd.Load(half + (3 * count)),
                TSimd.Load(half + (4 * count)), TSimd.Load(half + (5 * count)), target, count);
    }

    /// <summary>Columns outside are zeros at every point.</summary>
    private static void Clear(float* half, int first, int end, int columns)
    {
        for (int j = 0; j < columns; j++)
        {
            if (j >= first && j < end)
                continue;
            for (nint i = 0; i < Inputs; i++)
                TSimd.Store(half + (((i * columns) + j) * TSimd.Count), TSimd.Zero);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Times(float factor, TVector a, TVector plus) => TSimd.MultiplyAdd(TSimd.Create(factor), a, plus);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Data(TVector d0, TVector d1, TVector d2, TVector d3, TVector d4, TVector d5, float* target, nint step)
    {
        TSimd.Store(target, Times(A2 * B2, d0, Times(-(A2 + B2), d2, d4)));
        TVector even = Times(-B2, d2, d4), odd = Times(-B2, d1, d3);
        TSimd.Store(target + step, Times(A, odd, even));
        TSimd.Store(target + (2 * step), Times(-A, odd, even));
        even = Times(-A2, d2, d4);
        odd = Times(-A2, d1, d3);
        TSimd.Store(target + (3 * step), Times(B, odd, even));
        TSimd.Store(target + (4 * step), Times(-B, odd, even));
        TSimd.Store(target + (5 * step), Times(A2 * B2, d1, Times(-(A2 + B2), d3, d5)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Gradients(TVector d0, TVector d1, TVector d2, TVector d3, float* target, nint step)
    {
        TSimd.Store(target, d0);
        TVector even = Times(A2, d2, d0), odd = Times(A2, d3, d1);
        TSimd.Store(target + step, Times(A, odd, even));
        TSimd.Store(target + (2 * step), Times(-A, odd, even));
        even = Times(B2, d2, d0);
        odd = Times(B2, d3, d1);
        TSimd.Store(target + (3 * step), Times(B, odd, even));
        TSimd.Store(target + (4 * step), Times(-B, odd, even));
        TSimd.Store(target + (5 * step), d3);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Sums(TVector m0, TVector m1, TVector m2, TVector m3, TVector m4, TVector m5, TVector bias, float* target, nint step)
    {
        TVector evenA = TSimd.Add(m1, m2), oddA = TSimd.Subtract(m1, m2), evenB = TSimd.Add(m3, m4), oddB = TSimd.Subtract(m3, m4);
        TSimd.Store(target, TSimd.Add(TSimd.Add(m0, bias), TSimd.Add(evenA, evenB)));
        TSimd.Store(target + step, Times(B, oddB, Times(A, oddA, bias)));
        TSimd.Store(target + (2 * step), Times(B2, evenB, Times(A2, evenA, bias)));
        TSimd.Store(target + (3 * step), Times(B3, oddB, Times(A3, oddA, TSimd.Add(m5, bias))));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Column(float** taps, nint offset, out TVector u0, out TVector u1, out TVector u2, out TVector u3, out TVector u4,
        out TVector u5) =>
        Kernel(TSimd.Load(taps[0] + offset), TSimd.Load(taps[Taps] + offset), TSimd.Load(taps[2 * Taps] + offset), out u0, out u1, out u2,
            out u3, out u4, out u5);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Row(TVector g0, TVector g1, TVector g2, float* target, nint step)
    {
        Kernel(g0, g1, g2, out TVector u0, out TVector u1, out TVector u2, out TVector u3, out TVector u4, out TVector u5);
        TSimd.Store(target, u0);
        TSimd.Store(target + step, u1);
        TSimd.Store(target + (2 * step), u2);
        TSimd.Store(target + (3 * step), u3);
        TSimd.Store(target + (4 * step), u4);
        TSimd.Store(target + (5 * step), u5);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Kernel(TVector g0, TVector g1, TVector g2, out TVector u0, out TVector u1, out TVector u2, out TVector u3,
        out TVector u4, out TVector u5)
    {
        u0 = TSimd.Multiply(TSimd.Create(AtZero), g0);
        TVector evenA = Times(A2 * AtA, g2, TSimd.Multiply(TSimd.Create(AtA), g0)),
            evenB = Times(B2 * AtB, g2, TSimd.Multiply(TSimd.Create(AtB), g0));
        u1 = Times(A * AtA, g1, evenA);
        u2 = Times(-A * AtA, g1, evenA);
        u3 = Times(B * AtB, g1, evenB);
        u4 = Times(-B * AtB, g1, evenB);
        u5 = g2;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void KernelGradients(TVector s0, TVector s1, TVector s2, TVector s3, TVector s4, TVector s5, float* target, nint step)
    {
        TVector evenA = TSimd.Add(s1, s2), oddA = TSimd.Subtract(s1, s2), evenB = TSimd.Add(s3, s4), oddB = TSimd.Subtract(s3, s4);
        TSimd.Store(target, Times(AtB, evenB, Times(AtA, evenA, TSimd.Multiply(TSimd.Create(AtZero), s0))));
        TSimd.Store(target + step, Times(B * AtB, oddB, TSimd.Multiply(TSimd.Create(A * AtA), oddA)));
        TSimd.Store(target + (2 * step), Times(B2 * AtB, evenB, Times(A2 * AtA, evenA, s5)));
    }
}
