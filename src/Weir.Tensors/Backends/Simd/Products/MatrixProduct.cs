using System.Runtime.CompilerServices;

namespace Weir.Tensors.Backends.Simd;

/// <summary>
/// The product of two float32 matrices. Sums run in an order that depends on the sizes and the number of threads
/// alone, so that the same product gives the same bits at any time. Nothing outside the result is written.
/// </summary>
internal static unsafe class MatrixProduct<TSimd, TVector>
    where TSimd : ISimd<TVector>
    where TVector : struct
{
    /// <summary>
    /// Multiplications for one entry of <see cref="WorkerTeam.Grain"/>: a second thread saves 2 microseconds on the smallest product that
    /// is given to two.
    /// </summary>
    public const long MultiplicationsPerEntry = 4;

    /// <summary>C (m×n, rows <paramref name="ldc"/> apart) = A (m×k) · B (k×n) with epilogue, shared among the team.</summary>
    public static void Run(
        WorkerTeam team, int m, int n, int k, MatrixView a, MatrixView b, float* c, nint ldc, in ProductEpilogue epilogue)
    {
        if (m <= 0 || n <= 0)
            return;
        int parts = (int)Math.Clamp((long)m * n * k / MultiplicationsPerEntry / team.Grain, 1, team.Threads);
        ProductJob<TSimd, TVector> job = new(team, parts, m, n, k, a, b, c, ldc, epilogue);
        team.Run(job, parts);
    }

    /// <summary>The same on the calling thread, with its scratch; usable inside a job.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void RunOnThread(
        Scratch scratch, int m, int n, int k, MatrixView a, MatrixView b, float* c, nint ldc, in ProductEpilogue epilogue)
    {
        if (m <= 0 || n <= 0)
            return;
        if (DotProduct<TSimd, TVector>.Suits(m, n, k, a, b))
            DotProduct<TSimd, TVector>.Run(m, n, k, a, b, c, ldc, epilogue);
        else if (TransposedProduct<TSimd, TVector>.Suits(m, n, k, a, b, epilogue))
            TransposedProduct<TSimd, TVector>.Run(scratch, m, n, k, a, b, c, ldc);
        else
            TailProduct<TSimd, TVector>.Run(scratch, m, n, k, a, b, c, ldc, epilogue);
    }
}
