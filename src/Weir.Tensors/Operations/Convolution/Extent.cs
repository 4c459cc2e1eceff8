namespace Weir.Tensors;

/// <summary>A height and a width, in pixels. A single number stands for both.</summary>
/// <param name="Height">Along the rows of an image.</param>
/// <param name="Width">Along the columns.</param>
public readonly record struct Extent(int Height, int Width)
{
    /// <summary>The most pixels along an axis, so that no place in an image, stepped over or padded, leaves 32 bits: 2³⁰.</summary>
    internal const int Most = 1 << 30;

    /// <summary>The same along both axes.</summary>
    /// <param name="both">Height and width.</param>
    public static implicit operator Extent(int both) => new(both, both);

    /// <summary>As in <c>3×3</c>.</summary>
    public override string ToString() => $"{Height}×{Width}";

    internal void Check(string operation, string what, int least)
    {
        if (Height < least || Width < least)
            throw new ShapeException($"{operation}: the {what} is {this}; both numbers must be {least} or more");
        if (Height > Most || Width > Most)
            throw new ShapeException($"{operation}: the {what} is {this}; both numbers must be at most {Most}");
    }
}
