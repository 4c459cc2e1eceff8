namespace Weir.Tensors.Backends;

/// <summary>
/// What computes. <see cref="ReferenceBackend"/> is the oracle: plain loops in float64. <see cref="SimdBackend"/> is
/// vectors and threads. Everything above this contract is the same for both. Sizes are checked by the operations that
/// call; <c>accumulate</c> adds to the target instead of overwriting it.
/// </summary>
public abstract class Backend
{
    private protected Backend()
    {
    }

    /// <summary>A name for people, as in <c>simd 512 bits, 2 threads</c>.</summary>
    public abstract string Name { get; }

    /// <summary>How many threads compute.</summary>
    public virtual int Threads => 1;

    /// <summary>Whether numbers come out; false where a step is gone through by its shapes alone.</summary>
    internal virtual bool Computes => true;

    /// <summary>y = f(x).</summary>
    internal abstract void Unary<TOperator>(Storage x, Storage y, int length, float parameter)
        where TOperator : struct, IUnaryOperator;

    /// <summary>dx (+)= g·f′(x). The gradient and dx may be the same memory.</summary>
    internal abstract void UnaryBackward<TOperator>(Storage x, Storage y, Storage gradient, Storage dx, int length, float parameter,
        bool accumulate)
        where TOperator : struct, IUnaryOperator;

    /// <summary>y = f(a, b) with broadcasting.</summary>
    internal abstract void Binary<TOperator>(in Broadcast shapes, Storage a, Storage b, Storage y, float parameter)
        where TOperator : struct, IBinaryOperator;

    /// <summary>d (+)= g·∂f/∂side, of the result's shape.</summary>
    internal abstract void BinaryBackward<TOperator>(in Broadcast shapes, Side side, Storage a, Storage b, Storage gradient, Storage d,
        float parameter, bool accumulate)
        where TOperator : struct, IBinaryOperator;

    /// <summary>y (+)= scale·x; y may be x.</summary>
    internal abstract void Scale(Storage x, Storage y, int length, float scale, bool accumulate);

    /// <summary>y[o, i] (+)= scale·Σₙ x[o, n, i].</summary>
    internal abstract void Sum(Storage x, Storage y, int outer, int count, int inner, float scale, bool accumulate);

    /// <summary>y[o, n, i] (+)= scale·x[o, i]: the reverse of <see cref="Sum"/>.</summary>
    internal abstract void BroadcastAxis(Storage x, Storage y, int outer, int count, int inner, float scale, bool accumulate);

    /// <summary>y[o, i] = maxₙ x[o, n, i].</summary>
    internal abstract void Max(Storage x, Storage y, int outer, int count, int inner);

    /// <summary>dx[o, n, i] (+)= g[o, i] at the first n where x equals the maximum y.</summary>
    internal abstract void MaxBackward(Storage x, Storage y, Storage gradient, Storage dx, int outer, int count, int inner,
        bool accumulate);

    /// <summary>Each row of y is the softmax of that row of x, or its logarithm.</summary>
    internal abstract void Softmax(Storage x, Storage y, int rows, int columns, bool logarithm);

    /// <summary>dx (+)= the softmax's derivative from its own output y.</summary>
    internal abstract void SoftmaxBackward(Storage y, Storage gradient, Storage dx, int rows, int columns, bool logarithm, bool accumulate);

    /// <summary>loss[row] = −Σ q·log p with q the label's one-hot row smoothed over the classes; p is kept in probabilities.</summary>
    internal abstract void CrossEntropy(Storage logits, ReadOnlySpan<int> labels, Storage losses, Storage probabilities, int rows,
        int columns, float smoothing);

    /// <summary>dx (+)= g[row]·(p − q).</summary>
    internal abstract void CrossEntropyBackward(Storage probabilities, ReadOnlySpan<int> labels, Storage gradient, Storage dx, int rows,
        int columns, float smoothing, bool accumulate);

    /// <summary>C (+)= op(A)·op(B).</summary>
    internal abstract void Product(in ProductShape shape, Storage a, Storage b, Storage c, bool accumulate);

