using System.Runtime.Intrinsics;

namespace Weir.Tensors.Backends.Simd;

/// <summary>How many bits the vector kernels work on at a time.</summary>
public enum VectorWidth
{
    /// <summary>128 bits: 4 numbers (SSE, Arm NEON).</summary>
    Bits128 = 128,

    /// <summary>256 bits: 8 numbers (AVX2 with FMA).</summary>
    Bits256 = 256,

    /// <summary>512 bits: 16 numbers (AVX-512).</summary>
    Bits512 = 512,
}

/// <summary>What this processor offers.</summary>
public static class VectorWidths
{
    /// <summary>The widest that this processor runs at full speed.</summary>
    public static VectorWidth Widest =>
        Vector512.IsHardwareAccelerated ? VectorWidth.Bits512
        : Vector256.IsHardwareAccelerated ? VectorWidth.Bits256
        : VectorWidth.Bits128;
}
