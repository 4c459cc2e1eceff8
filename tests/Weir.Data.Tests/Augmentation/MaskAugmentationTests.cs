using Weir.Tensors;

namespace Weir.Data.Tests.Augmentation;

/// <summary>Images whose classes are their levels: whatever is done to both, they must still agree.</summary>
public class MaskAugmentationTests
{
    private const int Levels = 4, Height = 6, Width = 8;

    public static TheoryData<string> Names() => [.. Augmentations.All.Where(link => link.KeepsMasks).Select(link => link.Name)];

    [Theory]
    [InlineData("flip")]
    [InlineData("shift")]
    public void Classes_go_with_their_pixels(string name)
    {
        Dataset set = Masks(40);
        Batch batch = AugmentationSets.Batch(name == "flip" ? new Flip { Vertical = 0.5 } : new Shift { Pixels = 3 }, set);
        int moved = 0, ignored = 0;
        for (int i = 0; i < batch.Labels.Length; i++)
        {
            moved += batch.Labels[i] == Make.Labels(set)[i] ? 0 : 1;
            ignored += batch.Labels[i] == ClassTargets.Ignored ? 1 : 0;
            // What comes in from outside is black, and counts for nothing.
            (batch.Inputs[i] * Levels).ShouldBe(batch.Labels[i] + 1, 0.01);
        }

        moved.ShouldBeGreaterThan(batch.Labels.Length / 4);
        (ignored > 0).ShouldBe(name != "flip");
    }

    [Fact]
    public void A_turn_by_a_half_turns_the_classes_too()
    {
        ImagePixels image = new([.. Enumerable.Range(0, 6).Select(i => i / 10f)], new float[6], 2, 3, 1)
        {
            Labels = new[] { 0, 1, 2, 3, 4, 5 },
            LabelScratch = new int[6],
        };
        Weir.Data.Images.Geometry.Rotate(image, 180);
        image.Labels.ToArray().ShouldBe([5, 4, 3, 2, 1, 0]);
        Weir.Data.Images.Geometry.Translate(image, 1, 0);
        image.Labels.ToArray().ShouldBe([ClassTargets.Ignored, 5, 4, ClassTargets.Ignored, 2, 1]);
    }

    [Fact]
    public void A_shift_that_mirrors_has_a_class_everywhere()
    {
        Batch batch = AugmentationSets.Batch(new Shift { Pixels = 3, Padding = Padding.Reflect }, Masks(40));
        for (int i = 0; i < batch.Labels.Length; i++)
            (batch.Inputs[i] * Levels).ShouldBe(batch.Labels[i] + 1, 0.01);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_same_seed_gives_the_same_classes(string name)
    {
        Weir.Data.Augmentation link = Augmentations.All.Single(each => each.Name == name);
        Dataset set = Masks(12, channels: 3);
        int[] first = AugmentationSets.Batch(link, set, 3).Labels.ToArray();
        AugmentationSets.Batch(link, set, 3).Labels.ToArray().ShouldBe(first);
        first.ShouldAllBe(label => label >= ClassTargets.Ignored && label < Levels);
        // The set itself stays as it is.
        Make.Labels(set).ShouldBe(Make.Labels(Masks(12, channels: 3)));
    }

    [Fact]
    public void What_cannot_change_masks_alike_is_refused()
    {
        foreach (Weir.Data.Augmentation link in Augmentations.All.Where(link => !link.KeepsMasks))
        {
            Should.Throw<DataException>(() => new AugmentationChain([link], Masks(2), 1)).Message.ShouldBe(
                $"augment: {link.Name}: masks has a class for each of 6×8 pixels, which it does not change alike; leave it out");
        }

        Dataset small = new("small", new Shape(4, 4, 1), new float[16], new ClassTargets(new int[4], 2) { Positions = 4, Grid = 2 });
        Should.Throw<DataException>(() => new AugmentationChain([new Flip()], small, 1)).Message.ShouldBe(
            "augment: flip: small has a class for each of 2×2 pixels, and its samples of shape (4, 4, 1) have others; leave it out");
    }

    private static Dataset Masks(int count, int channels = 1)
    {
        RandomStream random = new(1);
        int[] labels = [.. Enumerable.Range(0, count * Height * Width).Select(_ => random.NextInteger(Levels))];
        return new Dataset("masks", new Shape(Height, Width, channels),
            [.. labels.SelectMany(label => Enumerable.Repeat((label + 1f) / Levels, channels))],
            new ClassTargets(labels, Levels) { Positions = Height * Width, Grid = new Extent(Height, Width) });
    }
}
