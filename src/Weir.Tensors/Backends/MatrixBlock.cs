namespace Weir.Tensors.Backends;

/// <summary>Some rows and columns of a matrix.</summary>
/// <param name="Top">The first row.</param>
/// <param name="Rows">How many rows.</param>
/// <param name="Left">The first column.</param>
/// <param name="Columns">How many columns.</param>
internal readonly record struct MatrixBlock(int Top, int Rows, int Left, int Columns)
{
    /// <summary>Number of entries.</summary>
    public int Size => Rows * Columns;
}
