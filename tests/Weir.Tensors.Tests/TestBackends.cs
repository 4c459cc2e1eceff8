using System.Runtime.Intrinsics;
using Weir.Tensors.Backends;
using Weir.Tensors.Backends.Simd;

namespace Weir.Tensors.Tests;

/// <summary>The backends that every kernel is tested on.</summary>
internal static class TestBackends
{
    /// <summary>Every width with one and two threads, for a theory.</summary>
    public static TheoryData<VectorWidth, int> Simd => new()
    {
        { VectorWidth.Bits512, 1 },
        { VectorWidth.Bits512, 2 },
        { VectorWidth.Bits256, 1 },
        { VectorWidth.Bits256, 2 },
        { VectorWidth.Bits128, 1 },
        { VectorWidth.Bits128, 2 },
    };

    public static ReferenceBackend Reference { get; } = new();

    /// <summary>
    /// Starts a backend. Widths that this processor lacks are computed by the runtime in smaller pieces: slow, and still right.
    /// </summary>
    public static SimdBackend Create(VectorWidth width, int threads)
    {
        SimdOptions options = new() { Threads = threads, Grain = 1024, Width = width };
        return width switch
        {
            VectorWidth.Bits512 => new SimdBackend<Simd512, Vector512<float>>(options),
            VectorWidth.Bits256 => new SimdBackend<Simd256, Vector256<float>>(options),
            _ => new SimdBackend<Simd128, Vector128<float>>(options),
        };
    }
}
