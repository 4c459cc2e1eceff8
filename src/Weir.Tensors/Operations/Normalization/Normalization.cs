using Weir.Tensors.Backends;

namespace Weir.Tensors;

/// <summary>Brings a signal to mean 0 and deviation 1, and then scales and shifts it.</summary>
public static class Normalization
{
    /// <summary>Over all axes but the last: each channel by the statistics of the batch (Ioffe and Szegedy, 2015).</summary>
    /// <param name="x">(…, channels) with more than one row.</param>
    /// <param name="scale">(channels), or null for ones.</param>
    /// <param name="shift">(channels), or null for zeros.</param>
    /// <param name="epsilon">Is added to the variance. Default 1e-5.</param>
    /// <param name="mean">Takes each channel's mean; may be empty.</param>
    /// <param name="variance">Takes each channel's variance, divided by the number of rows; may be empty.</param>
    /// <exception cref="ShapeException">Shapes that do not fit, or a single row.</exception>
    public static Tensor BatchNormalize(this Tensor x, Tensor? scale, Tensor? shift, float epsilon = 1e-5f, Span<float> mean = default,
        Span<float> variance = default)
    {
        int channels = Channels("batchNormalize", x.Shape), rows = channels == 0 ? 0 : x.Shape.Size / channels;
        if (rows < 2)
            throw new ShapeException($"batchNormalize: shape {x.Shape} has {rows} {(rows == 1 ? "row" : "rows")} for each channel; a "
                + "variance needs two or more: use a larger batch, or evaluation mode");
        return NormalizationOperation.Batch.Apply(x, scale, shift, new NormalizationShape(1, rows, channels, 1), epsilon, mean, variance);
    }

    /// <summary>Over the last axis: each row by itself (Ba, Kiros and Hinton, 2016).</summary>
    /// <param name="x">(…, features).</param>
    /// <param name="scale">(features), or null for ones.</param>
    /// <param name="shift">(features), or null for zeros.</param>
    /// <param name="epsilon">Is added to the variance. Default 1e-5.</param>
    /// <exception cref="ShapeException">Shapes that do not fit.</exception>
    public static Tensor LayerNormalize(this Tensor x, Tensor? scale, Tensor? shift, float epsilon = 1e-5f)
    {
        int features = Channels("layerNormalize", x.Shape);
        return NormalizationOperation.Layer.Apply(x, scale, shift,
            new NormalizationShape(features == 0 ? 0 : x.Shape.Size / features, 1, 1, features), epsilon, default, default);
    }

    /// <summary>Over the last axis without taking the mean away: x/√(mean x² + ε)·scale (Zhang and Sennrich, 2019).</summary>
    /// <param name="x">(…, features).</param>
    /// <param name="scale">(features), or null for ones.</param>
    /// <param name="epsilon">Is added to the mean square. Default 1e-5.</param>
    /// <exception cref="ShapeException">Shapes that do not fit.</exception>
    public static Tensor RmsNormalize(this Tensor x, Tensor? scale, float epsilon = 1e-5f)
    {
        int features = Channels("rmsNormalize", x.Shape);
        return NormalizationOperation.Rms.Apply(x, scale, null,
            new NormalizationShape(features == 0 ? 0 : x.Shape.Size / features, 1, 1, features), epsilon, default, default);
    }

    /// <summary>
    /// Over the pixels and the channels of a group, each sample by itself (Wu and He, 2018). One channel a group is instance norm.
    /// </summary>
    /// <param name="x">(samples, …, channels).</param>
    /// <param name="groups">Divides the channels.</param>
    /// <param name="scale">(channels), or null for ones.</param>
    /// <param name="shift">(channels), or null for zeros.</param>
    /// <param name="epsilon">Is added to the variance. Default 1e-5.</param>
    /// <exception cref="ShapeException">Shapes that do not fit.</exception>
    public static Tensor GroupNormalize(this Tensor x, int groups, Tensor? scale, Tensor? shift, float epsilon = 1e-5f)
    {
        int channels = Channels("groupNormalize", x.Shape);
        if (x.Shape.Rank < 2 || groups < 1 || channels % groups != 0)
            throw new ShapeException($"groupNormalize: {groups} groups do not divide the last axis of {x.Shape}; (samples, …, channels) "
                + "is expected");
        int pixels = x.Shape.SizeFrom(1) / Math.Max(1, channels);
        return NormalizationOperation.Group.Apply(x, scale, shift, new NormalizationShape(x.Shape[0], pixels, groups, channels / groups),
            epsilon, default, default);
    }

    private static int Channels(string name, Shape shape) =>
        shape.Rank == 0 ? throw new ShapeException($"{name}: a single number has no axis to normalise over") : shape[^1];
}

/// <summary>
/// y = x̂·scale + shift with x̂ = (x − mean)·r and r = 1/√(variance + ε). With g = ∂loss/∂y·scale the gradient is
/// r·(g − mean g − x̂·mean(g·x̂)): what would only move or stretch the signal is taken out of it.
/// </summary>
/// <remarks>Where a group is one channel a function can be fused into it; f′ is then worked out again from x, so that x̂·scale + shift is
/// never stored.</remarks>
internal sealed class NormalizationOperation(string name, bool centred, UnaryOperation? activation = null, float parameter = 0) : Operation
{
    public static NormalizationOperation Batch { get; } = new("batchNormalize", centred: true);

