using Weir.Testing;

namespace Weir.Data.Tests.Files.Images;

/// <summary>JPEG and BMP files have the pixels that Pillow finds in them (tests/golden/make_photos.py).</summary>
public sealed class PhotoTests
{
    private static readonly GoldenFile s_photos = GoldenFile.Read("images-photos");

    public static TheoryData<string> Names => [.. s_photos.Cases.Select(photo => photo.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Pixels_are_those_of_another_program(string name)
    {
        GoldenCase photo = s_photos.Cases.Single(each => each.Name == name);
        PixelImage image = ImageFile.Decode(name, [.. photo.Indices!.Select(value => (byte)value)]);
        new[] { image.Height, image.Width, image.Channels }.ShouldBe(photo.Output.Shape);
        // Decoders round in their own ways, a level or two of 255, and bring colours of half the size to the full one in their own ways
        // too.
        bool isHalved = name is "baseline" or "progressive";
        float most = name.StartsWith("bmp", StringComparison.Ordinal) ? 1e-6f : (isHalved ? 12.01f : 2.01f) / 255;
        for (int i = 0; i < image.Values.Length; i++)
            image.Values[i].ShouldBe(photo.Output.Values[i], most, $"{name}: value {i}");
        image.Values.Zip(photo.Output.Values, (a, b) => Math.Abs(a - b)).Average().ShouldBeLessThan((isHalved ? 3f : 1f) / 255);
    }

    [Theory]
    [InlineData("baseline")]
    [InlineData("progressive")]
    public void Where_colours_have_half_the_size_brightness_is_that_of_another_program_all_the_same(string name)
    {
        GoldenCase photo = s_photos.Cases.Single(each => each.Name == name);
        PixelImage image = ImageFile.Decode(name, [.. photo.Indices!.Select(value => (byte)value)]);
        float[] here = Brightness(image.Values), there = Brightness(photo.Output.Values);
        here.Zip(there, (a, b) => Math.Abs(a - b)).Max().ShouldBeLessThan(3.5f / 255);
        here.Zip(there, (a, b) => Math.Abs(a - b)).Average().ShouldBeLessThan(1f / 255);
    }

    [Fact]
    public void There_is_one_of_each_kind() => s_photos.Cases.Count.ShouldBe(17);

    [Fact]
    public void Every_cut_of_a_photo_is_refused_in_words()
    {
        int refused = 0;
        foreach (string name in (string[])["baseline", "progressive", "grey", "four inks", "bmp of colours", "bmp of a palette"])
        {
            byte[] whole = [.. s_photos.Cases.Single(each => each.Name == name).Indices!.Select(value => (byte)value)];
            for (int length = 3; length < whole.Length - 2; length += 5)
            {
                DataException error = Should.Throw<DataException>(() => ImageFile.Decode("cut", whole[..length]),
                    $"{name}: {length} bytes");
                error.Message.ShouldStartWith("cut: ");
                refused++;
            }
        }

        refused.ShouldBeGreaterThan(500);
    }

    [Fact]
    public void What_a_header_claims_costs_nothing()
    {
        byte[] jpeg = [.. s_photos.Cases[0].Indices!.Select(value => (byte)value)];
        int frame = jpeg.AsSpan().IndexOf(new byte[] { 0xFF, 0xC0 });
        new byte[] { 0xFF, 0, 0xFF, 0 }.CopyTo(jpeg, frame + 5);
        Should.Throw<DataException>(() => ImageFile.Decode("a", jpeg)).Message.ShouldContain("it claims 65280 × 65280 pixels");
        byte[] bmp = [.. s_photos.Cases.Single(each => each.Name == "bmp of colours").Indices!.Select(value => (byte)value)];
        bmp.AsSpan(18, 4).Fill(0x7F);
        Should.Throw<DataException>(() => ImageFile.Decode("a", bmp)).Message.ShouldContain("and it has 780 behind its header");
    }

    // JPEG's own (ITU-T T.871): the part that is kept at the full size.
    private static float[] Brightness(ReadOnlySpan<float> colours)
    {
        float[] brightness = new float[colours.Length / 3];
        for (int i = 0; i < brightness.Length; i++)
            brightness[i] = (0.299f * colours[3 * i]) + (0.587f * colours[(3 * i) + 1]) + (0.114f * colours[(3 * i) + 2]);
        return brightness;
    }
}
