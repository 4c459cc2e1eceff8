namespace Weir.Data.Tests.Files.Images;

public sealed class PngMaskTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("0 1 2 7 255 3", PngHeader.Palette, 8)]
    [InlineData("0 255 255 0 0 0", PngHeader.Grey, 8)]
    [InlineData("0 256 65535 1 2 3", PngHeader.Grey, 16)]
    [InlineData("0 #ff0000 #0080ff 255 7 #010203", PngHeader.Colour, 8)]
    public void What_is_written_is_read_again(string text, int type, int depth)
    {
        MaskImage mask = new(2, 3, [.. text.Split(' ').Select(each => MaskValue.Parse(each)!.Value)]);
        byte[] bytes = PngMask.Encode(mask);
        (bytes[24], bytes[25]).ShouldBe(((byte)depth, (byte)type));
        File.WriteAllBytes(_folder.File("mask.png"), bytes);
        MaskImage again = MaskImage.Read(_folder.File("mask.png"));
        (again.Height, again.Width).ShouldBe((2, 3));
        string.Join(' ', again.Values).ShouldBe(text);
    }

    [Fact]
    public void Places_in_a_palette_have_the_colours_of_the_visual_object_classes()
    {
        PixelImage seen = PngFile.Decode("mask", PngMask.Encode(new MaskImage(1, 4, [new(0), new(1), new(2), new(15)])));
        seen.Values.Select(value => (int)Math.Round(value * 255)).ShouldBe([0, 0, 0, 128, 0, 0, 0, 128, 0, 192, 128, 128]);
    }

    [Fact]
    public void A_mask_goes_back_to_the_size_of_its_image()
    {
        ImageForm crop = new(2, 2, 1), stretch = new(2, 2, 1, ImageFit.Stretch);
        MaskImage small = new(2, 2, [new(1), new(2), new(3), new(4)]);
        string.Join(' ', stretch.Back(small, 2, 4, new MaskValue(9)).Values.Select(value => value.Code)).ShouldBe("1 1 2 2 3 3 4 4");
        string.Join(' ', crop.Back(small, 2, 4, new MaskValue(9)).Values.Select(value => value.Code)).ShouldBe("9 1 2 9 9 3 4 9");
        // There and back, where it becomes larger in between.
        MaskImage image = new(1, 2, [new(5), new(6)]);
        foreach (ImageForm form in new[] { new ImageForm(3, 6, 1), new ImageForm(4, 4, 1, ImageFit.Stretch) })
            form.Back(form.Bring(image), 1, 2, new MaskValue(9)).Values.ShouldBe(image.Values);
    }

    [Theory]
    [InlineData("-1")]
    [InlineData("65536")]
    [InlineData("#12345")]
    [InlineData("#12345g")]
    [InlineData("red")]
    [InlineData("")]
    public void What_is_no_value(string text) => MaskValue.Parse(text).ShouldBeNull();
}
