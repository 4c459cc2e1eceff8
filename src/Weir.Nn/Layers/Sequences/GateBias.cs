using Weir.Tensors;

namespace Weir.Nn;

/// <summary>One number for the biases of one gate, zeros for the others.</summary>
/// <param name="Gates">How many gates share the vector.</param>
/// <param name="Gate">Which of them, from 0.</param>
/// <param name="Value">Its number.</param>
internal sealed record GateBias(int Gates, int Gate, double Value) : Initializer
{
    public override void Fill(Span<float> values, Shape shape, RandomStream random)
    {
        values.Clear();
        int units = values.Length / Gates;
        values.Slice(Gate * units, units).Fill((float)Value);
    }
}
