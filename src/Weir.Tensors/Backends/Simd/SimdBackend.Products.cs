using Weir.Tensors.Backends.Simd;

namespace Weir.Tensors.Backends;

internal sealed unsafe partial class SimdBackend<TSimd, TVector>
{
    internal override void Product(in ProductShape shape, Storage a, Storage b, Storage c, bool accumulate) =>
        Product(shape, a.Pointer, b.Pointer, c.Pointer, new ProductEpilogue { Accumulate = accumulate });

    internal override void Product(in ProductShape shape, Storage a, Storage b, Storage c, Storage? bias, UnaryOperation? activation, float parameter) =>
        Product(shape, a.Pointer, b.Pointer, c.Pointer, new ProductEpilogue
        {
            Bias = bias is null ? null : bias.Pointer,
            Activation = activation is null ? null : activation.InPlace(Width),
            Parameter = parameter,
        });

    internal override void ProductRows(PendingProduct product, int start, int count, Storage target, int at) =>
        MatrixProduct<TSimd, TVector>.Run(
            Team, count, product.Outputs, product.Samples,
            new MatrixView(product.Left.Pointer + start, 1, product.Inputs), new MatrixView(product.Right.Pointer, product.Outputs, 1),
            target.Pointer + at, product.Outputs, default);

    private void Product(in ProductShape shape, float* a, float* b, float* c, in ProductEpilogue epilogue)
    {
        MatrixView left = shape.TransposeLeft ? new MatrixView(a, 1, shape.Rows) : new MatrixView(a, shape.Depth, 1);
        MatrixView right = shape.TransposeRight ? new MatrixView(b, 1, shape.Depth) : new MatrixView(b, shape.Columns, 1);
        MatrixProduct<TSimd, TVector>.Run(Team, shape.Rows, shape.Columns, shape.Depth, left, right, c, shape.Columns, epilogue);
    }
}
