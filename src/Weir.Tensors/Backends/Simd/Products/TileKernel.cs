using System.Runtime.CompilerServices;

namespace Weir.Tensors.Backends.Simd;

/// <summary>
/// The innermost part of a product: a tile of C, up to 8 rows by up to 3 vectors, whose sums stay in registers while k
/// runs. The extents are known to the JIT, which drops what is beyond them. The largest tile fills 24 of 32 registers with
/// sums, the rest with 3 vectors of B and an entry of A; where there are 16 registers it is 4 rows (12 + 3 + 1).
/// </summary>
internal static unsafe class TileKernel<TSimd, TVector>
    where TSimd : ISimd<TVector>
    where TVector : struct
{
    /// <summary>Widest tile, in vectors.</summary>
    public const int Vectors = 3;

    /// <summary>Highest tile that the registers hold.</summary>
    public static int Rows => TSimd.Registers >= 32 ? 8 : 4;

    /// <summary>Computes one tile.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run<TRows, TVectors>(in TileTask task)
        where TRows : IExtent
        where TVectors : IExtent
    {
        TVector s00 = TSimd.Zero, s01 = TSimd.Zero, s02 = TSimd.Zero;
        TVector s10 = TSimd.Zero, s11 = TSimd.Zero, s12 = TSimd.Zero;
        TVector s20 = TSimd.Zero, s21 = TSimd.Zero, s22 = TSimd.Zero;
        TVector s30 = TSimd.Zero, s31 = TSimd.Zero, s32 = TSimd.Zero;
        TVector s40 = TSimd.Zero, s41 = TSimd.Zero, s42 = TSimd.Zero;
        TVector s50 = TSimd.Zero, s51 = TSimd.Zero, s52 = TSimd.Zero;
        TVector s60 = TSimd.Zero, s61 = TSimd.Zero, s62 = TSimd.Zero;
        TVector s70 = TSimd.Zero, s71 = TSimd.Zero, s72 = TSimd.Zero;
        // C itself is read where sums are added to it.
        float* fetch = task.Fetch, tileRow = task.Load ? task.C : task.Prefetch;
        nint fetchStep = task.FetchStep, tileRowStep = task.Load ? task.CRow : task.PrefetchRow, bStep = task.BStep, aRow = task.ARow,
            aStep = task.AStep;
        int tileRows = tileRow == null ? 0 : TRows.Value;
        // With all bits set no step is one that fetches: the loop goes straight through.
        nint pace = fetch == null && tileRows == 0 ? -1 : task.Pace;
        float* a = task.A, b = task.B;
        // Rows are reached from two pointers by multiples of the distance: few enough registers for the whole loop.
        nint aRow2 = 2 * aRow, aRow3 = 3 * aRow;
        float* a4 = a + (4 * aRow);
        for (int segments = task.Segments; segments > 0; segments--)
        {
            for (nint left = task.Run; left > 0; left--)
            {
                if ((left & pace) == 0)
                {
                    if (fetch != null)
                    {
                        PrefetchColumns<TVectors>(fetch);
                        fetch += fetchStep;
                    }

                    if (tileRows > 0)
                    {
                        PrefetchTileRow<TVectors>(tileRow);
                        tileRow += tileRowStep;
                        tileRows--;
                    }
                }

                TVector b0 = TSimd.Load(b);
                TVector b1 = TVectors.Value > 1 ? TSimd.Load(b + TSimd.Count) : b0;
                TVector b2 = TVectors.Value > 2 ? TSimd.Load(b + (2 * TSimd.Count)) : b0;
                b += bStep;
                MultiplyAdd<TVectors>(a[0], b0, b1, b2, ref s00, ref s01, ref s02);
                if (TRows.Value > 1)
                    MultiplyAdd<TVectors>(a[aRow], b0, b1, b2, ref s10, ref s11, ref s12);
                if (TRows.Value > 2)
                    MultiplyAdd<TVectors>(a[aRow2], b0, b1, b2, ref s20, ref s21, ref s22);
                if (TRows.Value > 3)
                    MultiplyAdd<TVectors>(a[aRow3], b0, b1, b2, ref s30, ref s31, ref s32);
                if (TRows.Value > 4)
                    MultiplyAdd<TVectors>(a4[0], b0, b1, b2, ref s40, ref s41, ref s42);
                if (TRows.Value > 5)
                    MultiplyAdd<TVectors>(a4[aRow], b0, b1, b2, ref s50, ref s51, ref s52);
                if (TRows.Value > 6)
                    MultiplyAdd<TVectors>(a4[aRow2], b0, b1, b2, ref s60, ref s61, ref s62);
                if (TRows.Value > 7)
                    MultiplyAdd<TVectors>(a4[aRow3], b0, b1, b2, ref s70, ref s71, ref s72);
                a += aStep;
                a4 += aStep;
            }

            a += task.AJump;
            a4 += task.AJump;
        }

        float* c = task.C, bias = task.Bias;
        nint cRow = task.CRow;
        bool load = task.Load;
        int last = task.Last;
        if (bias == null && !load && last == TSimd.Count)
        {
            Store<TVectors>(c, s00, s01, s02);
            if (TRows.Value > 1)
                Store<TVectors>(c + cRow, s10, s11, s12);
            if (TRows.Value > 2)
                Store<TVectors>(c + (2 * cRow), s20, s21, s22);
            if (TRows.Value > 3)
                Store<TVectors>(c + (3 * cRow), s30, s31, s32);
            if (TRows.Value > 4)
                Store<TVectors>(c + (4 * cRow), s40, s41, s42);
            if (TRows.Value > 5)
                Store<TVectors>(c + (5 * cRow), s50, s51, s52);
            if (TRows.Value > 6)
                Store<TVectors>(c + (6 * cRow), s60, s61, s62);
            if (TRows.Value > 7)
                Store<TVectors>(c + (7 * cRow), s70, s71, s72);
            return;
        }

        Finish<TVectors>(c, bias, load, last, s00, s01, s02);
        if (TRows.Value > 1)
            Finish<TVectors>(c + cRow, bias, load, last, s10, s11, s12);
        if (TRows.Value > 2)
            Finish<TVectors>(c + (2 * cRow), bias, load, last, s20, s21, s22);
        if (TRows.Value > 3)
            Finish<TVectors>(c + (3 * cRow), bias, load, last, s30, s31, s32);
        if (TRows.Value > 4)
            Finish<TVectors>(c + (4 * cRow), bias, load, last, s40, s41, s42);
        if (TRows.Value > 5)
            Finish<TVectors>(c + (5 * cRow), bias, load, last, s50, s51, s52);
        if (TRows.Value > 6)
            Finish<TVectors>(c + (6 * cRow), bias, load, last, s60, s61, s62);
        if (TRows.Value > 7)
            Finish<TVectors>(c + (7 * cRow), bias, load, last, s70, s71, s72);
    }

    /// <summary>Fetches a piece of what a later tile will need.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void PrefetchColumns<TVectors>(float* b)
        where TVectors : IExtent
    {
        Prefetch.Far(b);
        if (TVectors.Value > 1)
            Prefetch.Far(b + TSimd.Count);
        if (TVectors.Value > 2)
            Prefetch.Far(b + (2 * TSimd.Count));
    }

    /// <summary>Fetches a row of a tile while the sums are computed.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void PrefetchTileRow<TVectors>(float* c)
        where TVectors : IExtent
    {
        Prefetch.Near(c);
        if (TVectors.Value > 1)
            Prefetch.Near(c + TSimd.Count);
        if (TVectors.Value > 2)
            Prefetch.Near(c + (2 * TSimd.Count));
        Prefetch.Near(c + (TVectors.Value * TSimd.Count) - 1);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void MultiplyAdd<TVectors>(
        float a, TVector b0, TVector b1, TVector b2, ref TVector s0, ref TVector s1, ref TVector s2)
        where TVectors : IExtent
    {
        TVector entry = TSimd.Create(a);
        s0 = TSimd.MultiplyAdd(entry, b0, s0);
        if (TVectors.Value > 1)
            s1 = TSimd.MultiplyAdd(entry, b1, s1);
        if (TVectors.Value > 2)
            s2 = TSimd.MultiplyAdd(entry, b2, s2);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store<TVectors>(float* c, TVector s0, TVector s1, TVector s2)
        where TVectors : IExtent
    {
        TSimd.Store(c, s0);
        if (TVectors.Value > 1)
            TSimd.Store(c + TSimd.Count, s1);
        if (TVectors.Value > 2)
            TSimd.Store(c + (2 * TSimd.Count), s2);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Finish<TVectors>(float* c, float* bias, bool load, int last, TVector s0, TVector s1, TVector s2)
        where TVectors : IExtent
    {
        if (bias != null)
        {
            s0 = TSimd.Add(s0, TSimd.Load(bias));
            if (TVectors.Value > 1)
                s1 = TSimd.Add(s1, TSimd.Load(bias + TSimd.Count));
            if (TVectors.Value > 2)
                s2 = TSimd.Add(s2, TSimd.Load(bias + (2 * TSimd.Count)));
        }

        if (load)
        {
            s0 = TSimd.Add(s0, TSimd.Load(c));
            if (TVectors.Value > 1)
                s1 = TSimd.Add(s1, TSimd.Load(c + TSimd.Count));
            if (TVectors.Value > 2)
                s2 = TSimd.Add(s2, TSimd.Load(c + (2 * TSimd.Count)));
        }

        if (TVectors.Value > 1)
            TSimd.Store(c, s0);
        if (TVectors.Value > 2)
            TSimd.Store(c + TSimd.Count, s1);
        float* tail = c + ((TVectors.Value - 1) * TSimd.Count);
        TVector final = TVectors.Value == 1 ? s0 : TVectors.Value == 2 ? s1 : s2;
        if (last == TSimd.Count)
            TSimd.Store(tail, final);
        else
            TSimd.StoreFirst(tail, final, last);
    }
}
