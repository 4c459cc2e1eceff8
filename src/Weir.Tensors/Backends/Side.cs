namespace Weir.Tensors.Backends;

/// <summary>With respect to which input of a binary operator a derivative is taken.</summary>
internal enum Side
{
    /// <summary>The first input.</summary>
    Left,

    /// <summary>The second input.</summary>
    Right,
}
