using Weir.Nn;
using Weir.Tensors;

namespace Weir.Onnx;

/// <summary>First values that were read from a file.</summary>
/// <param name="Values">As many as the parameter has entries.</param>
internal sealed record ImportedValues(float[] Values) : Initializer
{
    public override void Fill(Span<float> values, Shape shape, RandomStream random) => Values.CopyTo(values);
}
