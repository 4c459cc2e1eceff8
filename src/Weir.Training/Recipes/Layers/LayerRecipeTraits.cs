namespace Weir.Training;

/// <summary>
/// What repairs may know of a recipe's layer without knowing its type. A layer declares its own (<see cref="LayerRecipe.Traits"/>), so that
/// one that is written elsewhere is treated like those of the library.
/// </summary>
[Flags]
public enum LayerRecipeTraits
{
    /// <summary>Nothing is known.</summary>
    None = 0,

    /// <summary>It multiplies its input by weights, so that depth counts it and a function belongs behind it.</summary>
    Product = 1,

    /// <summary>It makes <see cref="Nn.Linear"/> layers, or what is used and initialized as they are.</summary>
    Dense = 2,

    /// <summary>It works on images, channels last.</summary>
    Images = 4,

    /// <summary>It holds a norm.</summary>
    Norm = 8,

    /// <summary>It disturbs the signal in training and leaves it as it is in evaluation, as dropout does.</summary>
    Regularizer = 16,

    /// <summary>It goes along a sequence.</summary>
    Recurrent = 32,

    /// <summary>It holds blocks of a transformer.</summary>
    Transformer = 64,
}
