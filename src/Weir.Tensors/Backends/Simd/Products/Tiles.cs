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

    /// <summary>The same where the number of rows is known.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Run<TRows>(int vectors, in TileTask task)
        where TRows : IExtent
    {
        switch (vectors)
        {
            case 1:
                TileKernel<TSimd, TVector>.Run<TRows, One>(task);
                break;
            case 2:
                TileKernel<TSimd, TVector>.Run<TRows, Two>(task);
                break;
            default:
                TileKernel<TSimd, TVector>.Run<TRows, Three>(task);
                break;
        }
    }
}