    /// <summary>C = f(op(A)·op(B) + bias), the bias added to each row; f and the bias may be missing.</summary>
    internal abstract void Product(in ProductShape shape, Storage a, Storage b, Storage c, Storage? bias, UnaryOperation? activation,
        float parameter);

    /// <summary>y = f(x ∗ w + bias), channels last; f and the bias may be missing.</summary>
    internal abstract void Convolve(in ConvolutionShape shape, Storage x, Storage w, Storage y, Storage? bias, UnaryOperation? activation,
        float parameter);

    /// <summary>dx (+)= what each input entry went into: Σ δ·w.</summary>
    internal abstract void ConvolveInputGradient(in ConvolutionShape shape, Storage delta, Storage w, Storage dx, bool accumulate);

    /// <summary>dw (+)= Σ x·δ over all places of the kernel.</summary>
    internal abstract void ConvolveWeightGradient(in ConvolutionShape shape, Storage x, Storage delta, Storage dw, bool accumulate);

    /// <summary>The largest entry of each window.</summary>
    internal abstract void MaxPool(in PoolingShape shape, Storage x, Storage y);

    /// <summary>dx (+)= g at the first entry of each window that equals y.</summary>
    internal abstract void MaxPoolBackward(in PoolingShape shape, Storage x, Storage y, Storage gradient, Storage dx, bool accumulate);

    /// <summary>The mean of each window.</summary>
    internal abstract void AveragePool(in PoolingShape shape, Storage x, Storage y);

    /// <summary>dx (+)= g shared evenly over each window.</summary>
    internal abstract void AveragePoolBackward(in PoolingShape shape, Storage gradient, Storage dx, bool accumulate);

    /// <summary>Larger images: each pixel is the nearest, or lies between the nearest.</summary>
    internal abstract void Upsample(in UpsamplingShape shape, Storage x, Storage y);

    /// <summary>dx (+)= g of all pixels that each pixel has a part in, by its weight there.</summary>
    internal abstract void UpsampleBackward(in UpsamplingShape shape, Storage gradient, Storage dx, bool accumulate);

    /// <summary>
    /// y = (x − mean)·r·scale + shift; the means and then r = 1/√(variance + ε) are kept in statistics. Without <paramref name="centred"/>
    /// the mean counts as 0.
    /// </summary>
    internal abstract void Normalize(in NormalizationShape shape, Storage x, Storage? scale, Storage? shift, Storage y, Storage statistics,
        float epsilon, bool centred);

    /// <summary>The derivatives of <see cref="Normalize"/>; where a target is null it is not wanted.</summary>
    internal abstract void NormalizeBackward(
        in NormalizationShape shape, Storage x, Storage? scale, Storage statistics, Storage gradient, Storage? dx, bool addX,
            Storage? dScale, bool addScale, Storage? dShift, bool addShift, bool centred);

    /// <summary>
    /// y = softmax(q·kᵀ/√size)·v for each sample and head; statistics keep the logarithm of each query's sum of exponentials.
    /// </summary>
    internal abstract void Attend(in AttentionShape shape, Storage parts, Storage y, Storage statistics);

    /// <summary>dParts (+)= the derivatives of queries, keys and values from what <see cref="Attend"/> made.</summary>
    internal abstract void AttendBackward(in AttentionShape shape, Storage parts, Storage y, Storage statistics, Storage gradient,
        Storage dParts, bool accumulate);

    /// <summary>y = f(x̂) where a group is one channel, with x̂ as <see cref="Normalize"/> has it.</summary>
    internal abstract void NormalizeColumns<TOperator>(in NormalizationShape shape, Storage x, Storage? scale, Storage? shift, Storage y,
        Storage statistics, float epsilon, float parameter)
        where TOperator : struct, IUnaryOperator;

    /// <summary>
    /// The derivatives of <see cref="NormalizeColumns"/>; where a target is null it is not wanted. dx may be the gradient's memory.
    /// </summary>
    internal abstract void NormalizeColumnsBackward<TOperator>(
        in NormalizationShape shape, Storage x, Storage? scale, Storage? shift, Storage statistics, Storage gradient, Storage? dx,
            bool addX, Storage? dScale, bool addScale, Storage? dShift, bool addShift, float parameter)
        where TOperator : struct, IUnaryOperator;

