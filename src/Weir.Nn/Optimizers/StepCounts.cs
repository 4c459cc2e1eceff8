using Weir.Tensors;

namespace Weir.Nn;

/// <summary>Counts steps in a tensor, so that they are saved and restored with the rest of an optimizer's memory.</summary>
internal sealed class StepCounts
{
    // float32 holds whole numbers up to 2²⁴ exactly; a count is kept in two of them.
    private const long Base = 1 << 24;

    /// <summary>Makes counts that stand at 0.</summary>
    /// <param name="count">How many there are.</param>
    public StepCounts(int count)
    {
        Value = Tensor.Leaf(new Shape(count, 2));
    }

    /// <summary>The counts: what is left over 2²⁴, and the multiples of it.</summary>
    public Tensor Value { get; }

    /// <summary>One of the counts.</summary>
    public long this[int index]
    {
        get => (long)Entries[2 * index] + (Base * (long)Entries[(2 * index) + 1]);
        private set => (Entries[2 * index], Entries[(2 * index) + 1]) = (value % Base, value / Base);
    }

    private Span<float> Entries => Value.Node.Storage.Span(Value.Shape.Size);

    /// <summary>Counts one more.</summary>
    /// <returns>The count with it.</returns>
    public long Next(int index) => ++this[index];
}
