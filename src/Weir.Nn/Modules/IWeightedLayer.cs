using Weir.Tensors;

namespace Weir.Nn;

/// <summary>
/// A layer whose output is a product with one weight, and a function behind it where it holds one. <see cref="Auto"/> and
/// <see cref="Lsuv"/> set the size of such weights: what they do depends on this alone, not on whether the function is part of the layer or
/// a module behind it.
/// </summary>
public interface IWeightedLayer
{
    /// <summary>The weight: twice as large, it makes the product twice as large.</summary>
    Parameter Weight { get; }

    /// <summary>The function that the layer applies behind the product, or null.</summary>
    Activation? Activation { get; }

    /// <summary>The layer without its function: the product, with the bias.</summary>
    /// <param name="x">The signal; samples first.</param>
    Tensor Product(Tensor x);
}
