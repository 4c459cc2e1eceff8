using Weir.Tensors.Backends.Simd;

namespace Weir.Tensors.Backends;

internal sealed unsafe partial class SimdBackend<TSimd, TVector>
{
    internal override void Product(in ProductShape shape, Storage a, Storage b, Storage c, bool accumulate)
    {
        using KeptAlive alive = new(a, b, c);
        Product(shape, a.Pointer, b.Pointer, c.Pointer, new ProductEpilogue { Accumulate = accumulate });
    }

    internal override void Product(in ProductShape shape, Storage a, Storage b, Storage c, Storage? bias, UnaryOperation? activation,
        float parameter)
    {
        using KeptAlive alive = new(a, b, c, bias);
        Product(shape, a.Pointer, b.Pointer, c.Pointer, new ProductEpilogue
        {
            Bias = bias is null ? null : bias.Pointer,
            Activation = activation is null ? null : activation.InPlace(Width).Pointer,
            Parameter = parameter,
        });
    }

    internal override void Products(int count, in ProductShape shape, Storage a, Storage b, Storage c, bool accumulate)
    {
        using KeptAlive alive = new(a, b, c);
        long work = (long)count * shape.Rows * shape.Columns * Math.Max(1, shape.Depth);
        int parts = (int)Math.Clamp(Math.Min(work / ConvolutionGrain, count), 1, Threads);
        Team.Run(new ProductsJob(Team, count, shape, a.Pointer, b.Pointer, c.Pointer, accumulate, parts), parts);
    }

    private void Product(in ProductShape shape, float* a, float* b, float* c, in ProductEpilogue epilogue) =>
        MatrixProduct<TSimd, TVector>.Run(Team, shape.Rows, shape.Columns, shape.Depth, Left(shape, a), Right(shape, b), c, shape.Columns,
            epilogue);

    private static MatrixView Left(in ProductShape shape, float* a) => shape.TransposeLeft ? new MatrixView(a, 1, shape.Rows)
        : new MatrixView(a, shape.Depth, 1);

    private static MatrixView Right(in ProductShape shape, float* b) => shape.TransposeRight ? new MatrixView(b, 1, shape.Depth)
        : new MatrixView(b, shape.Columns, 1);

    /// <summary>Each thread works out whole products.</summary>
    private readonly struct ProductsJob(WorkerTeam team, int count, ProductShape shape, float* a, float* b, float* c, bool accumulate,
        int parts) : IJob
    {
        public void Execute(int part)
        {
            Scratch scratch = team.ScratchOf(part);
            for (nint i = (nint)count * part / parts; i < (nint)count * (part + 1) / parts; i++)
            {
                MatrixProduct<TSimd, TVector>.RunOnThread(
                    scratch, shape.Rows, shape.Columns, shape.Depth, Left(shape, a + (i * shape.Rows * shape.Depth)),
                        Right(shape, b + (i * shape.Depth * shape.Columns)),
                    c + (i * shape.Rows * shape.Columns), shape.Columns, new ProductEpilogue { Accumulate = accumulate });
            }
        }
    }
}
