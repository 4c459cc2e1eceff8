using Weir.Tensors;
using Weir.Tensors.Backends;

namespace Weir.Nn;

/// <summary>
/// Each channel (the last axis) brought to mean 0 and deviation 1, scaled and shifted (Ioffe and Szegedy, 2015): in training by the
/// statistics of the batch over all other axes, in evaluation by running ones. For dense signals and images alike.
/// </summary>
public sealed class BatchNorm : Module, IFusesActivation, IRunningStatistics
{
    private readonly float[] _mean;
    private readonly float[] _variance;
    private readonly float _momentum;
    private readonly float _epsilon;
    private (Activation Activation, NormalizationOperation Operation)? _fused;

    /// <summary>Makes the layer.</summary>
    /// <param name="channels">Length of the last axis.</param>
    /// <param name="momentum">Share of the batch's statistics in the running ones after each step, in (0, 1]. Default 0.1.</param>
    /// <param name="epsilon">Is added to the variance, above 0. Default 1e-5.</param>
    /// <param name="scale">First scale. Default ones.</param>
    public BatchNorm(int channels, double momentum = 0.1, double epsilon = 1e-5, Initializer? scale = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(channels, 1);
        if (momentum is not (> 0 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(momentum), momentum, "the momentum of batch norm lies in (0, 1]");
        (_momentum, _epsilon) = ((float)momentum, (float)NormalizationEpsilon.Checked(epsilon));
        _mean = new float[channels];
        _variance = new float[channels];
        Scale = new Parameter(new Shape(channels), scale ?? new Constant(1), ParameterKind.Scale);
        Shift = new Parameter(new Shape(channels), new Zeros(), ParameterKind.Bias);
        RunningMean = new ModuleBuffer(new Shape(channels));
        RunningVariance = new ModuleBuffer(new Shape(channels), 1);
    }

    /// <summary>Share of the batch's statistics in the running ones after each step.</summary>
    public double Momentum => _momentum;

    /// <summary>Is added to the variance.</summary>
    public double Epsilon => _epsilon;

    /// <summary>(channels).</summary>
    public Parameter Scale { get; }

    /// <summary>(channels).</summary>
    public Parameter Shift { get; }

    /// <summary>The mean used in evaluation.</summary>
    public ModuleBuffer RunningMean { get; }

    /// <summary>The variance used in evaluation, divided by one less than the number of rows.</summary>
    public ModuleBuffer RunningVariance { get; }

    /// <inheritdoc/>
    public override LayerTraits Traits =>
        LayerTraits.Linear | LayerTraits.PassesGain | LayerTraits.BatchStatistics | LayerTraits.Normalizes;

    /// <inheritdoc/>
    public override string Kind => "batch-norm";

    Tensor IFusesActivation.ForwardWith(Tensor x, Activation activation) => Forward(x, activation);

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor x) => Forward(x, null);

    private Tensor Forward(Tensor x, Activation? activation)
    {
        int channels = Scale.Shape[0];
        if (x.Shape.Rank < 2 || x.Shape[^1] != channels)
            throw new LayerShapeException(this, $"a signal of shape {x.Shape} came in; its last axis must have {channels} channels");
        if (IsTraining)
            return ByBatch(x, channels, activation);
        if (!Tapes.Of(Kind, x.Node).Recording)
            return FixedNormalization.Apply(x, FillFixed, activation?.Operation, activation?.Parameter ?? 0);
        Tensor y = ByRunning(x);
        return activation is null ? y : activation.Operation!.Apply(y, activation.Parameter);
    }

    private Tensor ByBatch(Tensor x, int channels, Activation? activation)
    {
        int rows = x.Shape.Size / channels;
        if (rows < 2)
            throw new LayerShapeException(this, $"one sample of shape {x.Shape} came in, in training; a variance needs two samples or "
                + "more: use a larger batch, leave a last batch of one out ('drop-last'), or model.Train(false) to evaluate");
        Tensor y = OperationWith(activation)
            .Apply(x, Scale.Value, Shift.Value, new NormalizationShape(1, rows, channels, 1), _epsilon, _mean, _variance);
        // Of shapes alone there are no statistics.
        if (y.Node.Tape is { Backend.Computes: false })
            return y;
        Span<float> mean = RunningMean.Value.Node.Storage.Span(channels), variance = RunningVariance.Value.Node.Storage.Span(channels);
        float unbiased = (float)rows / (rows - 1);
        for (int i = 0; i < channels; i++)
        {
            mean[i] += _momentum * (_mean[i] - mean[i]);
            variance[i] += _momentum * ((_variance[i] * unbiased) - variance[i]);
        }

        return y;
    }

    private NormalizationOperation OperationWith(Activation? activation)
    {
        if (activation is null)
            return NormalizationOperation.Batch;
        if (_fused is not { } fused || !ReferenceEquals(fused.Activation, activation))
            _fused = fused = (activation, NormalizationOperation.BatchWith(activation.Operation!, activation.Parameter));
        return fused.Operation;
    }

    /// <summary>Mean, factor and offset of each channel in evaluation.</summary>
    private void FillFixed(Span<float> mean, Span<float> factor, Span<float> offset)
    {
        int channels = mean.Length;
        RunningMean.Value.Node.Storage.Span(channels).CopyTo(mean);
        Shift.Value.Node.Storage.Span(channels).CopyTo(offset);
        ReadOnlySpan<float> scale = Scale.Value.Node.Storage.Span(channels), variance = RunningVariance.Value.Node.Storage.Span(channels);
        for (int i = 0; i < channels; i++)
            factor[i] = scale[i] / MathF.Sqrt(variance[i] + _epsilon);
    }

    private Tensor ByRunning(Tensor x)
    {
        Tape tape = Tapes.Of(Kind, x.Node);
        Tensor factor = tape.Full(RunningVariance.Shape, _epsilon).Add(RunningVariance.Value).Sqrt();
        factor = Scale.Value.Divide(factor);
        return x.Multiply(factor).Add(Shift.Value.Subtract(factor.Multiply(RunningMean.Value)));
    }
}