    public static NormalizationOperation Layer { get; } = new("layerNormalize", centred: true);

    public static NormalizationOperation Group { get; } = new("groupNormalize", centred: true);

    public static NormalizationOperation Rms { get; } = new("rmsNormalize", centred: false);

    public override string Name { get; } = activation is null ? name : $"{name}+{activation.Name}";

    /// <summary>Batch norm with a function of its result in the same pass.</summary>
    public static NormalizationOperation BatchWith(UnaryOperation activation, float parameter) =>
        new("batchNormalize", centred: true, activation, parameter);

    public Tensor Apply(Tensor input, Tensor? scale, Tensor? shift, in NormalizationShape shape, float epsilon,
        Span<float> mean, Span<float> variance)
    {
        Node x = input.Node;
        Node? one = scale?.Node, two = shift?.Node;
        Check("scale", one, x, shape.Channels);
        Check("shift", two, x, shape.Channels);
        if (!(epsilon > 0))
            throw new ArgumentOutOfRangeException(nameof(epsilon), epsilon, $"{name}: epsilon is above 0");
        Tape tape = Tapes.Of(Name, x, one, two);
        Node output = tape.Make(x.Shape);
        (output.Split, output.Offset) = (shape.Outer, shape.Groups);
        output.Saved = tape.Rent(shape.Statistics);
        if (activation is null)
            tape.Backend.Normalize(shape, x.Storage, one?.Storage, two?.Storage, output.Storage, output.Saved, epsilon, centred);
        else
            activation.NormalizeColumns(tape.Backend, shape, x.Storage, one?.Storage, two?.Storage, output.Storage, output.Saved, epsilon,
                parameter);
        ReadOnlySpan<float> statistics = output.Saved.Span(shape.Statistics);
        int count = shape.Outer * shape.Groups;
        if (!mean.IsEmpty)
            statistics[..count].CopyTo(mean);
        for (int i = 0; i < variance.Length; i++)
            variance[i] = (float)Math.Max(0, (1 / Math.Pow(statistics[count + i], 2)) - epsilon);

        // Inputs are known by their number: 0 the signal, 1 the scale or else the shift. A bit of the parameter says which there are.
        output.Parameter = (one is null ? 0 : 1) + (two is null ? 0 : 2);
        return one is null ? tape.Record(this, output, x, two) : tape.Record(this, output, x, one, two);
    }

    internal override void Backward(Node node, Tape tape)
    {
        Node x = node.Inputs[0];
        int given = (int)node.Parameter;
        Node? scale = (given & 1) == 0 ? null : node.Inputs[1], shift = (given & 2) == 0 ? null : node.Inputs[given == 3 ? 2 : 1];
        int channels = scale?.Size ?? shift?.Size ?? 0;
        NormalizationShape shape = ShapeOf(node, x.Shape, channels);
        bool addX = false, addScale = false, addShift = false;
        Storage gradient = node.Gradient!;
        bool inPlace = shape.Inner == 1 && centred && x.NeedsGradient && Tape.TryMoveGradient(node, x);
        Storage? dx = inPlace ? gradient : x.NeedsGradient ? tape.GradientOf(x, out addX) : null;
        Storage? dScale = scale is { NeedsGradient: true } ? tape.GradientOf(scale, out addScale) : null;
        Storage? dShift = shift is { NeedsGradient: true } ? tape.GradientOf(shift, out addShift) : null;
        if (activation is not null)
            activation.NormalizeColumnsBackward(tape.Backend, shape, x.Storage, scale?.Storage, shift?.Storage, node.Saved!, gradient, dx,
                addX, dScale, addScale, dShift, addShift, parameter);
        else if (inPlace)
            tape.Backend.NormalizeColumnsBackward<IdentityOperator>(shape, x.Storage, scale?.Storage, shift?.Storage, node.Saved!, gradient,
                dx, addX, dScale, addScale, dShift, addShift, 0);
        else
            tape.Backend.NormalizeBackward(shape, x.Storage, scale?.Storage, node.Saved!, gradient, dx, addX, dScale, addScale, dShift,
                addShift, centred);
    }

    private static NormalizationShape ShapeOf(Node node, Shape shape, int channels)
    {
        int outer = node.Split, groups = node.Offset;
        int last = shape[^1];
        // Where groups are channels (batch norm, instance norm) a group has one channel; else the last axis is shared among them.
        int inner = groups == 0 ? 0 : last / groups;
        int count = outer * last == 0 ? 0 : shape.Size / (outer * last);
        return channels == 0 || channels == last ? new NormalizationShape(outer, count, groups, inner)
            : throw new InvalidOperationException("normalize: the scale has changed its shape");
    }

    private void Check(string what, Node? node, Node x, int channels)
    {
        if (node is not null && (node.Shape.Rank != 1 || node.Shape[0] != channels))
            throw new ShapeException($"{Name}: {what} {node.Shape} does not fit a signal of shape {x.Shape}: one entry for each of its "
                + $"{channels} channels is expected");
    }
}
