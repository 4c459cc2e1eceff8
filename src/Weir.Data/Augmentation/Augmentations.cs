namespace Weir.Data;

/// <summary>The augmentations, each with all its defaults. A new one is a file and a line here.</summary>
public static class Augmentations
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<Augmentation> All { get; } =
    [
        new Flip(),
        new Shift(),
        new Rotation(),
        new Brightness(),
        new Contrast(),
        new Saturation(),
        new Noise(),
        new Cutout(),
        new TrivialAugment(),
        new RandAugment(),
        new Mixup(),
        new CutMix(),
    ];
}
