using SkiaSharp;
using Weir.Data;

namespace Weir.Skia.Tests;

public sealed class SkiaFormatsTests
{
    [SkiaFact]
    public void A_webp_without_losses_has_the_levels_that_were_written()
    {
        byte[] file = Pictures.WebP(2, 3, (row, column) => new SKColor((byte)(51 * column), (byte)(102 * row), 255));
        PixelImage image = ImageFile.Decode("a.webp", file, SkiaFormats.All);
        (image.Height, image.Width, image.Channels).ShouldBe((2, 3, 3));
        image.Values.ShouldBe([0, 0, 1, 0.2f, 0, 1, 0.4f, 0, 1, 0, 0.4f, 1, 0.2f, 0.4f, 1, 0.4f, 0.4f, 1]);
    }

    [SkiaFact]
    public void Grey_pixels_make_a_grey_image_and_what_is_not_opaque_keeps_its_opacity()
    {
        byte[] grey = Pictures.WebP(1, 2, (_, column) => new SKColor((byte)(51 * column), (byte)(51 * column), (byte)(51 * column)));
        PixelImage dark = ImageFile.Decode("a.webp", grey, [SkiaFormats.WebP]);
        dark.Channels.ShouldBe(1);
        dark.Values.ShouldBe([0, 0.2f]);
        PixelImage seen = ImageFile.Decode("a.webp", Pictures.WebP(1, 1, (_, _) => new SKColor(255, 51, 0, 102)), [SkiaFormats.WebP]);
        seen.Channels.ShouldBe(4);
        seen.Values.ShouldBe([1, 0.2f, 0, 0.4f]);
    }

    [SkiaFact]
    public void A_gif_and_an_icon_are_read()
    {
        ImageFile.Decode("a.gif", Pictures.Gif, SkiaFormats.All).Values.ShouldBe([1]);
        byte[] bitmap = [40, 0, 0, 0, 1, 0, 0, 0, 2, 0, 0, 0, 1, 0, 24, 0, .. new byte[24], 255, 0, 0, 0, 0, 0, 0, 0];
        byte[] icon = [0, 0, 1, 0, 1, 0, 1, 1, 0, 0, 1, 0, 24, 0, (byte)bitmap.Length, 0, 0, 0, 22, 0, 0, 0, .. bitmap];
        PixelImage image = ImageFile.Decode("a.ico", icon, SkiaFormats.All);
        image.To(3).Values.ShouldBe([0, 0, 1]);
    }

    [SkiaFact]
    public void Without_the_formats_the_file_is_named_with_what_reads_it() =>
        Should.Throw<DataException>(() => ImageFile.Decode("a.webp", Pictures.Busy(4))).Message.ShouldBe("a.webp: it is a WebP, and PNG, "
            + "JPEG, BMP, PGM and PPM are read; convert it, as with 'magick FILE FILE.png', or read it in a program with the package "
            + "Weir.Skia");

    [SkiaFact]
    public void A_webp_that_ends_early_is_damaged_wherever_it_ends()
    {
        byte[] whole = Pictures.Busy(24);
        for (int length = 12; length < whole.Length - 8; length += 7)
        {
            Should.Throw<DataException>(() => ImageFile.Decode("cut.webp", whole[..length], SkiaFormats.All))
                .Message.ShouldStartWith("cut.webp: ", Case.Sensitive, $"cut at {length}");
        }
    }

    [SkiaFact]
    public void Bytes_that_are_damaged_give_an_image_or_an_error_that_names_the_file()
    {
        byte[] whole = Pictures.Busy(24);
        for (int at = 12; at < whole.Length; at += 3)
        {
            byte[] damaged = [.. whole];
            damaged[at] ^= 0x55;
            try
            {
                ImageFile.Decode("bad.webp", damaged, SkiaFormats.All);
            }
            catch (DataException error)
            {
                error.Message.ShouldStartWith("bad.webp: ", Case.Sensitive, $"byte {at}");
            }
        }
    }

    [SkiaFact]
    public void A_claim_of_gigabytes_is_refused_before_memory_is_taken()
    {
        // A WebP without losses begins with its width and height, less one, of 14 bits each.
        byte[] claims = Pictures.Busy(24);
        BitConverter.TryWriteBytes(claims.AsSpan(21), 16382u | (16382u << 14)).ShouldBeTrue();
        long before = GC.GetAllocatedBytesForCurrentThread();
        Should.Throw<DataException>(() => ImageFile.Decode("claims.webp", claims, SkiaFormats.All)).Message
            .ShouldStartWith("claims.webp: as pixels of 16383 × 16383, ");
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(1_000_000);
    }
}
