using System.Runtime.InteropServices;
using Weir.Tensors;

namespace Weir.Training;

/// <summary>
/// An array in NumPy's <c>.npy</c> format, row-major (C order). Files in Fortran order, big-endian, or of other types than
/// <see cref="NumpyType"/> are refused.
/// </summary>
/// <param name="Type">The type of its numbers.</param>
/// <param name="Shape">Lengths of its axes; none for a single number.</param>
/// <param name="Bytes">The numbers, row-major and little-endian.</param>
public sealed record NumpyArray(NumpyType Type, IReadOnlyList<long> Shape, byte[] Bytes)
{
    /// <summary>Keeps numbers.</summary>
    /// <typeparam name="T">float, double, or an integer type.</typeparam>
    /// <param name="shape">Their shape.</param>
    /// <param name="values">As many as the shape has entries.</param>
    /// <exception cref="NumpyException">Numbers of another type, or of another count.</exception>
    public static NumpyArray Of<T>(Shape shape, ReadOnlySpan<T> values)
        where T : unmanaged
    {
        NumpyType type = NumpyTypes.Of(typeof(T)) ?? throw new NumpyException(
            $"numpy: numbers of type {typeof(T).Name} are not written; {string.Join(", ", Enum.GetNames<NumpyType>())} are");
        if (values.Length != shape.Size)
            throw new NumpyException($"numpy: {values.Length} values were given for shape {shape}");
        return new NumpyArray(type, [.. shape.ToArray().Select(length => (long)length)], MemoryMarshal.AsBytes(values).ToArray());
    }

    /// <summary>Keeps the numbers of a tensor, as float32.</summary>
    /// <param name="tensor">The tensor.</param>
    public static NumpyArray Of(Tensor tensor) => Of<float>(tensor.Shape, tensor.ToArray());

    /// <summary>Reads a <c>.npy</c> file.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="NumpyException">It is damaged, or of a kind that is not read.</exception>
    /// <exception cref="FileException">It cannot be read.</exception>
    public static NumpyArray Read(string path) => FileException.Guard(path, "it cannot be read", () =>
    {
        using FileStream stream = RegularFile.OpenRead(path);
        return NumpyFormat.Read(stream, path);
    });

    /// <summary>Writes a <c>.npy</c> file.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="FileException">It cannot be written.</exception>
    public void Write(string path) => FileException.Guard(path, "it cannot be written", () =>
        WholeFile.WriteShared(path, stream => NumpyFormat.Write(stream, this)));

    /// <summary>The numbers in their own type.</summary>
    /// <typeparam name="T">The type.</typeparam>
    /// <exception cref="InvalidOperationException">They are of another type.</exception>
    public T[] To<T>()
        where T : unmanaged => NumpyTypes.Of(typeof(T)) == Type
            ? MemoryMarshal.Cast<byte, T>(Bytes).ToArray()
            : throw new InvalidOperationException($"numpy: the numbers are {Type}, not {typeof(T).Name}");

    /// <summary>The numbers as float32, whatever their type; those of wider types are rounded.</summary>
    public float[] ToFloats() => Type switch
    {
        NumpyType.Float32 => To<float>(),
        NumpyType.Float64 => Array.ConvertAll(To<double>(), value => (float)value),
        NumpyType.Int8 => Array.ConvertAll(To<sbyte>(), value => (float)value),
        NumpyType.Int16 => Array.ConvertAll(To<short>(), value => (float)value),
        NumpyType.Int32 => Array.ConvertAll(To<int>(), value => (float)value),
        NumpyType.Int64 => Array.ConvertAll(To<long>(), value => (float)value),
        NumpyType.UInt8 => Array.ConvertAll(To<byte>(), value => (float)value),
        NumpyType.UInt16 => Array.ConvertAll(To<ushort>(), value => (float)value),
        NumpyType.UInt32 => Array.ConvertAll(To<uint>(), value => (float)value),
        _ => Array.ConvertAll(To<ulong>(), value => (float)value),
    };
}
