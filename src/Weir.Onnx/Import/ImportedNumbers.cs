using Weir.Onnx.Protos;

namespace Weir.Onnx;

/// <summary>Numbers for a layer, in Weir's order.</summary>
/// <param name="Values">The numbers.</param>
/// <param name="Source">The constant of the file that they come from.</param>
internal sealed record ImportedNumbers(float[] Values, TensorProto Source)
{
    /// <summary>How many there are.</summary>
    public int Length => Values.Length;

    /// <summary>Whether they are one number again and again, as those that norms and biases begin with.</summary>
    public bool IsOneNumber => !Values.AsSpan().ContainsAnyExcept(Values.Length > 0 ? Values[0] : 0);

    /// <summary>
    /// Other numbers that come with the same constant: made of it, or what a layer has beside it where the file has none.
    /// </summary>
    /// <param name="values">The numbers.</param>
    public ImportedNumbers With(float[] values) => this with { Values = values };
}
