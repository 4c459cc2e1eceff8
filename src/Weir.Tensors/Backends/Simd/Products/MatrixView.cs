namespace Weir.Tensors.Backends.Simd;

/// <summary>
/// A matrix in memory: entry (i, j) is at Data[i·RowStride + j·ColumnStride]. A matrix stored by rows has column stride 1,
/// its transpose row stride 1; other strides work, slowly. 64 bytes past the end of the memory may be read.
/// </summary>
internal readonly unsafe struct MatrixView(float* data, nint rowStride, nint columnStride)
{
    /// <summary>Entry (0, 0).</summary>
    public readonly float* Data = data;

    /// <summary>Distance from a row to the next, in numbers.</summary>
    public readonly nint RowStride = rowStride;

    /// <summary>Distance from a column to the next, in numbers.</summary>
    public readonly nint ColumnStride = columnStride;

    /// <summary>The matrix without its first rows and columns.</summary>
    public MatrixView From(nint row, nint column) =>
        new(Data + (row * RowStride) + (column * ColumnStride), RowStride, ColumnStride);
}
