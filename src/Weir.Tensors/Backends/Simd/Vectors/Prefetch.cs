using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace Weir.Tensors.Backends.Simd;

/// <summary>Asks for memory that will be needed soon; a hint that may point anywhere.</summary>
internal static unsafe class Prefetch
{
    /// <summary>Into the first-level cache.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Near(float* address)
    {
        if (Sse.IsSupported)
            Sse.Prefetch0(address);
    }

    /// <summary>Into the second-level cache.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Far(float* address)
    {
        if (Sse.IsSupported)
            Sse.Prefetch1(address);
    }
}
