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
    public void Exact_numbers_are_kept_and_tiny_ones_do_not_become_nothing()
    {
        byte[] bytes = Bytes(PackedNumbers.Exact(new double?[,] { { 1.5, null }, { 1e-60, double.NaN } }));
        float[] numbers = [.. Enumerable.Range(0, 4).Select(i => BitConverter.ToSingle(bytes, 4 * i))];
        numbers[0].ShouldBe(1.5f);
        numbers[1].ShouldBe(float.MinValue);
        numbers[2].ShouldBe(float.Epsilon);
        numbers[3].ShouldBe(float.NaN);
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
