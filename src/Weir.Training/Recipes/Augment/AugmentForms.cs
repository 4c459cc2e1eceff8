using Weir.Data;

namespace Weir.Training.Forms;

/// <summary>The augmentations that a recipe can name. A new one is a line here.</summary>
internal static class AugmentForms
{
    /// <summary>One augmentation of any kind.</summary>
    public static Form<Augmentation> Form { get; } = new MemberForm<Augmentation>(
        "augmentation", new Flip(),
        ("flip", Of(new RecordForm<Flip>("flip", new Flip())
            .Field("horizontal", "Probability of being mirrored left to right. Default 0.5.", Share, link => link.Horizontal, (link, value) => link with { Horizontal = value })
            .Field("vertical", "Probability of being mirrored top to bottom. Default 0.", Share, link => link.Vertical, (link, value) => link with { Vertical = value }))),
        ("shift", Of(new RecordForm<Shift>("shift", new Shift())
            .Field("pixels", "The most pixels, each way. Default 4.", new IntegerForm<int>(0, 100_000), link => link.Pixels, (link, value) => link with { Pixels = value })
            .Field("padding", "What comes in from beyond the border: zero, edge or reflect. Default zero.", new WordForm<Padding>(null, ("zero", Padding.Zero), ("edge", Padding.Edge), ("reflect", Padding.Reflect)), link => link.Padding, (link, value) => link with { Padding = value }))),
        ("rotate", Of(new RecordForm<Rotation>("rotate", new Rotation())
            .Field("degrees", "The largest angle, each way. Default 15.", new NumberForm(0, 180), link => link.Degrees, (link, value) => link with { Degrees = value }))),
        ("brightness", Of(new RecordForm<Brightness>("brightness", new Brightness())
            .Field("strength", "The factor is drawn from 1 − strength to 1 + strength. Default 0.2.", Share, link => link.Strength, (link, value) => link with { Strength = value }))),
        ("contrast", Of(new RecordForm<Contrast>("contrast", new Contrast())
            .Field("strength", "The factor is drawn from 1 − strength to 1 + strength. Default 0.2.", Share, link => link.Strength, (link, value) => link with { Strength = value }))),
        ("saturation", Of(new RecordForm<Saturation>("saturation", new Saturation())
            .Field("strength", "The factor is drawn from 1 − strength to 1 + strength. Default 0.2.", Share, link => link.Strength, (link, value) => link with { Strength = value }))),
        ("noise", Of(new RecordForm<Noise>("noise", new Noise())
            .Field("deviation", "Its standard deviation, before standardizing. Default 0.05.", new NumberForm(0, 1e6), link => link.Deviation, (link, value) => link with { Deviation = value }))),
        ("cutout", Of(new RecordForm<Cutout>("cutout", new Cutout())
            .Field("size", "The square's side in pixels. Default 8.", new IntegerForm<int>(1, 100_000), link => link.Size, (link, value) => link with { Size = value }))),
        ("trivial-augment", Of(new RecordForm<TrivialAugment>("trivial-augment", new TrivialAugment()))),
        ("rand-augment", Of(new RecordForm<RandAugment>("rand-augment", new RandAugment())
            .Field("operations", "Operations one after the other. Default 2.", new IntegerForm<int>(1, 100), link => link.Operations, (link, value) => link with { Operations = value })
            .Field("strength", "Their strength, from 0 to 30. Default 9.", new NumberForm(0, 30), link => link.Strength, (link, value) => link with { Strength = value }))),
        ("mixup", Of(new RecordForm<Mixup>("mixup", new Mixup())
            .Field("alpha", "Shares are drawn from Beta(alpha, alpha). Default 0.2.", Alpha, link => link.Alpha, (link, value) => link with { Alpha = value })
            .Field("probability", "Probability of a sample to be mixed. Default 1.", Share, link => link.Probability, (link, value) => link with { Probability = value }))),
        ("cutmix", Of(new RecordForm<CutMix>("cutmix", new CutMix())
            .Field("alpha", "Shares are drawn from Beta(alpha, alpha). Default 1.", Alpha, link => link.Alpha, (link, value) => link with { Alpha = value })
            .Field("probability", "Probability of an image to be mixed. Default 1.", Share, link => link.Probability, (link, value) => link with { Probability = value }))));

    private static NumberForm Share => new(0, 1);

    private static NumberForm Alpha => new(0, 1000) { LeastIncluded = false };

    private static ConvertedForm<TLink, Augmentation> Of<TLink>(Form<TLink> form)
        where TLink : Augmentation => new(form, link => link, link => link as TLink);
}
