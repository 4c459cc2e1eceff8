using Weir.Tensors.Backends.Simd;

namespace Weir.Tensors.Backends;

internal sealed unsafe partial class SimdBackend<TSimd, TVector>
{
    internal override void Softmax(Storage x, Storage y, int rows, int columns, bool logarithm)
    {
        for (nint row = 0; row < rows; row++)
        {
            float* from = x.Pointer + (row * columns), to = y.Pointer + (row * columns);
            float largest = SoftmaxLoops<TSimd, TVector>.Largest(from, columns);
            float sum = SoftmaxLoops<TSimd, TVector>.Exponentials(from, to, columns, largest);
            if (logarithm)
                SoftmaxLoops<TSimd, TVector>.Subtract(from, to, columns, largest, MathF.Log(sum));
            else
                ElementLoops<TSimd, TVector>.Linear(to, to, columns, 1 / sum, 0, accumulate: false);
        }
    }

    internal override void SoftmaxSlope(Storage y, Storage gradient, Storage dx, int rows, int columns, bool logarithm, bool accumulate)
    {
        for (nint row = 0; row < rows; row++)
            SoftmaxLoops<TSimd, TVector>.Slope(y.Pointer + (row * columns), gradient.Pointer + (row * columns), dx.Pointer + (row * columns), columns, logarithm, accumulate);
    }

    internal override void CrossEntropy(Storage logits, ReadOnlySpan<int> labels, Storage losses, Storage probabilities, int rows, int columns, float smoothing)
    {
        for (int row = 0; row < rows; row++)
        {
            float* from = logits.Pointer + ((nint)row * columns), p = probabilities.Pointer + ((nint)row * columns);
            float largest = SoftmaxLoops<TSimd, TVector>.Largest(from, columns);
            float sum = SoftmaxLoops<TSimd, TVector>.Exponentials(from, p, columns, largest);
            ElementLoops<TSimd, TVector>.Linear(p, p, columns, 1 / sum, 0, accumulate: false);
            // Everything is taken from the largest logit, so that an offset of all logits does not cost digits.
            double log = Math.Log(sum);
            double loss = (1 - (double)smoothing) * (log - ((double)from[labels[row]] - largest));
            if (smoothing > 0)
                loss += smoothing * (log - (SoftmaxLoops<TSimd, TVector>.SumFrom(from, columns, largest) / columns));
            losses.Pointer[row] = (float)loss;
        }
    }

    internal override void CrossEntropySlope(Storage probabilities, ReadOnlySpan<int> labels, Storage gradient, Storage dx, int rows, int columns, float smoothing, bool accumulate)
    {
        for (int row = 0; row < rows; row++)
        {
            float* p = probabilities.Pointer + ((nint)row * columns), to = dx.Pointer + ((nint)row * columns);
            float g = gradient.Pointer[row];
            ElementLoops<TSimd, TVector>.Linear(p, to, columns, g, -g * smoothing / columns, accumulate);
            to[labels[row]] -= g * (1 - smoothing);
        }
    }
}
