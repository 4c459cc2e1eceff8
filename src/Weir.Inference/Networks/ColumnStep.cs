using System.Numerics.Tensors;
using Weir.Tensors;

namespace Weir.Inference;

/// <summary>f(x·factor + offset) with a factor and an offset for each column, as batch norm has in evaluation; or f alone.</summary>
/// <param name="columns">Numbers of a row.</param>
/// <param name="factor">A factor for each; null for 1.</param>
/// <param name="offset">An offset for each; null for 0.</param>
/// <param name="function">The function behind, or null.</param>
/// <param name="parameter">Its number.</param>
internal sealed class ColumnStep(int columns, float[]? factor, float[]? offset, UnaryOperation? function, float parameter) : RowStep
{
    /// <inheritdoc/>
    public override int Outputs => columns;

    /// <inheritdoc/>
    public override void Apply(ReadOnlySpan<float> x, Span<float> y)
    {
        Span<float> row = y[..columns];
        if (factor is null)
            x[..columns].CopyTo(row);
        else
            TensorPrimitives.MultiplyAdd(x[..columns], factor, offset, row);
        function?.ApplyTo(row, parameter);
    }
}
