using System.Buffers.Binary;
using System.IO.Compression;
using System.Text.Json.Nodes;

namespace Weir.Pages;

/// <summary>
/// Numbers by row and column as a page carries them: float32 where there are few (float64 where one is beyond it), else one of 251
/// levels each on a fixed scale, which a picture shows as well, or of more where they span more decades than these hold; compressed, as
/// base64.
/// </summary>
internal static class PackedNumbers
{
    // The levels below stand for what is no point of the scale.
    private const int Missing = 0, NotANumber = 1, PositiveInfinity = 2, NegativeInfinity = 3, Zero = 4, First = 5;

    /// <summary>Levels of a byte.</summary>
    private const int Levels8 = 250;

    /// <summary>Levels of a decade, which lie 12 % apart; no fewer, whatever the scale spans.</summary>
    private const int PerDecade = 20;

    /// <summary>Stands for a number that was not measured; the float32 farthest below zero never is one.</summary>
    private const float Absent = float.MinValue;

    /// <summary>Packs every number as float32; as float64 where one of them would become infinite, or nothing, as float32.</summary>
    /// <param name="values">By row and column; null where nothing was measured.</param>
    public static JsonObject Exact(double?[,] values)
    {
        bool wide = values.Cast<double?>().Any(value => value is { } number && IsBeyond(number));
        int size = wide ? sizeof(double) : sizeof(float);
        byte[] bytes = new byte[values.Length * size];
        int at = 0;
        foreach (double? value in values)
        {
            Span<byte> place = bytes.AsSpan(at, size);
            double number = value is null ? Absent : (float)value == Absent ? MathF.BitIncrement(Absent) : value.Value;
            if (wide)
                BinaryPrimitives.WriteDoubleLittleEndian(place, number);
            else
                BinaryPrimitives.WriteSingleLittleEndian(place, (float)number);
            at += size;
        }

        return Node(wide ? "f64" : "f32", values.GetLength(0), values.GetLength(1), bytes);
    }

    private static bool IsBeyond(double number) =>
        double.IsFinite(number) && number != 0 && ((float)number == 0 || !float.IsFinite((float)number));

    /// <summary>Packs steps, which are whole and may be large, as float64.</summary>
    /// <param name="steps">The steps.</param>
    public static JsonObject Steps(IReadOnlyList<long> steps)
    {
        byte[] bytes = new byte[steps.Count * sizeof(double)];
        for (int i = 0; i < steps.Count; i++)
            BinaryPrimitives.WriteDoubleLittleEndian(bytes.AsSpan(i * sizeof(double)), steps[i]);
        return Node("f64", 1, steps.Count, bytes);
    }

    /// <summary>Packs each number as one of 251 levels, or of as many as its decades need.</summary>
    /// <param name="values">By row and column; null where nothing was measured.</param>
    /// <param name="logarithmic">Whether levels stand for decades.</param>
    public static JsonObject Levels(double?[,] values, bool logarithmic)
    {
        double low = double.PositiveInfinity, high = double.NegativeInfinity;
        foreach (double? value in values)
        {
            if (value is not { } number || !double.IsFinite(number) || (logarithmic && number <= 0))
                continue;
            double place = logarithmic ? Math.Log10(number) : number;
            low = Math.Min(low, place);
            high = Math.Max(high, place);
        }

        if (high < low)
            (low, high) = (0, 1);
        if (high - low < 1e-9)
            high = low + 1;
        // A double spans 630 decades at most, which two bytes hold.
        int levels = logarithmic ? Math.Max(Levels8, (int)Math.Ceiling((high - low) * PerDecade)) : Levels8;
        int size = levels > Levels8 ? sizeof(ushort) : sizeof(byte), at = 0;
        byte[] bytes = new byte[values.Length * size];
        foreach (double? value in values)
        {
            int level = Level(value, logarithmic, low, high, levels);
            if (size == sizeof(ushort))
                BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(at), (ushort)level);
            else
                bytes[at] = (byte)level;
            at += size;
        }

        JsonObject node = Node(size == sizeof(ushort) ? "u16" : "u8", values.GetLength(0), values.GetLength(1), bytes);
        node["levels"] = levels;
        node["scale"] = logarithmic ? "log" : "linear";
        node["low"] = low;
        node["high"] = high;
        return node;
    }

    private static int Level(double? value, bool logarithmic, double low, double high, int levels)
    {
        if (value is not { } number)
            return Missing;
        if (double.IsNaN(number))
            return NotANumber;
        if (double.IsInfinity(number))
            return number > 0 ? PositiveInfinity : NegativeInfinity;
        if (number == 0 && logarithmic)
            return Zero;
        // What is negative on a logarithmic scale takes its lowest level.
        double place = logarithmic ? number > 0 ? Math.Log10(number) : low : number;
        return First + (int)Math.Round(Math.Clamp((place - low) / (high - low), 0, 1) * levels);
    }

    private static JsonObject Node(string form, int rows, int columns, byte[] bytes)
    {
        using MemoryStream packed = new();
        using (GZipStream zip = new(packed, CompressionLevel.Optimal, leaveOpen: true))
            zip.Write(bytes);
        string data = Convert.ToBase64String(packed.GetBuffer(), 0, (int)packed.Length);
        return new JsonObject { ["as"] = form, ["rows"] = rows, ["columns"] = columns, ["data"] = data };
    }
}
