using System.Buffers.Binary;
using Weir.Testing;

namespace Weir.Data.Tests.Files.Images;

public class PngFileTests
{
    private static readonly GoldenFile Golden = GoldenFile.Read("images-png");

    [Fact]
    public void Every_colour_type_depth_transparency_and_interlacing_is_read_exactly()
    {
        Golden.Cases.Count.ShouldBe(52);
        foreach (GoldenCase golden in Golden.Cases)
        {
            PixelImage image = ImageFile.Decode(golden.Name, Bytes(golden));
            new[] { image.Height, image.Width, image.Channels }.ShouldBe(golden.Output.Shape, golden.Name);
            for (int i = 0; i < image.Values.Length; i++)
                image.Values[i].ShouldBe(golden.Output.Values[i], 1e-6f, $"{golden.Name} at {i}");
        }
    }

    [Fact]
    public void A_flipped_bit_anywhere_and_any_cut_is_noticed()
    {
        byte[] good = Bytes(Golden.Cases.First(golden => golden.Name == "type 2, 8 bits"));
        for (int at = 0; at < good.Length; at++)
        {
            byte[] flipped = [.. good];
            flipped[at] ^= 0x10;
            Should.Throw<DataException>(() => ImageFile.Decode("bad.png", flipped), $"byte {at}").Message.ShouldStartWith("bad.png: ");
            Should.Throw<DataException>(() => ImageFile.Decode("cut.png", good[..at]), $"cut at {at}").Message.ShouldStartWith("cut.png: ");
        }
    }

    [Fact]
    public void Damage_is_named_with_its_place()
    {
        byte[] good = Bytes(Golden.Cases.First(golden => golden.Name == "type 2, 8 bits"));
        Message(good[..45]).ShouldContain("at byte 33: chunk gAMA has 4 bytes, of which 0 are there");
        Message(Patched(good, 16, 9)).ShouldContain("at byte 8: the checksum of chunk IHDR is");
        Message(Header(good, 9, 6, 3, 2)).ShouldContain("colour type 2 of 3 bits");
        Message(Header(good, 0, 6, 8, 2)).ShouldContain("0 × 6 pixels");
        Message(Header(good, 1 << 30, 1 << 30, 8, 2)).ShouldContain("pixels");
        Message(Header(good, 9, 7, 8, 2)).ShouldContain("in row 6: the pixels end too early");
        Message(Header(good, 9, 6, 8, 3)).ShouldContain("there is none");
        Message(Header(good, 9, 6, 8, 6)).ShouldContain("in row");
    }

    internal static byte[] Bytes(GoldenCase golden) => [.. golden.Indices!.Select(value => (byte)value)];

    private static string Message(byte[] bytes) => Should.Throw<DataException>(() => ImageFile.Decode("bad.png", bytes)).Message;

    private static byte[] Patched(byte[] bytes, int at, byte value)
    {
        byte[] patched = [.. bytes];
        patched[at] = value;
        return patched;
    }

    /// <summary>Another header, with a right checksum.</summary>
    private static byte[] Header(byte[] bytes, int width, int height, byte depth, byte type)
    {
        byte[] patched = [.. bytes];
        BinaryPrimitives.WriteInt32BigEndian(patched.AsSpan(16), width);
        BinaryPrimitives.WriteInt32BigEndian(patched.AsSpan(20), height);
        (patched[24], patched[25]) = (depth, type);
        BinaryPrimitives.WriteUInt32BigEndian(patched.AsSpan(29), PngChecksum.Of(patched.AsSpan(12, 17)));
        return patched;
    }
}
