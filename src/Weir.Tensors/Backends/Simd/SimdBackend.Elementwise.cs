using Weir.Tensors.Backends.Simd;

namespace Weir.Tensors.Backends;

internal sealed unsafe partial class SimdBackend<TSimd, TVector>
{
    internal override void Unary<TOperator>(Storage x, Storage y, int length, float parameter)
    {
        using KeptAlive alive = new(x, y);
        Split(length, new UnaryWork<TOperator>(x.Pointer, y.Pointer, parameter));
    }

    internal override void UnaryBackward<TOperator>(Storage x, Storage y, Storage gradient, Storage dx, int length, float parameter,
        bool accumulate)
    {
        using KeptAlive alive = new(x, y, gradient, dx);
        Split(length, new UnaryBackwardWork<TOperator>(x.Pointer, y.Pointer, gradient.Pointer, dx.Pointer, parameter, accumulate));
    }

    internal override void Binary<TOperator>(in Broadcast shapes, Storage a, Storage b, Storage y, float parameter)
    {
        using KeptAlive alive = new(a, b, y);
        Pairs<PairValue<TOperator>>(shapes, a.Pointer, b.Pointer, null, y.Pointer, parameter, accumulate: false);
    }

    internal override void BinaryBackward<TOperator>(in Broadcast shapes, Side side, Storage a, Storage b, Storage gradient, Storage d,
        float parameter, bool accumulate)
    {
        using KeptAlive alive = new(a, b, gradient, d);
        if (side == Side.Left)
            Pairs<PairDerivativeLeft<TOperator>>(shapes, a.Pointer, b.Pointer, gradient.Pointer, d.Pointer, parameter, accumulate);
        else
            Pairs<PairDerivativeRight<TOperator>>(shapes, a.Pointer, b.Pointer, gradient.Pointer, d.Pointer, parameter, accumulate);
    }

    internal override void AddThen<TOperator>(Storage a, Storage b, Storage y, int length, float parameter)
    {
        using KeptAlive alive = new(a, b, y);
        Split(length, new AddThenWork<TOperator>(a.Pointer, b.Pointer, y.Pointer, parameter));
    }

    internal override void AddThenBackward<TOperator>(Storage y, Storage gradient, Storage? left, bool addLeft, Storage? right,
        bool addRight, int length, float parameter)
    {
        using KeptAlive alive = new(y, gradient, left, right);
        Split(length, new AddThenBackwardWork<TOperator>(y.Pointer, gradient.Pointer, PointerOf(left), addLeft, PointerOf(right), addRight,
            parameter));
    }

    internal override void Scale(Storage x, Storage y, int length, float scale, bool accumulate)
    {
        using KeptAlive alive = new(x, y);
        Split(length, new ScaleWork(x.Pointer, y.Pointer, scale, accumulate));
    }

    private void Pairs<TLoop>(in Broadcast shapes, float* a, float* b, float* g, float* y, float parameter, bool accumulate)
        where TLoop : struct, IPairLoop
    {
        if (shapes.Result.Size == 0)
            return;
        if (shapes.IsPlain)
            Split(shapes.Result.Size, new PairWork<TLoop>(a, b, g, y, parameter, accumulate));
        else
            PairLoops<TSimd, TVector>.Any<TLoop>(shapes, a, b, g, y, parameter, accumulate);
    }

    private readonly struct UnaryWork<TOperator>(float* x, float* y, float parameter) : IRangeWork
        where TOperator : struct, IUnaryOperator
    {
        public void Run(nint start, nint end) =>
            ElementLoops<TSimd, TVector>.Unary<TOperator>(x + start, y + start, end - start, parameter);
    }

    private readonly struct UnaryBackwardWork<TOperator>(float* x, float* y, float* g, float* dx, float parameter, bool accumulate)
        : IRangeWork
        where TOperator : struct, IUnaryOperator
    {
        public void Run(nint start, nint end) =>
            ElementLoops<TSimd, TVector>.UnaryBackward<TOperator>(x + start, y + start, g + start, dx + start, end - start, parameter,
                accumulate);
    }

    private readonly struct AddThenWork<TOperator>(float* a, float* b, float* y, float parameter) : IRangeWork
        where TOperator : struct, IUnaryOperator
    {
        public void Run(nint start, nint end) =>
            ElementLoops<TSimd, TVector>.AddThen<TOperator>(a + start, b + start, y + start, end - start, parameter);
    }

    private readonly struct AddThenBackwardWork<TOperator>(float* y, float* g, float* left, bool addLeft, float* right, bool addRight,
        float parameter) : IRangeWork
        where TOperator : struct, IUnaryOperator
    {
        public void Run(nint start, nint end) => ElementLoops<TSimd, TVector>.AddThenBackward<TOperator>(
            y + start, g + start, left == null ? null : left + start, addLeft, right == null ? null : right + start, addRight, end - start,
                parameter);
    }

    private readonly struct ScaleWork(float* x, float* y, float scale, bool accumulate) : IRangeWork
    {
        public void Run(nint start, nint end) => ElementLoops<TSimd, TVector>.Scale(x + start, y + start, end - start, scale, accumulate);
    }

    private readonly struct PairWork<TLoop>(float* a, float* b, float* g, float* y, float parameter, bool accumulate) : IRangeWork
        where TLoop : struct, IPairLoop
    {
        public void Run(nint start, nint end) =>
            PairLoops<TSimd, TVector>.Plain<TLoop>(a + start, b + start, g is null ? null : g + start, y + start, end - start, parameter,
                accumulate);
    }
}
