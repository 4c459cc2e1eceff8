using System.Runtime.CompilerServices;
using Weir.Tensors.Backends.Simd;

namespace Weir.Tensors.Backends;

/// <summary>The backend for one width of vector. Its families of kernels are in the files named after them.</summary>
internal sealed unsafe partial class SimdBackend<TSimd, TVector>(SimdOptions options) : SimdBackend(options)
    where TSimd : struct, ISimd<TVector>
    where TVector : struct
{
    /// <summary>How many threads to use for so many entries of cheap work.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int Parts(long entries) => (int)Math.Clamp(entries / Team.Grain, 1, Threads);

    /// <summary>The start of a part of a static split, on a whole cache line.</summary>
    private static nint Start(int part, int parts, nint length) =>
        part == parts ? length : length * part / parts & -Storage.Line;

    /// <summary>Runs work that is split over a length.</summary>
    private void Split<TWork>(int length, in TWork work)
        where TWork : struct, IRangeWork
    {
        int parts = Parts(length);
        if (parts <= 1)
        {
            work.Run(0, length);
            return;
        }

        Team.Run(new RangeJob<TWork>(work, parts, length), parts);
    }

    private interface IRangeWork
    {
        void Run(nint start, nint end);
    }

    private readonly struct RangeJob<TWork>(TWork work, int parts, nint length) : IJob
        where TWork : struct, IRangeWork
    {
        public void Execute(int part)
        {
            nint start = Start(part, parts, length), end = Start(part + 1, parts, length);
            if (end > start)
                work.Run(start, end);
        }
    }
}
