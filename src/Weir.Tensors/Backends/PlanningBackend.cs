using Weir.Tensors.Backends.Simd;

namespace Weir.Tensors.Backends;

/// <summary>
/// Computes nothing: a tape over it goes through a step by shapes alone and takes no memory, so that shapes and
/// <see cref="Tape.PoolBytes"/> are known before a network has its values, and of networks that do not fit. Numbers that are asked for
/// are 0. What reads numbers on the host (labels, operations from outside) takes memory for those.
/// </summary>
public sealed class PlanningBackend : Backend
{
    /// <inheritdoc/>
    public override string Name => "planning";

    internal override bool Computes => false;

    /// <summary>
    /// Bytes of the largest kernel of a convolution as those who compute pack it, all threads together: a copy with its channels filled up
    /// to whole vectors, and four times as many where Winograd's method has 36 numbers for 9.
    /// </summary>
    internal long PackedBytes { get; private set; }

    /// <summary>Bytes of the pixels that a thread brings to the points of that method at a time, and of their outputs, at most.</summary>
    internal long BlockBytes { get; private set; }

    internal override void Load(ReadOnlySpan<float> values, Storage target)
    {
        // Memory that somebody has touched may be read again, as tokens are, and holds what it served before.
        if (target.IsTaken)
            values.CopyTo(target.Span(values.Length));
    }

    internal override void Unary<TOperator>(Storage x, Storage y, int length, float parameter)
    {
    }

    internal override void UnaryBackward<TOperator>(Storage x, Storage y, Storage gradient, Storage dx, int length, float parameter,
        bool accumulate)
    {
    }

    internal override void Binary<TOperator>(in Broadcast shapes, Storage a, Storage b, Storage y, float parameter)
    {
    }

    internal override void BinaryBackward<TOperator>(in Broadcast shapes, Side side, Storage a, Storage b, Storage gradient, Storage d,
        float parameter, bool accumulate)
    {
    }

    internal override void Scale(Storage x, Storage y, int length, float scale, bool accumulate)
    {
    }

    internal override void Sum(Storage x, Storage y, int outer, int count, int inner, float scale, bool accumulate)
    {
    }

    internal override void BroadcastAxis(Storage x, Storage y, int outer, int count, int inner, float scale, bool accumulate)
    {
    }

    internal override void Max(Storage x, Storage y, int outer, int count, int inner)
    {
    }

    internal override void MaxBackward(Storage x, Storage y, Storage gradient, Storage dx, int outer, int count, int inner,
        bool accumulate)
    {
    }

    internal override void Softmax(Storage x, Storage y, int rows, int columns, bool logarithm)
    {
    }

    internal override void SoftmaxBackward(Storage y, Storage gradient, Storage dx, int rows, int columns, bool logarithm,
        bool accumulate)
    {
    }

    internal override void CrossEntropy(Storage logits, ReadOnlySpan<int> labels, Storage losses, Storage probabilities, int rows,
        int columns, float smoothing)
    {
    }

    internal override void CrossEntropyBackward(Storage probabilities, ReadOnlySpan<int> labels, Storage gradient, Storage dx, int rows,
        int columns, float smoothing, bool accumulate)
    {
    }

    internal override void Product(in ProductShape shape, Storage a, Storage b, Storage c, bool accumulate)
    {
    }

    internal override void Product(in ProductShape shape, Storage a, Storage b, Storage c, Storage? bias, UnaryOperation? activation,
        float parameter)
    {
    }

    internal override void Convolve(in ConvolutionShape shape, Storage x, Storage w, Storage y, Storage? bias,
        UnaryOperation? activation, float parameter) => Pack(shape);

    internal override void ConvolveInputGradient(in ConvolutionShape shape, Storage delta, Storage w, Storage dx, bool accumulate) =>
        Pack(shape);

    internal override void ConvolveWeightGradient(in ConvolutionShape shape, Storage x, Storage delta, Storage dw, bool accumulate) =>
        Pack(shape);

