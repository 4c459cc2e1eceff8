using System.Text;

namespace Weir.Data.Tests.Files.Images;

public class ImageFileTests
{
    [Theory]
    [InlineData("P2\n# a comment\n3 2\n10\n0 5 10\n1 2 3\n", 1)]
    [InlineData("P2 3 2 # and another\n10 0 5 10 1 2 3", 1)]
    public void Grey_levels_as_text_become_shares_of_the_largest(string text, int channels)
    {
        PixelImage image = ImageFile.Decode("a.pgm", Encoding.ASCII.GetBytes(text));
        (image.Height, image.Width, image.Channels).ShouldBe((2, 3, channels));
        image.Values.ShouldBe([0, 0.5f, 1, 0.1f, 0.2f, 0.3f]);
    }

    [Fact]
    public void Levels_as_one_or_two_bytes_and_colours_are_read()
    {
        ImageFile.Decode("a.pgm", [.. "P5 2 1 255\n"u8, 51, 255]).Values.ShouldBe([0.2f, 1]);
        ImageFile.Decode("a.pgm", [.. "P5 2 1 1000\n"u8, 0, 100, 3, 232]).Values.ShouldBe([0.1f, 1]);
        PixelImage colours = ImageFile.Decode("a.ppm", [.. "P6\n1 2\n255\n"u8, 255, 0, 51, 10, 32, 0]);
        (colours.Height, colours.Width, colours.Channels).ShouldBe((2, 1, 3));
        colours.Values.ShouldBe([1, 0, 0.2f, 10 / 255f, 32 / 255f, 0]);
        ImageFile.Decode("a.ppm", [.. "P3 1 1 4 1 2 3"u8]).Values.ShouldBe([0.25f, 0.5f, 0.75f]);
    }

    [Theory]
    [InlineData("P2 3 2 10 0 5 10 1 2", "the file ends where its level 5 is expected")]
    [InlineData("P2 3 2 10 0 5 11 1 2 3", "level 2 is 11")]
    [InlineData("P2 3 x 10", "at byte 5: no number stands where the height is expected")]
    [InlineData("P2 3", "the file ends where its height is expected")]
    [InlineData("P2 0 2 10", "width is 0")]
    [InlineData("P5 2 1 70000 ", "largest level is 70000")]
    [InlineData("P5 2 1 255 a", "need 3 bytes behind the header, 2 are there")]
    [InlineData("P5 2 1 100 az", "level 1 is 122")]
    [InlineData("P5 1000000 1000000 255 a", "are more than")]
    public void Damaged_images_are_named_with_the_place(string text, string wrong)
    {
        string message = Should.Throw<DataException>(() => ImageFile.Decode("bad.pgm", Encoding.ASCII.GetBytes(text))).Message;
        message.ShouldStartWith("bad.pgm: ");
        message.ShouldMatch(wrong);
    }

    [Theory]
    [InlineData(new byte[] { 0x47, 0x49, 0x46, 0x38 }, "it is a GIF, and PNG, JPEG, BMP, PGM and PPM are read")]
    [InlineData(new byte[] { 0x42, 0x4D, 0x00 }, "the BMP is damaged: it has 3 bytes")]
    [InlineData(new byte[] { 0x68, 0x69, 0x0A }, "begins with 'hi·'")]
    [InlineData(new byte[] { 0x50, 0x34, 0x0A }, "PBM")]
    [InlineData(new byte[] { }, "the file is empty")]
    public void Other_formats_are_named_with_those_that_are_read(byte[] bytes, string message) =>
        Should.Throw<DataException>(() => ImageFile.Decode("x", bytes)).Message.ShouldContain(message);

    [Fact]
    public void A_missing_file_is_said_to_be_missing() =>
        Should.Throw<DataException>(() => ImageFile.Read("no/such.png")).Message.ShouldBe("no/such.png: there is no such file");
}
