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

    /// <summary>On a full disk a picture was cut under its own name.</summary>
    [Fact]
    public void A_picture_that_cannot_be_written_leaves_the_one_of_before()
    {
        using Folder folder = new();
        string file = ReportPictures.Save(folder.Path, "flow.png", "data:image/png;base64,AQID");
        File.ReadAllBytes(file).ShouldBe([1, 2, 3]);
        // The unfinished file cannot be made.
        string unfinished = $"{file}.{Environment.MachineName.Replace('.', '_')}-{Environment.ProcessId}."
            + $"{Environment.CurrentManagedThreadId}.tmp";
        Directory.CreateDirectory(unfinished);
        Should.Throw<IOException>(() => ReportPictures.Save(folder.Path, "flow.png", "<svg/>")).Message
            .ShouldBe($"a folder lies in the place of the file '{unfinished}'; remove the folder");
        File.ReadAllBytes(file).ShouldBe([1, 2, 3]);
    }
}
