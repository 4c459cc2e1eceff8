using Weir.Tensors;

namespace Weir.Nn;

/// <summary>Each channel times a gate in (0, 1) that a small network makes of the means of all channels (Hu, Shen and Sun, 2018).</summary>
public sealed class SqueezeExcite : Module
{
    /// <summary>Makes the block.</summary>
    /// <param name="channels">Channels of the images.</param>
    /// <param name="reduction">Channels for each unit of the small network. Default 16.</param>
    public SqueezeExcite(int channels, int reduction = 16)
    {
        int units = Math.Max(1, channels / reduction);
        Squeeze = new Linear(channels, units, new Relu());
        Excite = new Linear(units, channels, new Sigmoid());
    }

    /// <summary>(channels, channels / reduction).</summary>
    public Linear Squeeze { get; }

    /// <summary>(channels / reduction, channels).</summary>
    public Linear Excite { get; }

    /// <inheritdoc/>
    public override string Kind => "squeeze-excite";

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor x)
    {
        Tensor gate = Excite.Apply(Squeeze.Apply(Images.Check(this, x).GlobalAveragePool()));
        return x.Multiply(gate.Reshape(new Shape(x.Shape[0], 1, 1, x.Shape[3])));
    }
}
