using System.Text;
using Weir.Tensors;

namespace Weir.Data.Tests.Sources;

public sealed class ImageMasksSourceTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Each_image_has_the_mask_of_its_name_and_the_seed_deals_parts_out()
    {
        for (int i = 0; i < 10; i++)
        {
            Image($"images/{i}.pgm", 2, 3, i);
            Mask($"masks/{i}.png", 2, 3, i % 2, 1, 0, 1, 0, i % 2);
        }

        Image("images/deep/a.pgm", 2, 3, 20);
        Mask("masks/deep/a.png", 2, 3, 2, 2, 2, 2, 2, 2);
        Mask("masks/alone.png", 2, 3, 0, 0, 0, 0, 0, 0);
        File.WriteAllText(Place("images/notes.txt"), "by hand");
        DataSplit split = Load(new DataRequest());
        (split.Training.Count, split.Validation!.Count, split.Test!.Count).ShouldBe((8, 1, 2));
        split.Training.InputShape.ShouldBe(new Shape(2, 3, 1));
        ClassTargets targets = (ClassTargets)split.Training.Targets;
        (targets.Positions, targets.Grid, targets.Classes).ShouldBe((6, new Extent(2, 3), 3));
        targets.Names.ShouldBe(["0", "1", "2"]);
        foreach (Dataset part in new[] { split.Training, split.Validation, split.Test })
        {
            for (int sample = 0; sample < part.Count; sample++)
            {
                int level = (int)Math.Round(part.Sample(sample)[0] * 255);
                int[] expected = level == 20 ? [2, 2, 2, 2, 2, 2] : [level % 2, 1, 0, 1, 0, level % 2];
                ((ClassTargets)part.Targets).Of(sample).ToArray().ShouldBe(expected);
                part.Origins![sample].File.ShouldEndWith(level == 20 ? "a.pgm" : $"{level}.pgm");
            }
        }

        split.Masks!.Values.ShouldBe(["0", "1", "2"]);
        split.Remarks.ShouldBe([$"1 file is no image and is left out: {_folder.File("images/notes.txt")}",
            $"1 mask has no image and is left out: {_folder.File("masks/alone.png")}"]);
        Load(new DataRequest()).Training.Inputs.ShouldBe(split.Training.Inputs);
        split.Map(part => part).Masks.ShouldBeSameAs(split.Masks);
    }

    [Fact]
    public void Folders_of_parts_are_the_parts_and_masks_may_lie_elsewhere()
    {
        foreach (string part in new[] { "train", "test" })
        {
            for (int i = 0; i < 3; i++)
            {
                Image($"{part}/images/{i}.pgm", 1, 2, i);
                Mask($"{part}/masks/{i}.png", 1, 2, 0, 1);
            }
        }

        DataSplit split = Load(new DataRequest { ValidationCount = 1 });
        (split.Training.Count, split.Validation!.Count, split.Test!.Count).ShouldBe((2, 1, 3));
        DataRequest apart = new() { Folder = _folder.File("test/images"), Masks = _folder.File("train/masks"), ValidationCount = 0 };
        Load(apart with { TestCount = 0 }).Training.Count.ShouldBe(3);
        Message(apart with { Masks = "nowhere" }).ShouldContain("name another in 'masks'");
        new DataRequest { Folder = "test/images", Masks = "train/masks" }.FoundIn(_folder.Path).Masks.ShouldBe(_folder.File("train/masks"));
    }

    [Fact]
    public void Values_are_places_in_a_palette_grey_levels_or_colours()
    {
        Image("images/0.pgm", 1, 3, 9);
        Coloured("masks/0.png", (255, 0, 0), (0, 0, 0), (0, 255, 0));
        Classes(new DataRequest()).ShouldBe("0, #00ff00, #ff0000: 2 0 1");
        Classes(new DataRequest { ClassNames = ["#ff0000=car", "0=road", "#00ff00 = tree"] }).ShouldBe("car, road, tree: 0 1 2");
        Classes(new DataRequest { ClassNames = ["0=road", "#FF0000=car"], Ignore = ["#00ff00"] }).ShouldBe("road, car: 1 0 -1");
        Mask("masks/0.png", 1, 3, 0, 255, 255);
        Classes(new DataRequest()).ShouldBe("0, 255: 0 1 1");
        Classes(new DataRequest { ClassNames = ["no", "yes"] }).ShouldBe("no, yes: 0 1 1");
        Mask("masks/0.png", 1, 3, 0, 255, 2);
        Classes(new DataRequest { ClassNames = ["a", "b", "c"], Ignore = ["255"] }).ShouldBe("a, b, c: 0 -1 2");
    }

    [Fact]
    public void Masks_are_brought_to_the_size_by_their_nearest_pixels_as_their_images_are()
    {
        File.WriteAllBytes(Place("images/0.pgm"), [.. "P5 6 2 255\n"u8, 0, 0, 255, 255, 0, 0, 0, 0, 0, 255, 0, 0]);
        Mask("masks/0.png", 2, 6, 0, 0, 1, 1, 0, 0, 0, 0, 0, 1, 0, 0);
        Dataset crop = Load(All with { Size = 4 }).Training, stretch = Load(All with { Size = 4, Fit = ImageFit.Stretch }).Training;
        // The middle is two pixels wide, of which three are of the class; stretched, a quarter is.
        Make.Labels(crop).ShouldBe([1, 1, 1, 1, 1, 1, 1, 1, 0, 0, 1, 1, 0, 0, 1, 1]);
        Make.Labels(stretch).ShouldBe([0, 1, 1, 0, 0, 1, 1, 0, 0, 0, 1, 0, 0, 0, 1, 0]);
        foreach (Dataset set in new[] { crop, stretch })
        {
            for (int i = 0; i < 16; i++)
            {
                if (set.Inputs[i] is 0 or 1)
                    Make.Labels(set)[i].ShouldBe((int)set.Inputs[i]);
            }
        }
    }

    [Fact]
    public void What_is_wrong_is_said_with_the_file_and_what_to_do()
    {
        Should.Throw<DataException>(() => DataSources.Load("image-masks")).Message.ShouldContain("no folder is named");
        Message(All).ShouldContain("it holds no folder 'images'; put the images there and their masks");
        Directory.CreateDirectory(_folder.File("images"));
        Message(All).ShouldContain("no folder 'masks'; put a mask of the same name there for each image");
        Directory.CreateDirectory(_folder.File("masks"));
        Message(All).ShouldContain("it holds no image; put images there");
        Image("images/a.pgm", 2, 2, 1);
        Image("images/b.pgm", 2, 2, 2);
        Message(All).ShouldBe($"{_folder.File("images/a.pgm")}: there is no mask of the name 'a' in {_folder.File("masks")}; so it is with "
            + "2 of 2 images; add a mask for each, or leave such images out");
        Mask("masks/a.png", 2, 2, 0, 0, 0, 0);
        Mask("masks/b.png", 2, 3, 0, 0, 0, 0, 0, 0);
        Message(All).ShouldBe($"{_folder.File("masks/b.png")}: the mask has 3 × 2 pixels, and its image {_folder.File("images/b.pgm")} has "
            + "2 × 2; a mask has a value for each pixel of its image: save it in that size, without smoothing");
        Mask("masks/b.png", 2, 2, 0, 0, 0, 0);
        Message(All).ShouldContain("all masks hold one value, 0, as ");
        Mask("masks/b.png", 2, 2, 0, 1, 7, 0);
        Message(All with { ClassNames = ["sky", "road"] }).ShouldBe($"{_folder.File("masks/b.png")}: a pixel has the value 7, which is "
            + "none of the classes' (0, 1); name it in 'class-names', as '7=NAME', or leave such pixels out with 'ignore: [7]'");
        File.WriteAllBytes(Place("masks/b.png"), [0xFF, 0xD8, 0xFF, 0xE0]);
        Message(All).ShouldContain("a mask cannot be a JPEG, which blurs values at the borders between classes; save masks as PNG");
        File.WriteAllBytes(Place("masks/b.png"), [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0]);
        Message(All).ShouldContain("masks/b.png: at byte 10: the file ends");
        Mask("masks/b.pgm.png", 2, 2, 0, 0, 0, 1);
        File.Delete(_folder.File("masks/b.png"));
        Message(All).ShouldContain("there is no mask of the name 'b'");
        Mask("masks/b.png", 2, 2, 0, 0, 0, 1);
        Image("masks/b.pgm", 2, 2, 1);
        Message(All).ShouldContain("there is another mask of the same name");
    }

    [Theory]
    [InlineData("one", "'class-names' has 1 name; there are two classes or more")]
    [InlineData("0=a|b", "some of 'class-names' have a value, as '7=road', and some have none")]
    [InlineData("a|a", "'class-names' has the name 'a' twice")]
    [InlineData("0=a|0=b", "'class-names' gives the value 0 to two names")]
    [InlineData("0=a|red=b", "'red' is no value of a mask; a number from 0 to 65535, as 7, or a colour, as '#ff8000', is expected")]
    [InlineData("0=|1=b", "a name in 'class-names' is empty")]
    [InlineData("a|b|c", "the value 1 is in 'class-names' and in 'ignore'")]
    public void Names_that_contradict_themselves(string names, string expected)
    {
        Image("images/0.pgm", 1, 3, 9);
        Mask("masks/0.png", 1, 3, 0, 1, 2);
        Message(All with { ClassNames = names.Split('|'), Ignore = ["1"] }).ShouldContain(expected);
    }

    [Fact]
    public void Too_many_values_are_no_classes()
    {
        Image("images/0.pgm", 1, 120, 9);
        Mask("masks/0.png", 1, 120, [.. Enumerable.Range(0, 120)]);
        Message(All).ShouldContain("masks hold 120 different values, more than the 100 that are taken for classes");
    }

    private static DataRequest All => new() { ValidationCount = 0, TestCount = 0 };

    private string Classes(DataRequest request)
    {
        Dataset training = Load(request with { ValidationCount = 0, TestCount = 0 }).Training;
        return $"{string.Join(", ", ((ClassTargets)training.Targets).Names!)}: {string.Join(' ', Make.Labels(training))}";
    }

    private string Place(string name)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_folder.File(name))!);
        return _folder.File(name);
    }

    private void Image(string name, int height, int width, int level) =>
        File.WriteAllBytes(Place(name),
            [.. Encoding.ASCII.GetBytes($"P5 {width} {height} 255\n"), .. Enumerable.Repeat((byte)level, height * width)]);

    private void Mask(string name, int height, int width, params int[] values) => File.WriteAllBytes(Place(name),
        PngMask.Encode(new MaskImage(height, width, [.. values.Select(value => new MaskValue(value))])));

    private void Coloured(string name, params (int Red, int Green, int Blue)[] values) => File.WriteAllBytes(Place(name),
        PngMask.Encode(new MaskImage(1, values.Length, [.. values.Select(value => MaskValue.Of(value.Red, value.Green, value.Blue))])));

    private DataSplit Load(DataRequest request) =>
        DataSources.Load("image-masks", request with { Folder = request.Folder ?? _folder.Path });

    private string Message(DataRequest request) => Should.Throw<DataException>(() => Load(request)).Message;
}
