using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Text.Json.Nodes;

namespace Weir.Pages.Tests.Documents;

public sealed class PackedNumbersTests
{
    [Fact]
    public void Levels_are_a_twentieth_of_a_decade_apart_and_what_is_no_number_has_a_level_of_its_own()
    {
        JsonObject node = PackedNumbers.Levels(new double?[,] { { null, double.NaN, double.PositiveInfinity, double.NegativeInfinity, 0,
            1e-9, 1e-5, 1e3 } }, logarithmic: true);
        byte[] bytes = Bytes(node);
        bytes[..6].ShouldBe(new byte[] { 0, 1, 2, 3, 4, 5 });
        ((double)node["high"]!).ShouldBe(3, 1e-9);
        ((double)node["low"]!).ShouldBe(-9, 1e-9);
        bytes[7].ShouldBe((byte)255);
        double place = -9 + (12.0 * (bytes[6] - 5) / (int)node["levels"]!);
        place.ShouldBe(-5, 0.025);
    }

    [Theory]
    [InlineData(1e-20, 1e3)]
    [InlineData(1e-4, 2e29)]
    [InlineData(1e-300, 1e300)]
    public void Numbers_that_span_more_decades_have_more_levels_and_none_is_bounded(double least, double most)
    {
        JsonObject node = PackedNumbers.Levels(new double?[,] { { null, double.NaN, 0, least, 1e-2, most } }, logarithmic: true);
        ((string?)node["as"]).ShouldBe("u16");
        ushort[] levels = MemoryMarshal.Cast<byte, ushort>(Bytes(node)).ToArray();
        levels[..3].ShouldBe(new ushort[] { 0, 1, 4 });
        double low = (double)node["low"]!, high = (double)node["high"]!;
        levels[3..].Select(level => low + ((high - low) * (level - 5) / (int)node["levels"]!)).ToArray()
            .ShouldBe([Math.Log10(least), -2, Math.Log10(most)], 0.0251);
    }

    [Fact]
    public void Exact_numbers_are_kept()
    {
        JsonObject node = PackedNumbers.Exact(new double?[,] { { 1.5, null }, { float.MinValue, double.NaN } });
        ((string?)node["as"]).ShouldBe("f32");
        Floats(node).ShouldBe([1.5f, float.MinValue, MathF.BitIncrement(float.MinValue), float.NaN]);
    }

    [Theory]
    [InlineData(1e300)]
    [InlineData(-1e300)]
    [InlineData(1e-60)]
    public void A_number_beyond_float32_neither_is_bounded_nor_becomes_nothing(double beyond)
    {
        JsonObject node = PackedNumbers.Exact(new double?[,] { { 1.5, null, beyond, double.PositiveInfinity } });
        ((string?)node["as"]).ShouldBe("f64");
        MemoryMarshal.Cast<byte, double>(Bytes(node)).ToArray().ShouldBe([1.5, float.MinValue, beyond, double.PositiveInfinity]);
    }

    [Fact]
    public void A_negative_number_on_a_linear_scale_keeps_its_place()
    {
        JsonObject node = PackedNumbers.Levels(new double?[,] { { -1, 0, 1 } }, logarithmic: false);
        Bytes(node).ShouldBe(new byte[] { 5, 130, 255 });
    }

    /// <summary>Numbers that were packed as float32.</summary>
    internal static float[] Floats(JsonObject node) => MemoryMarshal.Cast<byte, float>(Bytes(node)).ToArray();

    private static byte[] Bytes(JsonObject node)
    {
        using GZipStream zip = new(new MemoryStream(Convert.FromBase64String((string)node["data"]!)), CompressionMode.Decompress);
        using MemoryStream all = new();
        zip.CopyTo(all);
        return all.ToArray();
    }
}
