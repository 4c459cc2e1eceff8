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
            1e-20, 1e-9, 1e3 } }, logarithmic: true);
        byte[] bytes = Bytes(node);
        bytes[..6].ShouldBe(new byte[] { 0, 1, 2, 3, 4, 5 });
        // The scale ends at the largest number, 12.5 decades above its lowest level.
        ((double)node["high"]!).ShouldBe(3, 1e-9);
        ((double)node["low"]!).ShouldBe(-9.5, 1e-9);
        bytes[7].ShouldBe((byte)255);
        double place = -9.5 + (12.5 * (bytes[6] - 5) / 250);
        place.ShouldBe(-9, 0.025);
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
