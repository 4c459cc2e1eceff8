using Weir.Tensors;

namespace Weir.Data.Images;

/// <summary>Changes an image by an amount in the operation's own unit.</summary>
internal delegate void ImageChange(ImagePixels image, double amount);

/// <summary>One of the operations that the automatic policies choose from.</summary>
/// <param name="Name">Its name in the papers.</param>
/// <param name="Change">What it does.</param>
/// <param name="Usual">The amount at full strength in RandAugment (and AutoAugment); 0 where there is none.</param>
/// <param name="Wide">The amount at full strength in TrivialAugment's wide space.</param>
/// <param name="Signed">Whether the amount's sign is drawn.</param>
internal sealed record PolicyOperation(string Name, ImageChange Change, double Usual, double Wide, bool Signed = true)
{
    /// <summary>All of them; a new one is a line here.</summary>
    public static IReadOnlyList<PolicyOperation> All { get; } =
    [
        new("identity", (_, _) => { }, 0, 0, Signed: false),
        new("shear-x", Geometry.ShearX, 0.3, 0.99),
        new("shear-y", Geometry.ShearY, 0.3, 0.99),
        // Shares of the side. TrivialAugment's 32 pixels are meant for images of 32.
        new("translate-x", (image, amount) => Geometry.Translate(image, amount * image.Width, 0), 150 / 331.0, 1),
        new("translate-y", (image, amount) => Geometry.Translate(image, 0, amount * image.Height), 150 / 331.0, 1),
        new("rotate", Geometry.Rotate, 30, 135),
        new("brightness", (image, amount) => Colours.Brightness(image, 1 + amount), 0.9, 0.99),
        new("saturation", (image, amount) => Colours.Saturation(image, 1 + amount), 0.9, 0.99),
        new("contrast", (image, amount) => Colours.Contrast(image, 1 + amount), 0.9, 0.99),
        new("sharpness", (image, amount) => Colours.Sharpness(image, 1 + amount), 0.9, 0.99),
        new("posterize", (image, amount) => Colours.Posterize(image, 8 - (int)Math.Round(amount)), 4, 6, Signed: false),
        new("solarize", (image, amount) => Colours.Solarize(image, 1 - amount), 1, 1, Signed: false),
        new("auto-contrast", (image, _) => Colours.AutoContrast(image), 0, 0, Signed: false),
        new("equalize", (image, _) => Colours.Equalize(image), 0, 0, Signed: false),
    ];

    /// <summary>Draws one operation, each alike.</summary>
    public static PolicyOperation Draw(RandomStream random) => All[random.NextInteger(All.Count)];

    /// <summary>Does it.</summary>
    /// <param name="image">The image.</param>
    /// <param name="amount">The amount, 0 or more.</param>
    /// <param name="random">Draws the sign.</param>
    public void Apply(ImagePixels image, double amount, RandomStream random) =>
        Change(image, Signed && random.NextInteger(2) == 1 ? -amount : amount);
}
