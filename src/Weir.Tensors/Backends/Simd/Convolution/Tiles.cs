using System.Runtime.CompilerServices;

namespace Weir.Tensors.Backends.Simd;

/// <summary>Finds the tile kernel for extents that are known only at run time.</summary>
internal static unsafe class Tiles<TSimd, TVector>
    where TSimd : ISimd<TVector>
    where TVector : struct
{
    /// <summary>One tile of C; see <see cref="TileKernel{TSimd, TVector}"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run(int rows, int vectors, in TileTask task)
    {
        switch (rows)
        {
            case 1:
                Run<One>(vectors, task);
                break;
            case 2:
                Run<Two>(vectors, task);
                break;
            case 3:
                Run<Three>(vectors, task);
                break;
            case 4:
                Run<Four>(vectors, task);
                break;
            case 5:
                Run<Five>(vectors, task);
                break;
            case 6:
                Run<Six>(vectors, task);
                break;
            case 7:
                Run<Seven>(vectors, task);
                break;
            default:
                Run<Eight>(vectors, task);
                break;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Run<TRows>(int vectors, in TileTask t)
        where TRows : IExtent
    {
        switch (vectors)
        {
            case 1:
                TileKernel<TSimd, TVector>.Run<TRows, One>(t.Run, t.A, t.ARow, t.AStep, t.B, t.BStep, t.C, t.CRow, t.Bias, t.Load, t.Last, 0, null, 0, t.Load ? t.C : null, t.CRow, t.Segments, t.AJump);
                break;
            case 2:
                TileKernel<TSimd, TVector>.Run<TRows, Two>(t.Run, t.A, t.ARow, t.AStep, t.B, t.BStep, t.C, t.CRow, t.Bias, t.Load, t.Last, 0, null, 0, t.Load ? t.C : null, t.CRow, t.Segments, t.AJump);
                break;
            default:
                TileKernel<TSimd, TVector>.Run<TRows, Three>(t.Run, t.A, t.ARow, t.AStep, t.B, t.BStep, t.C, t.CRow, t.Bias, t.Load, t.Last, 0, null, 0, t.Load ? t.C : null, t.CRow, t.Segments, t.AJump);
                break;
        }
    }
}

/// <summary>What a tile reads and writes: the arguments of <see cref="TileKernel{TSimd, TVector}"/>.</summary>
internal unsafe struct TileTask
{
    public nint Run;
    public float* A;
    public nint ARow;
    public nint AStep;
    public float* B;
    public nint BStep;
    public float* C;
    public nint CRow;
    public float* Bias;
    public bool Load;
    public int Last;
    public int Segments;
    public nint AJump;
}