    /// <summary>y = f((x − mean)·factor + offset), each with an entry for each of the channels of a row.</summary>
    internal abstract void ScaleColumns<TOperator>(Storage x, Storage mean, Storage factor, Storage offset, Storage y, int rows,
        int channels, float parameter)
        where TOperator : struct, IUnaryOperator;

    /// <summary>y = f(a + b).</summary>
    internal abstract void AddThen<TOperator>(Storage a, Storage b, Storage y, int length, float parameter)
        where TOperator : struct, IUnaryOperator;

    /// <summary>
    /// left (+)= g·f′ and right (+)= g·f′, with f′ from y; where a target is null it is not wanted. left may be the gradient's memory.
    /// </summary>
    internal abstract void AddThenBackward<TOperator>(Storage y, Storage gradient, Storage? left, bool addLeft, Storage? right,
        bool addRight, int length, float parameter)
        where TOperator : struct, IUnaryOperator;

    /// <summary>y[o, n, i] (+)= x[o, n, i]·mask(o, i).</summary>
    internal abstract void Drop(in DropoutMask mask, Storage x, Storage y, int outer, int count, int inner, bool accumulate);

    /// <summary>So many products of the same shape, the matrices one behind the other.</summary>
    internal abstract void Products(int count, in ProductShape shape, Storage a, Storage b, Storage c, bool accumulate);

    /// <summary>y[i] = table[rows[i]].</summary>
    internal abstract void Gather(Storage table, ReadOnlySpan<int> rows, Storage y, int width);

    /// <summary>table[rows[i]] += x[i], in the order of i.</summary>
    internal abstract void Scatter(Storage x, ReadOnlySpan<int> rows, Storage table, int width);

    /// <summary>target = values.</summary>
    internal virtual void Load(ReadOnlySpan<float> values, Storage target) => values.CopyTo(target.Span(values.Length));

    /// <summary>Copies rows of numbers between two blocks whose rows lie some stride apart.</summary>
    internal abstract void CopyRows(Storage source, int sourceStart, int sourceStride, Storage target, int targetStart, int targetStride,
        int rows, int width, bool accumulate);

    /// <summary>y (+)= x with its axes in another order: axis i of y is axis order[i] of x.</summary>
    internal abstract void Permute(Storage x, Shape shape, ReadOnlySpan<int> order, Storage y, bool accumulate);

    /// <summary>
    /// Sums over a matrix of samples × units; <paramref name="unitMax"/>, where given, takes the maximum of itself and each unit's largest
    /// |x|.
    /// </summary>
    internal abstract SignalMeasure Measure(Storage x, int rows, int columns, float low, float high, Span<float> unitMax);

    /// <summary>The variance of each entry across samples, as the mean over entries; 0 where all samples are alike.</summary>
    /// <param name="x">Samples × entries.</param>
    /// <param name="samples">Number of samples.</param>
    /// <param name="entries">Entries of a sample.</param>
    /// <param name="largest">The largest |x|, so that squares stay in range.</param>
    internal abstract double SampleVariance(Storage x, int samples, int entries, float largest);

    /// <summary>Moves weights by a rule, and measures what it saw where <paramref name="measured"/>.</summary>
    internal abstract UpdateMeasure Update<TOperator>(Storage weights, Storage gradient, in UpdateState state, int length,
        in UpdateRates rates, bool measured)
        where TOperator : struct, IUpdateOperator;

    /// <summary>The same where the gradient is a product not yet worked out; it is worked out part by part.</summary>
    internal abstract UpdateMeasure Update<TOperator>(Storage weights, PendingProduct gradient, in UpdateState state, in UpdateRates rates,
        bool measured)
        where TOperator : struct, IUpdateOperator;

    /// <summary>Σ x², in a fixed order.</summary>
    internal abstract double SumOfSquares(Storage x, int length);
}
