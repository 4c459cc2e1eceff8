namespace Weir.Training;

/// <summary>The types of number that are read from and written to NumPy's files, little-endian.</summary>
public enum NumpyType
{
    /// <summary>float32, <c>&lt;f4</c>.</summary>
    Float32,

    /// <summary>float64, <c>&lt;f8</c>.</summary>
    Float64,

    /// <summary>int8, <c>|i1</c>.</summary>
    Int8,

    /// <summary>int16, <c>&lt;i2</c>.</summary>
    Int16,

    /// <summary>int32, <c>&lt;i4</c>.</summary>
    Int32,

    /// <summary>int64, <c>&lt;i8</c>.</summary>
    Int64,

    /// <summary>uint8, <c>|u1</c>.</summary>
    UInt8,

    /// <summary>uint16, <c>&lt;u2</c>.</summary>
    UInt16,

    /// <summary>uint32, <c>&lt;u4</c>.</summary>
    UInt32,

    /// <summary>uint64, <c>&lt;u8</c>.</summary>
    UInt64,
}

/// <summary>How the types are named in files, and how large they are.</summary>
internal static class NumpyTypes
{
    private static readonly (NumpyType Type, string Text, int Size, Type Number)[] s_all =
    [
        (NumpyType.Float32, "<f4", 4, typeof(float)), (NumpyType.Float64, "<f8", 8, typeof(double)),
        (NumpyType.Int8, "|i1", 1, typeof(sbyte)), (NumpyType.Int16, "<i2", 2, typeof(short)), (NumpyType.Int32, "<i4", 4, typeof(int)),
            (NumpyType.Int64, "<i8", 8, typeof(long)),
        (NumpyType.UInt8, "|u1", 1, typeof(byte)), (NumpyType.UInt16, "<u2", 2, typeof(ushort)), (NumpyType.UInt32, "<u4", 4, typeof(uint)),
            (NumpyType.UInt64, "<u8", 8, typeof(ulong)),
    ];

    public static string Text(this NumpyType type) => s_all[(int)type].Text;

    public static int Size(this NumpyType type) => s_all[(int)type].Size;

    public static NumpyType? Of(string text) => Array.FindIndex(s_all, entry => entry.Text == text) is >= 0 and int i ? s_all[i].Type
        : null;

    public static NumpyType? Of(Type number) => Array.FindIndex(s_all, entry => entry.Number == number) is >= 0 and int i ? s_all[i].Type
        : null;
}
