using Weir.Data;
using Weir.Tensors;
using Weir.Training;

namespace Weir.Repair;

/// <summary>
/// What policies are made of: the augmentations that fit the samples of a recipe, each at a few strengths around what its source has, the
/// commonest first. Those that a program has added stand behind them with their defaults.
/// </summary>
internal static class AugmentationChoices
{
    /// <summary>The augmentations that a recipe can be trained with.</summary>
    /// <param name="recipe">The recipe; what it augments by itself does not count.</param>
    /// <param name="data">What branches are trained with.</param>
    /// <exception cref="DataException">None fits, and why the first does not.</exception>
    public static IReadOnlyList<AugmentationChoice> For(Recipe recipe, DataSplit data)
    {
        // A few samples tell.
        DataSplit some = data.With(Some(data.Training, recipe), data.Validation is { } validation ? Some(validation, recipe) : null);
        string? first = null;
        List<AugmentationChoice> fitting = [];
        foreach (AugmentationChoice choice in All(recipe, data.Training))
        {
            // Whatever strength: what is refused is of the samples, the targets or the loss.
            if (Refusal(recipe, some, choice.Strengths[choice.Usual]) is { } refusal)
                first ??= refusal;
            else
                fitting.Add(choice);
        }

        return fitting.Count > 0 ? fitting : throw new DataException($"{data.Training.Name}: no random change of samples fits them, so "
            + $"that there is no policy to look for. {first}");
    }

    private static IEnumerable<AugmentationChoice> All(Recipe recipe, Dataset training)
    {
        Shape shape = training.InputShape;
        AugmentationChoice[] own = [.. recipe.Registry.Augmentations
            .Where(known => Augmentations.All.All(built => built.Name != known.Name))
            .Select(known => new AugmentationChoice(known.Name, [known], 0))];
        return [.. shape.Rank == 3 ? OfImages(shape) : [], .. OfNumbers(shape.Rank == 3), .. own];
    }

    private static AugmentationChoice[] OfImages(Shape shape)
    {
        int side = Math.Min(shape[0], shape[1]);
        AugmentationChoice[] ofColours = shape[2] == 3
            ? [Of("saturation", strength => new Saturation { Strength = strength }, 0.1, 0.3, 0.6)] : [];
        return
        [
            Of("shift", pixels => new Shift { Pixels = (int)pixels }, Pixels(side, 16, 8, 4)),
            Of("flip", across => new Flip { Horizontal = across }, 0.5),
            Of("rotate", degrees => new Rotation { Degrees = degrees }, 8, 15, 30),
            Of("rand-augment", strength => new RandAugment { Strength = strength }, 5, 9, 14) with { Kind = "drawn" },
            Of("trivial-augment", _ => new TrivialAugment(), 1) with { Kind = "drawn" },
            Of("cutout", size => new Cutout { Size = (int)size }, Pixels(side, 8, 4, 2)),
            Of("cutmix", share => new CutMix { Probability = share }, 0.25, 0.5, 1) with { Kind = "mix" },
            Of("contrast", strength => new Contrast { Strength = strength }, 0.1, 0.3, 0.6),
            Of("brightness", strength => new Brightness { Strength = strength }, 0.1, 0.3, 0.6),
            .. ofColours,
            Of("flip-vertical", down => new Flip { Horizontal = 0, Vertical = down }, 0.5),
        ];
    }

    private static AugmentationChoice[] OfNumbers(bool ofImages) =>
    [
        Of("mixup", alpha => new Mixup { Alpha = alpha }, 0.1, 0.3, 1) with { Kind = "mix" },
        ofImages ? Of("noise", deviation => new Noise { Deviation = deviation }, 0.03, 0.08, 0.2)
            : Of("noise", deviation => new Noise { Deviation = deviation, Standardized = true }, 0.1, 0.25, 0.5),
    ];

    /// <summary>An augmentation at some strengths, the one in the middle first.</summary>
    private static AugmentationChoice Of(string name, Func<double, Augmentation> make, params double[] strengths) =>
        new(name, [.. strengths.Select(make)], strengths.Length / 2);

    /// <summary>Parts of a side in whole pixels, each more than the one before and less than the side.</summary>
    private static double[] Pixels(int side, params int[] parts)
    {
        List<int> pixels = [];
        foreach (int part in parts)
            pixels.Add(Math.Max(pixels.Count == 0 ? 1 : pixels[^1] + 1, (int)Math.Round((double)side / part)));
        return [.. pixels.Select(each => (double)Math.Min(each, Math.Max(1, side - 1))).Distinct()];
    }

    private static Dataset Some(Dataset part, Recipe recipe) => part.Take(Math.Min(part.Count, Math.Max(64, recipe.Batch)));

    private static string? Refusal(Recipe recipe, DataSplit data, Augmentation augmentation) =>
        SetupFaults.Of(recipe with { Data = recipe.Data with { Augment = [augmentation] } }, () => data, () => null) is [var fault, ..]
            ? fault.Message : null;
}
