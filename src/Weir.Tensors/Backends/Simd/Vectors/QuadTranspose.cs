using System.Runtime.CompilerServices;

namespace Weir.Tensors.Backends.Simd;

/// <summary>Transposes as many rows as a vector has lanes, four steps of them at a time, in four registers.</summary>
internal static unsafe class QuadTranspose<TSimd, TVector>
    where TSimd : ISimd<TVector>
    where TVector : struct
{
    /// <summary>Four steps of rows <paramref name="row"/> apart into four rows <paramref name="width"/> apart.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Transpose(float* source, nint row, float* target, nint width) =>
        Store(
            TSimd.LoadQuads(source, 4 * row), TSimd.LoadQuads(source + row, 4 * row), TSimd.LoadQuads(source + (2 * row), 4 * row),
            TSimd.LoadQuads(source + (3 * row), 4 * row), target, width);

    /// <summary>The same from registers: four steps of rows 0, 4, … in the first, of rows 1, 5, … in the second.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(TVector a, TVector b, TVector c, TVector d, float* target, nint width)
    {
        TVector ac = TSimd.InterleaveLow(a, c), bd = TSimd.InterleaveLow(b, d);
        TVector ac2 = TSimd.InterleaveHigh(a, c), bd2 = TSimd.InterleaveHigh(b, d);
        TSimd.Store(target, TSimd.InterleaveLow(ac, bd));
        TSimd.Store(target + width, TSimd.InterleaveHigh(ac, bd));
        TSimd.Store(target + (2 * width), TSimd.InterleaveLow(ac2, bd2));
        TSimd.Store(target + (3 * width), TSimd.InterleaveHigh(ac2, bd2));
    }
}
