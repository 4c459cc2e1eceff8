using Weir.Tensors;

namespace Weir.Data.Tests.Augmentation;

public class AugmentationTests
{
    private static readonly Weir.Data.Augmentation[] s_all =
    [
        new Flip { Vertical = 0.5 }, new Shift(), new Rotation(), new Brightness(), new Contrast(), new Saturation(), new Noise(),
            new Cutout(), new TrivialAugment(), new RandAugment(), new Mixup(), new CutMix(),
    ];

    public static TheoryData<string> Names() => [.. s_all.Select(link => link.Name)];

    [Fact]
    public void Every_augmentation_is_tested_here() =>
        s_all.Length.ShouldBe(typeof(Weir.Data.Augmentation).Assembly.GetExportedTypes()
            .Count(type => !type.IsAbstract && type.IsSubclassOf(typeof(Weir.Data.Augmentation))));

    [Theory]
    [MemberData(nameof(Names))]
    public void The_same_seed_gives_the_same_bits_whenever_a_batch_is_made_and_epochs_differ(string name)
    {
        Dataset set = AugmentationSets.Colours(12);
        BatchOptions options = Options(name, set, seed: 4);
        List<float[]> first = Inputs(set, options, 6), again = Inputs(set, options with { AheadBatches = 0 }, 6);
        for (int i = 0; i < 6; i++)
            again[i].ShouldBe(first[i]);
        // A resumed loader begins in the middle of the second epoch.
        Inputs(set, options, 2, new BatchPosition(1, 1)).ShouldBe([first[4], first[5]]);
        first[0].ShouldNotBe(first[3]);
        Inputs(set, Options(name, set, seed: 5), 1)[0].ShouldNotBe(first[0]);
        List<float[]> plain = Inputs(set, options with { Transform = null }, 3);
        first[..3].ShouldNotBe(plain);
        first.ShouldAllBe(batch => batch.All(float.IsFinite));
        if (name != "noise")
            first.ShouldAllBe(batch => batch.All(x => x >= 0 && x <= 1));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void What_becomes_of_a_sample_does_not_depend_on_the_batch_that_it_is_in(string name)
    {
        if (name is "mixup" or "cutmix")
            return;
        Dataset set = AugmentationSets.Colours(12);
        float[] small = [.. Inputs(set, Options(name, set, 4) with { BatchSize = 2, Shuffle = false }, 6).SelectMany(x => x)];
        float[] large = [.. Inputs(set, Options(name, set, 4) with { BatchSize = 5, Shuffle = false }, 3).SelectMany(x => x)];
        large.ShouldBe(small);
    }

    [Fact]
    public void The_set_itself_stays_as_it_is_and_augmentations_see_pixels_although_it_is_standardized()
    {
        Dataset raw = AugmentationSets.Colours(6);
        Standardizer standardizer = Standardizer.Fit(raw, Standardization.PerChannel);
        Dataset set = standardizer.Apply(raw);
        float[] before = [.. set.Inputs];
        BatchOptions options = new()
        {
            BatchSize = 6,
            Shuffle = false,
            Transform = new AugmentationChain([new Brightness { Strength = 1 }], set, 1, standardizer)
        };
        float[] seen = Inputs(set, options, 1)[0];
        set.Inputs.ShouldBe(before);
        float[] expected = Inputs(raw, options with { Transform = new AugmentationChain([new Brightness { Strength = 1 }], raw, 1) }, 1)[0];
        standardizer.ApplyInPlace(expected);
        for (int i = 0; i < expected.Length; i++)
            seen[i].ShouldBe(expected[i], 1e-5f);
    }

    [Fact]
    public void Noise_of_standardized_numbers_counts_their_deviations_whatever_comes_before_and_behind_it()
    {
        // Two columns whose units differ by a thousand.
        Dataset raw = new("table", new Shape(2), [.. Enumerable.Range(0, 400).SelectMany(i => new[] { i % 7, 1000f * (i % 5) })],
            new ClassTargets(new int[400], 1));
        Standardizer standardizer = Standardizer.Fit(raw, Standardization.PerFeature);
        Dataset set = standardizer.Apply(raw);
        Noise noise = new() { Deviation = 0.5, Standardized = true };
        BatchOptions options = new()
        {
            BatchSize = 400,
            Shuffle = false,
            Transform = new AugmentationChain([noise], set, 1, standardizer),
        };
        float[] seen = Inputs(set, options, 1)[0];
        for (int column = 0; column < 2; column++)
        {
            double[] added = [.. Enumerable.Range(0, 400).Select(i => (double)seen[(2 * i) + column] - set.Inputs[(2 * i) + column])];
            Math.Sqrt(added.Sum(each => each * each) / 400).ShouldBe(0.5, 0.05);
        }

        // Beside one that sees the source's numbers each has its own.
        options = options with { Transform = new AugmentationChain([noise, new Noise { Deviation = 1 }], set, 1, standardizer) };
        float[] both = Inputs(set, options, 1)[0];
        double first = Enumerable.Range(0, 400).Max(i => Math.Abs(both[2 * i] - seen[2 * i])),
            second = Enumerable.Range(0, 400).Max(i => Math.Abs(both[(2 * i) + 1] - seen[(2 * i) + 1]));
        first.ShouldBeGreaterThan(0.5);
        second.ShouldBeLessThan(0.01);
    }

    [Fact]
    public void Options_out_of_range_and_samples_that_do_not_fit_are_refused()
    {
        Dataset colours = AugmentationSets.Colours(4), points = Make.Numbered(4), text = TokenWindows.Make("text", [0, 1, 0, 1, 0], 2, 2);
        Dataset grey = new("grey", new Shape(2, 2, 1), new float[8], new ClassTargets([0, 1], 2));
        foreach ((Weir.Data.Augmentation link, Dataset set, string message) in new (Weir.Data.Augmentation, Dataset, string)[]
        {
            (new Flip { Horizontal = 1.5 }, colours, "'horizontal' is 1.5; it must be in [0, 1]"),
            (new Flip { Vertical = double.NaN }, colours, "'vertical' is NaN"),
            (new Shift { Pixels = -1 }, colours, "'pixels' is -1"),
            (new Shift { Pixels = 6 }, colours, "by fewer pixels than they have"),
            (new Rotation { Degrees = 200 }, colours, "'degrees' is 200"),
            (new Brightness { Strength = 2 }, colours, "'strength' is 2"),
            (new Noise { Deviation = -1 }, points, "'deviation' is -1"),
            (new Cutout { Size = 0 }, colours, "'size' is 0"),
            (new RandAugment { Operations = 0 }, colours, "'operations' is 0"),
            (new RandAugment { Strength = 31 }, colours, "'strength' is 31"),
            (new Mixup { Alpha = 0 }, points, "'alpha' is 0"),
            (new CutMix { Probability = 2 }, colours, "'probability' is 2"),
            (new Flip(), points, "have the shape (2); images (height, width, channels) are expected: set 'images: true'"),
            (new CutMix(), points, "images (height, width, channels) are expected"),
            (new Saturation(), grey, "images of grey are grey"),
            (new Mixup(), text, "the inputs of text are tokens"),
        })
        {
            Should.Throw<DataException>(() => new AugmentationChain([link], set, 1)).Message.ShouldContain(message);
        }
    }

    private static BatchOptions Options(string name, Dataset set, long seed) => new()
    {
        BatchSize = 4,
        Seed = seed,
        Transform = new AugmentationChain([s_all.First(link => link.Name == name)], set, seed),
    };

    private static List<float[]> Inputs(Dataset set, BatchOptions options, int batches, BatchPosition start = default)
    {
        using BatchLoader loader = new(set, options, start);
        return [.. Enumerable.Range(0, batches).Select(_ => loader.Next().Inputs.ToArray())];
    }
}