    private void Pack(in ConvolutionShape shape)
    {
        int taps = shape.Kernel.Height * shape.Kernel.Width;
        long filled = (shape.GroupOutputs + Storage.Line - 1) / Storage.Line * Storage.Line;
        bool winograd = taps == 9 && shape.Kernel.Height == 3 && shape.Stride == 1 && shape.Dilation == 1 && !shape.IsDepthwise;
        PackedBytes = Math.Max(PackedBytes, taps * shape.GroupChannels * filled * (winograd ? 4 : 1) * sizeof(float));
        if (winograd)
            BlockBytes = Math.Max(BlockBytes, 36L * WinogradTiles.MostTiles * (shape.GroupChannels + filled) * sizeof(float));
    }

    internal override void MaxPool(in PoolingShape shape, Storage x, Storage y)
    {
    }

    internal override void MaxPoolBackward(in PoolingShape shape, Storage x, Storage y, Storage gradient, Storage dx, bool accumulate)
    {
    }

    internal override void AveragePool(in PoolingShape shape, Storage x, Storage y)
    {
    }

    internal override void AveragePoolBackward(in PoolingShape shape, Storage gradient, Storage dx, bool accumulate)
    {
    }

    internal override void Upsample(in UpsamplingShape shape, Storage x, Storage y)
    {
    }

    internal override void UpsampleBackward(in UpsamplingShape shape, Storage gradient, Storage dx, bool accumulate)
    {
    }

    internal override void Normalize(in NormalizationShape shape, Storage x, Storage? scale, Storage? shift, Storage y,
        Storage statistics, float epsilon, bool centred)
    {
    }

    internal override void NormalizeBackward(in NormalizationShape shape, Storage x, Storage? scale, Storage statistics,
        Storage gradient, Storage? dx, bool addX, Storage? dScale, bool addScale, Storage? dShift, bool addShift, bool centred)
    {
    }

    internal override void Attend(in AttentionShape shape, Storage parts, Storage y, Storage statistics)
    {
    }

    internal override void AttendBackward(in AttentionShape shape, Storage parts, Storage y, Storage statistics, Storage gradient,
        Storage dParts, bool accumulate)
    {
    }

    internal override void NormalizeColumns<TOperator>(in NormalizationShape shape, Storage x, Storage? scale, Storage? shift, Storage y,
        Storage statistics, float epsilon, float parameter)
    {
    }

    internal override void NormalizeColumnsBackward<TOperator>(in NormalizationShape shape, Storage x, Storage? scale, Storage? shift,
        Storage statistics, Storage gradient, Storage? dx, bool addX, Storage? dScale, bool addScale, Storage? dShift, bool addShift,
        float parameter)
    {
    }

    internal override void ScaleColumns<TOperator>(Storage x, Storage mean, Storage factor, Storage offset, Storage y, int rows,
        int channels, float parameter)
    {
    }

    internal override void AddThen<TOperator>(Storage a, Storage b, Storage y, int length, float parameter)
    {
    }

    internal override void AddThenBackward<TOperator>(Storage y, Storage gradient, Storage? left, bool addLeft, Storage? right,
        bool addRight, int length, float parameter)
    {
    }

    internal override void Drop(in DropoutMask mask, Storage x, Storage y, int outer, int count, int inner, bool accumulate)
    {
    }

    internal override void Products(int count, in ProductShape shape, Storage a, Storage b, Storage c, bool accumulate)
    {
    }

    internal override void Gather(Storage table, ReadOnlySpan<int> rows, Storage y, int width)
    {
    }

    internal override void Scatter(Storage x, ReadOnlySpan<int> rows, Storage table, int width)
    {
    }

    internal override void CopyRows(Storage source, int sourceStart, int sourceStride, Storage target, int targetStart, int targetStride,
        int rows, int width, bool accumulate)
    {
    }

    internal override void Permute(Storage x, Shape shape, ReadOnlySpan<int> order, Storage y, bool accumulate)
    {
    }

    internal override SignalMeasure Measure(Storage x, int rows, int columns, float low, float high, Span<float> unitMax) => default;

    internal override double SampleVariance(Storage x, int samples, int entries, float largest) => default;

    internal override UpdateMeasure Update<TOperator>(Storage weights, Storage gradient, in UpdateState state, int length,
        in UpdateRates rates, bool measured) => default;

    internal override UpdateMeasure Update<TOperator>(Storage weights, PendingProduct gradient, in UpdateState state,
        in UpdateRates rates, bool measured) => default;

    internal override double SumOfSquares(Storage x, int length) => default;
}
