namespace Weir.Tensors.Backends;

/// <summary>
/// A product of two row-major matrices, C = op(A)·op(B), where op transposes or does nothing. C is
/// <paramref name="Rows"/> × <paramref name="Columns"/>; <paramref name="Depth"/> is summed over.
/// </summary>
/// <param name="Rows">Rows of C and of op(A).</param>
/// <param name="Columns">Columns of C and of op(B).</param>
/// <param name="Depth">Columns of op(A), rows of op(B).</param>
/// <param name="TransposeLeft">A is kept as depth × rows.</param>
/// <param name="TransposeRight">B is kept as columns × depth.</param>
internal readonly record struct ProductShape(int Rows, int Columns, int Depth, bool TransposeLeft, bool TransposeRight);
