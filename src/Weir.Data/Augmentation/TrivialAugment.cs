using Weir.Data.Images;
using Weir.Tensors;

namespace Weir.Data;

/// <summary>
/// One random operation of random strength to each image, with nothing to tune (Müller and Hutter, "TrivialAugment", 2021, the wide space):
/// fourteen operations (identity, shears, translations, rotation, brightness, saturation, contrast, sharpness, posterize, solarize,
/// auto-contrast, equalize), 31 strengths, each alike.
/// </summary>
public sealed record TrivialAugment : ImageAugmentation
{
    private const int Strengths = 31;

    /// <inheritdoc/>
    public override string Name => "trivial-augment";

    /// <inheritdoc/>
    public override bool KeepsMasks => true;

    /// <inheritdoc/>
    protected override void Change(ImagePixels image, RandomStream random)
    {
        PolicyOperation operation = PolicyOperation.Draw(random);
        operation.Apply(image, operation.Wide * random.NextInteger(Strengths) / (Strengths - 1), random);
    }
}
