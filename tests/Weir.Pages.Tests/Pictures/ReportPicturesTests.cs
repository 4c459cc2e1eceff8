namespace Weir.Pages.Tests.Pictures;

public sealed class ReportPicturesTests
{
    [BrowserTheory]
    [InlineData("flow.png")]
    public void Chromium_saves_the_pictures_of_a_report(string map)
    {
        using Folder folder = new();
        string[] files = [.. ReportPictures.Write(Make.Train(folder.Path, Make.Vanishing), folder["pictures"])
            .Select(file => Path.GetFileName(file))];
        files.ShouldContain(map);
        files.ShouldContain("loss.png");
        files.ShouldContain("network.svg");
        byte[] picture = File.ReadAllBytes(folder[$"pictures/{map}"]);
        picture[..4].ShouldBe(new byte[] { 0x89, (byte)'P', (byte)'N', (byte)'G' });
        picture.Length.ShouldBeGreaterThan(5000);
    }
}
