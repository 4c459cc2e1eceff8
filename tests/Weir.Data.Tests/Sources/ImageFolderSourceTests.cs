using System.Text;
using Weir.Tensors;

namespace Weir.Data.Tests.Sources;

public sealed class ImageFolderSourceTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Without_parts_the_seed_deals_them_out()
    {
        for (int i = 0; i < 10; i++)
        {
            Grey($"cats/{i}.pgm", 2, 3, i);
            Grey($"dogs/{i}.pgm", 2, 3, 10 + i);
        }

        DataSplit split = Load(new DataRequest());
        (split.Training.Count, split.Validation!.Count, split.Test!.Count).ShouldBe((14, 2, 4));
        split.Training.InputShape.ShouldBe(new Shape(2, 3, 1));
        // Each image is in one part, with the class of its folder.
        int[] levels = [.. new[] { split.Training, split.Validation, split.Test }.SelectMany(part => Enumerable.Range(0, part.Count)
            .Select(i => Check(part, i)))];
        levels.Order().ShouldBe(Enumerable.Range(0, 20));
        ((ClassTargets)split.Training.Targets).Names.ShouldBe(["cats", "dogs"]);
        Load(new DataRequest()).Training.Inputs.ShouldBe(split.Training.Inputs);
        Load(new DataRequest { Seed = 5 }).Training.Inputs.ShouldNotBe(split.Training.Inputs);
        DataSplit cut = Load(new DataRequest { TrainingCount = 3, ValidationCount = 0, TestCount = 5 });
        (cut.Training.Count, cut.Validation, cut.Test!.Count).ShouldBe((3, null, 5));
    }

    [Fact]
    public void Folders_of_parts_are_the_parts()
    {
        for (int i = 0; i < 4; i++)
        {
            Grey($"train/a/{i}.pgm", 2, 2, i);
            Grey($"train/b/{i}.pgm", 2, 2, 10 + i);
        }

        Grey("test/a/x.pgm", 2, 2, 7);
        Grey("test/b/x.pgm", 2, 2, 17);
        // What desktops leave behind is no image.
        Grey("test/b/Thumbs.db", 1, 1, 0);
        Grey("train/a/desktop.ini", 1, 1, 0);
        DataSplit split = Load(new DataRequest { ValidationCount = 2 });
        (split.Training.Count, split.Validation!.Count, split.Test!.Count).ShouldBe((6, 2, 2));
        split.Test.Inputs.ShouldBe([7 / 255f, 7 / 255f, 7 / 255f, 7 / 255f, 17 / 255f, 17 / 255f, 17 / 255f, 17 / 255f]);
        Grey("validation/a/x.pgm", 2, 2, 9);
        Load(new DataRequest()).Validation!.Count.ShouldBe(1);
        Load(new DataRequest()).Training.Count.ShouldBe(8);
        Grey("test/c/x.pgm", 2, 2, 7);
        Message(new DataRequest()).ShouldContain("no class 'c'; they have a, b");
    }

    [Fact]
    public void One_coloured_image_makes_all_coloured()
    {
        for (int i = 0; i < 5; i++)
            Grey($"a/{i}.pgm", 1, 1, 51);
        File.WriteAllBytes(Place("b/x.ppm"), [.. "P6 1 1 255\n"u8, 255, 0, 51]);
        DataSplit split = Load(new DataRequest { ValidationCount = 0, TestCount = 0 });
        split.Training.InputShape.ShouldBe(new Shape(1, 1, 3));
        int coloured = Array.IndexOf(Make.Labels(split.Training), 1);
        split.Training.Sample(coloured).ToArray().ShouldBe([1, 0, 0.2f]);
        split.Training.Sample((coloured + 1) % 6).ToArray().ShouldBe([0.2f, 0.2f, 0.2f]);
    }

    [Fact]
    public void Images_of_several_sizes_need_one_that_they_are_brought_to()
    {
        Grey("a/x.pgm", 2, 4, 100);
        Grey("b/y.pgm", 4, 2, 50);
        string message = Message(new DataRequest { ValidationCount = 0, TestCount = 0 });
        message.ShouldContain("give the 'size'");
        message.ShouldContain("4 × 2");
        foreach (ImageFit fit in Enum.GetValues<ImageFit>())
        {
            Dataset training = Load(new DataRequest { ValidationCount = 0, TestCount = 0, Size = 3, Fit = fit }).Training;
            training.InputShape.ShouldBe(new Shape(3, 3, 1));
            training.Inputs.Order().First().ShouldBe(50 / 255f, 1e-6f);
        }

        Message(new DataRequest { Size = 0 }).ShouldContain("size of 0");
    }

    [Fact]
    public void Crop_keeps_the_middle_and_stretch_keeps_all()
    {
        // Black, white, white, black: the middle is white.
        File.WriteAllBytes(Place("a/x.pgm"), [.. "P5 4 2 255\n"u8, 0, 255, 255, 0, 0, 255, 255, 0]);
        Grey("b/y.pgm", 2, 2, 9);
        DataRequest request = new() { ValidationCount = 0, TestCount = 0, Size = 2 };
        Dataset crop = Load(request).Training, stretch = Load(request with { Fit = ImageFit.Stretch }).Training;
        int first = Array.IndexOf(Make.Labels(crop), 0);
        crop.Sample(first).ToArray().ShouldBe([1, 1, 1, 1]);
        stretch.Sample(first).ToArray().ShouldAllBe(x => x > 0.3f && x < 0.7f);
    }

    [Fact]
    public void Folders_and_files_that_do_not_fit_are_named()
    {
        Should.Throw<DataException>(() => DataSources.Load("image-folder")).Message.ShouldContain("no folder is named");
        Message(new DataRequest { Folder = _folder.File("none") }).ShouldContain("there is no such folder");
        Message(new DataRequest()).ShouldContain("it holds no folder;");
        Grey("a/x.pgm", 2, 2, 1);
        Message(new DataRequest()).ShouldContain("it holds one folder,");
        Directory.CreateDirectory(_folder.File("b"));
        Message(new DataRequest()).ShouldContain("the folder of class 'b' holds no image");
        File.WriteAllBytes(Place("b/photo.webp"), [0x52, 0x49, 0x46, 0x46, 0]);
        Message(new DataRequest()).ShouldContain("photo.webp: it is a WebP, and PNG, JPEG, BMP, PGM and PPM are read");
        Message(new DataRequest { ValidationCount = 1, TestCount = 1 }).ShouldContain("leave none for training");
        Message(new DataRequest { TrainingCount = 9 }).ShouldContain("9 training images");
    }

    [Fact]
    public void Files_that_are_no_images_and_damaged_ones_are_left_out_and_counted()
    {
        for (int i = 0; i < 10; i++)
        {
            Grey($"cats/{i}.pgm", 2, 3, i);
            Grey($"dogs/{i}.pgm", 2, 3, 10 + i);
        }

        File.WriteAllText(Place("cats/notes.txt"), "two of them are grey");
        File.WriteAllText(Place("dogs/labels.csv"), "a,b");
        File.WriteAllBytes(Place("dogs/cut.png"), [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0]);
        DataSplit split = Load(new DataRequest { ValidationCount = 0, TestCount = 0 });
        split.Training.Count.ShouldBe(20);
        split.Remarks.Count.ShouldBe(2);
        split.Remarks[0].ShouldBe($"2 files are no images and are left out; the first: {_folder.File("cats/notes.txt")}");
        split.Remarks[1].ShouldStartWith($"1 file is damaged and is left out: {_folder.File("dogs/cut.png")}: at byte 10: the file ends");
        split.Map(part => part.Flatten()).Remarks.ShouldBe(split.Remarks);
    }

    [Fact]
    public void Where_no_image_can_be_read_the_first_is_named()
    {
        File.WriteAllBytes(Place("a/1.jpg"), [0xFF, 0xD8, 0xFF, 0xE0]);
        File.WriteAllBytes(Place("b/1.jpg"), [0xFF, 0xD8, 0xFF, 0xE0]);
        Message(new DataRequest { ValidationCount = 0, TestCount = 0 }).ShouldStartWith("none of the 2 images can be read; the first: ");
    }

    private int Check(Dataset part, int i)
    {
        int level = (int)Math.Round(part.Sample(i)[0] * 255);
        Make.Labels(part)[i].ShouldBe(level / 10);
        return level;
    }

    private string Place(string name)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_folder.File(name))!);
        return _folder.File(name);
    }

    private void Grey(string name, int height, int width, int level) =>
        File.WriteAllBytes(Place(name),
            [.. Encoding.ASCII.GetBytes($"P5 {width} {height} 255\n"), .. Enumerable.Repeat((byte)level, height * width)]);

    private DataSplit Load(DataRequest request) =>
        DataSources.Load("image-folder", request with { Folder = request.Folder ?? _folder.Path });

    private string Message(DataRequest request) => Should.Throw<DataException>(() => Load(request)).Message;
}
