using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Google.Protobuf;
using Weir.Onnx.Protos;
using static Weir.Onnx.Protos.TensorProto.Types;

namespace Weir.Onnx;

/// <summary>The numbers of ONNX's tensors.</summary>
internal static class TensorValues
{
    /// <summary>float32 numbers as a tensor without a name.</summary>
    public static TensorProto Of(ReadOnlySpan<int> lengths, ReadOnlySpan<float> values)
    {
        TensorProto tensor = new() { DataType = (int)DataType.Float, RawData = ByteString.CopyFrom(MemoryMarshal.AsBytes(values)) };
        foreach (int length in lengths)
            tensor.Dims.Add(length);
        return tensor;
    }

    /// <summary>A row of whole numbers as a tensor without a name.</summary>
    public static TensorProto Of(ReadOnlySpan<long> values) => new()
    {
        DataType = (int)DataType.Int64,
        RawData = ByteString.CopyFrom(MemoryMarshal.AsBytes(values)),
        Dims = { values.Length },
    };

    /// <summary>Whether it holds whole numbers.</summary>
    public static bool IsWhole(TensorProto tensor) => (DataType)tensor.DataType is DataType.Int32 or DataType.Int64;

    /// <summary>The numbers as float32; those of wider types are rounded.</summary>
    /// <exception cref="OnnxException">They are not there, or of a type that is not read.</exception>
    public static float[] Floats(TensorProto tensor)
    {
        ReadOnlySpan<byte> raw = Raw(tensor);
        return Checked(tensor, (DataType)tensor.DataType switch
        {
            DataType.Float => raw.Length > 0 ? Cast<float, float>(tensor, raw, value => value) : [.. tensor.FloatData],
            DataType.Double => raw.Length > 0 ? Cast<double, float>(tensor, raw, value => (float)value)
                : [.. tensor.DoubleData.Select(value => (float)value)],
            DataType.Float16 => raw.Length > 0 ? Cast<Half, float>(tensor, raw, value => (float)value)
                : [.. tensor.Int32Data.Select(bits => (float)BitConverter.UInt16BitsToHalf((ushort)bits))],
            DataType.Bfloat16 => raw.Length > 0 ? Cast<ushort, float>(tensor, raw, Upper)
                : [.. tensor.Int32Data.Select(bits => Upper((ushort)bits))],
            DataType.Int32 or DataType.Int64 => [.. Whole(tensor).Select(value => (float)value)],
            _ => throw new OnnxException($"constant '{tensor.Name}' has numbers of type {tensor.DataType}; float32, float64, float16, "
                + "bfloat16, int32 and int64 are read"),
        });
    }

    /// <summary>The whole numbers.</summary>
    /// <exception cref="OnnxException">They are not there, or of a type that is not read.</exception>
    public static long[] Whole(TensorProto tensor)
    {
        ReadOnlySpan<byte> raw = Raw(tensor);
        return Checked(tensor, (DataType)tensor.DataType switch
        {
            DataType.Int64 => raw.Length > 0 ? Cast<long, long>(tensor, raw, value => value) : [.. tensor.Int64Data],
            DataType.Int32 => raw.Length > 0 ? Cast<int, long>(tensor, raw, value => value)
                : [.. tensor.Int32Data.Select(value => (long)value)],
            _ => throw new OnnxException($"constant '{tensor.Name}' has numbers of type {tensor.DataType}; whole numbers are expected"),
        });
    }

    /// <summary>The lengths of the axes.</summary>
    /// <exception cref="OnnxException">A length that cannot be.</exception>
    public static int[] Lengths(TensorProto tensor) =>
    [
        .. tensor.Dims.Select(length => length is >= 0 and <= int.MaxValue ? (int)length
            : throw new OnnxException($"constant '{tensor.Name}' claims an axis of {length} entries")),
    ];

    private static float Upper(ushort bits) => BitConverter.UInt32BitsToSingle((uint)bits << 16);

    private static ReadOnlySpan<byte> Raw(TensorProto tensor) => tensor.DataLocation == 0 && tensor.ExternalData.Count == 0
        ? tensor.RawData.Span
        : throw new OnnxException($"the numbers of constant '{tensor.Name}' are in another file; save the model as one file");

    private static TTo[] Cast<TFrom, TTo>(TensorProto tensor, ReadOnlySpan<byte> raw, Func<TFrom, TTo> convert)
        where TFrom : struct
    {
        if (raw.Length % Unsafe.SizeOf<TFrom>() != 0)
            throw new OnnxException($"constant '{tensor.Name}' has {raw.Length} bytes, which are no whole numbers of its type");
        ReadOnlySpan<TFrom> numbers = MemoryMarshal.Cast<byte, TFrom>(raw);
        TTo[] values = new TTo[numbers.Length];
        for (int i = 0; i < values.Length; i++)
            values[i] = convert(numbers[i]);
        return values;
    }

    private static T[] Checked<T>(TensorProto tensor, T[] values)
    {
        Int128 claimed = 1;
        foreach (int length in Lengths(tensor))
            claimed = length == 0 ? 0 : claimed > long.MaxValue ? claimed : claimed * length;
        return claimed == values.Length ? values : throw new OnnxException(
            $"constant '{tensor.Name}' claims ({string.Join(", ", tensor.Dims)}), {claimed} numbers, and has {values.Length}");
    }
}
