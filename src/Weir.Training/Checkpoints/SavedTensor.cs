using System.Runtime.InteropServices;
using Weir.Tensors;

namespace Weir.Training;

/// <summary>The types of number that Weir reads from safetensors files. It writes F32, I64 and U64.</summary>
public enum SavedType
{
    /// <summary>float32.</summary>
    F32,

    /// <summary>float64.</summary>
    F64,

    /// <summary>float16.</summary>
    F16,

    /// <summary>The upper half of a float32.</summary>
    BF16,

    /// <summary>Signed 32-bit integers.</summary>
    I32,

    /// <summary>Signed 64-bit integers.</summary>
    I64,

    /// <summary>Unsigned 64-bit integers, as the state of a random stream.</summary>
    U64,
}

/// <summary>A tensor in a safetensors file.</summary>
/// <param name="Type">The type of its numbers.</param>
/// <param name="Shape">Lengths of its axes.</param>
/// <param name="Bytes">The numbers, row-major and little-endian.</param>
public sealed record SavedTensor(SavedType Type, IReadOnlyList<long> Shape, byte[] Bytes) : ITensorSource
{
    ReadOnlySpan<byte> ITensorSource.Numbers => Bytes;

    /// <summary>Bytes of one number.</summary>
    public static int SizeOf(SavedType type) => type switch
    {
        SavedType.F16 or SavedType.BF16 => 2,
        SavedType.F32 or SavedType.I32 => 4,
        _ => 8,
    };

    /// <summary>Keeps the numbers of a tensor.</summary>
    /// <param name="tensor">The tensor.</param>
    public static SavedTensor Of(Tensor tensor) => Of(tensor.Shape, tensor.Node.Storage.Span(tensor.Shape.Size));

    /// <summary>Keeps float32 numbers.</summary>
    /// <param name="shape">Their shape.</param>
    /// <param name="values">As many as the shape has entries.</param>
    public static SavedTensor Of(Shape shape, ReadOnlySpan<float> values)
    {
        if (values.Length != shape.Size)
            throw new ShapeException($"safetensors: {values.Length} values were given for shape {shape}");
        return new SavedTensor(SavedType.F32, [.. shape.ToArray().Select(length => (long)length)], MemoryMarshal.AsBytes(values).ToArray());
    }

    /// <summary>Keeps a row of unsigned integers.</summary>
    /// <param name="values">The numbers.</param>
    public static SavedTensor Of(ReadOnlySpan<ulong> values) =>
        new(SavedType.U64, [values.Length], MemoryMarshal.AsBytes(values).ToArray());

    /// <summary>Keeps a row of signed integers.</summary>
    /// <param name="values">The numbers.</param>
    public static SavedTensor Of(ReadOnlySpan<long> values) => new(SavedType.I64, [values.Length], MemoryMarshal.AsBytes(values).ToArray());

    /// <summary>The float32 numbers.</summary>
    /// <exception cref="InvalidOperationException">They are of another type.</exception>
    public float[] Floats() => As<float>(SavedType.F32);

    /// <summary>The unsigned integers.</summary>
    /// <exception cref="InvalidOperationException">They are of another type.</exception>
    public ulong[] Unsigned() => As<ulong>(SavedType.U64);

    /// <summary>The signed integers.</summary>
    /// <exception cref="InvalidOperationException">They are of another type.</exception>
    public long[] Signed() => As<long>(SavedType.I64);

    /// <summary>The numbers as float32, whatever their type; those of wider types are rounded.</summary>
    public float[] ToFloats() => Type switch
    {
        SavedType.F32 => Floats(),
        SavedType.F64 => Convert<double>(value => (float)value),
        SavedType.F16 => Convert<Half>(value => (float)value),
        SavedType.BF16 => Convert<ushort>(value => BitConverter.UInt32BitsToSingle((uint)value << 16)),
        SavedType.I32 => Convert<int>(value => value),
        SavedType.I64 => Convert<long>(value => value),
        _ => Convert<ulong>(value => value),
    };

    private float[] Convert<T>(Converter<T, float> convert)
        where T : struct => Array.ConvertAll(MemoryMarshal.Cast<byte, T>(Bytes).ToArray(), convert);

    private T[] As<T>(SavedType type)
        where T : struct =>
        Type == type ? MemoryMarshal.Cast<byte, T>(Bytes).ToArray()
            : throw new InvalidOperationException($"safetensors: the numbers are {Type}, not {type}");
}
