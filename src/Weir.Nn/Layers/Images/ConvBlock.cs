using Weir.Tensors;

namespace Weir.Nn;

/// <summary>A convolution without bias, batch norm and a function, as one unit: f(norm(x ∗ W)).</summary>
public sealed class ConvBlock : Module
{
    /// <summary>Makes the unit.</summary>
    /// <param name="inputs">Channels that come in.</param>
    /// <param name="outputs">Channels that go out.</param>
    /// <param name="kernel">Height and width of the kernel.</param>
    /// <param name="options">Stride, padding, dilation, groups. Default: padding that keeps the extent of an image at stride 1.</param>
    /// <param name="activation">The function behind it, or null for none.</param>
    /// <param name="weight">First weights. Default He normal.</param>
    public ConvBlock(int inputs, int outputs, Extent kernel, ConvolutionOptions? options = null, Activation? activation = null,
        Initializer? weight = null)
    {
        options ??= new ConvolutionOptions { Padding = new Extent(kernel.Height / 2, kernel.Width / 2) };
        Conv = new Conv2d(inputs, outputs, kernel, options, weight: weight ?? new HeNormal(), hasBias: false);
        Norm = new BatchNorm(outputs);
        Activation = activation;
    }

    /// <summary>The convolution.</summary>
    public Conv2d Conv { get; }

    /// <summary>The batch norm, which brings the offset.</summary>
    public BatchNorm Norm { get; }

    /// <summary>The function, or null.</summary>
    public Activation? Activation { get; }

    /// <inheritdoc/>
    public override string Kind => "conv-block";

    // The norm between convolution and function hands on the distribution.
    internal override void ResolveGains(double? next) => Conv.ResolveGains(Activation?.Gain ?? next);

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor x) => Norm.ApplyWith(Conv.Apply(x).Last(given: x), Activation);
}
