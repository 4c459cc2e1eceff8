using Weir.Tensors.Backends.Simd;

namespace Weir.Tensors.Backends;

internal sealed unsafe partial class SimdBackend<TSimd, TVector>
{
    internal override void Softmax(Storage x, Storage y, int rows, int columns, bool logarithm)
    {
        using KeptAlive alive = new(x, y);
        SplitRows(rows, columns, new SoftmaxWork(x.Pointer, y.Pointer, columns, logarithm));
    }

    internal override void SoftmaxBackward(Storage y, Storage gradient, Storage dx, int rows, int columns, bool logarithm,
        bool accumulate)
    {
        using KeptAlive alive = new(y, gradient, dx);
        SplitRows(rows, columns, new SoftmaxBackwardWork(y.Pointer, gradient.Pointer, dx.Pointer, columns, logarithm, accumulate));
    }

    internal override void CrossEntropy(Storage logits, ReadOnlySpan<int> labels, Storage losses, Storage probabilities, int rows,
        int columns, float smoothing)
    {
        using KeptAlive alive = new(logits, losses, probabilities);
        fixed (int* classes = labels)
            SplitRows(rows, columns, new CrossEntropyWork(logits.Pointer, classes, losses.Pointer, probabilities.Pointer, columns,
                smoothing));
    }

    internal override void CrossEntropyBackward(Storage probabilities, ReadOnlySpan<int> labels, Storage gradient, Storage dx, int rows,
        int columns, float smoothing, bool accumulate)
    {
        using KeptAlive alive = new(probabilities, gradient, dx);
        fixed (int* classes = labels)
            SplitRows(rows, columns, new CrossEntropyBackwardWork(probabilities.Pointer, classes, gradient.Pointer, dx.Pointer, columns,
                smoothing, accumulate));
    }

    /// <summary>
    /// Runs work on whole rows, each of which some thread does alone; an exponential takes as long as several cheap entries.
    /// </summary>
    private void SplitRows<TWork>(int rows, int columns, in TWork work)
        where TWork : struct, IRangeWork
    {
        int parts = Math.Clamp(Math.Min(Parts(4L * rows * columns), rows), 1, Threads);
        if (parts == 1)
            work.Run(0, rows);
        else
            Team.Run(new RowsJob<TWork>(work, parts, rows), parts);
    }

    private readonly struct RowsJob<TWork>(TWork work, int parts, nint rows) : IJob
        where TWork : struct, IRangeWork
    {
        public void Execute(int part) => work.Run(rows * part / parts, rows * (part + 1) / parts);
    }

    private readonly struct SoftmaxWork(float* x, float* y, int columns, bool logarithm) : IRangeWork
    {
        public void Run(nint start, nint end)
        {
            for (nint row = start; row < end; row++)
            {
                float* from = x + (row * columns), to = y + (row * columns);
                float max = SoftmaxLoops<TSimd, TVector>.Max(from, columns);
                float sum = SoftmaxLoops<TSimd, TVector>.Exponentials(from, to, columns, max);
                if (logarithm)
                    SoftmaxLoops<TSimd, TVector>.Subtract(from, to, columns, max, MathF.Log(sum));
                else
                    ElementLoops<TSimd, TVector>.Linear(to, to, columns, 1 / sum, 0, accumulate: false);
            }
        }
    }

    private readonly struct SoftmaxBackwardWork(float* y, float* gradient, float* dx, int columns, bool logarithm, bool accumulate)
        : IRangeWork
    {
        public void Run(nint start, nint end)
        {
            for (nint row = start; row < end; row++)
                SoftmaxLoops<TSimd, TVector>.Backward(y + (row * columns), gradient + (row * columns), dx + (row * columns), columns,
                    logarithm, accumulate);
        }
    }

    private readonly struct CrossEntropyWork(float* logits, int* labels, float* losses, float* probabilities, int columns, float smoothing)
        : IRangeWork
    {
        public void Run(nint start, nint end)
        {
            for (nint row = start; row < end; row++)
            {
                float* from = logits + (row * columns), p = probabilities + (row * columns);
                float max = SoftmaxLoops<TSimd, TVector>.Max(from, columns);
                float sum = SoftmaxLoops<TSimd, TVector>.Exponentials(from, p, columns, max);
                ElementLoops<TSimd, TVector>.Linear(p, p, columns, 1 / sum, 0, accumulate: false);
                // Everything is taken from the largest logit, so that an offset of all logits does not cost digits.
                double log = Math.Log(sum);
                double loss = (1 - (double)smoothing) * (log - ((double)from[labels[row]] - max));
                if (smoothing > 0)
                    loss += smoothing * (log - (SoftmaxLoops<TSimd, TVector>.SumFrom(from, columns, max) / columns));
                losses[row] = (float)loss;
            }
        }
    }

    private readonly struct CrossEntropyBackwardWork(float* probabilities, int* labels, float* gradient, float* dx, int columns,
        float smoothing, bool accumulate) : IRangeWork
    {
        public void Run(nint start, nint end)
        {
            for (nint row = start; row < end; row++)
            {
                float* to = dx + (row * columns);
                float g = gradient[row];
                ElementLoops<TSimd, TVector>.Linear(probabilities + (row * columns), to, columns, g, -g * smoothing / columns, accumulate);
                to[labels[row]] -= g * (1 - smoothing);
            }
        }
    }
}
