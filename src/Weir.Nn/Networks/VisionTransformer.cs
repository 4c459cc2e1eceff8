using Weir.Tensors;

namespace Weir.Nn;

/// <summary>
/// An image cut into patches that a transformer reads as a sequence (Dosovitskiy et al., 2021), with the mean of all places before the last
/// layer.
/// </summary>
public sealed class VisionTransformer : Module
{
    /// <summary>Makes the network.</summary>
    /// <param name="image">Height and width of the images, multiples of the patch.</param>
    /// <param name="outputs">Outputs.</param>
    /// <param name="channels">Channels of the images. Default 3.</param>
    /// <param name="patch">Side of a patch. Default 4.</param>
    /// <param name="width">Features of a place. Default 64.</param>
    /// <param name="depth">Blocks. Default 4.</param>
    /// <param name="heads">Heads of the attention. Default 4.</param>
    /// <param name="dropout">Probability of being dropped in training. Default 0.</param>
    /// <exception cref="ShapeException">Patches do not cover the image.</exception>
    public VisionTransformer(Extent image, int outputs, int channels = 3, int patch = 4, int width = 64, int depth = 4, int heads = 4,
        double dropout = 0)
    {
        if (patch < 1 || image.Height % patch != 0 || image.Width % patch != 0)
            throw new ShapeException($"vision-transformer: patches of {patch} do not cover an image of {image}");
        Patches = new Conv2d(channels, width, patch, new ConvolutionOptions { Stride = patch });
        Positions = new LearnedPositions(image.Height / patch * (image.Width / patch), width);
        Blocks = [.. Enumerable.Range(0, depth).Select(_ => new TransformerBlock(width, heads, dropout: dropout))];
        Norm = new LayerNorm(width);
        Head = new Linear(width, outputs);
    }

    /// <summary>Makes a place of each patch.</summary>
    public Conv2d Patches { get; }

    /// <summary>Tells places apart.</summary>
    public LearnedPositions Positions { get; }

    /// <summary>The blocks in order.</summary>
    public IReadOnlyList<TransformerBlock> Blocks { get; }

    /// <summary>The norm behind them.</summary>
    public LayerNorm Norm { get; }

    /// <summary>The last layer.</summary>
    public Linear Head { get; }

    /// <inheritdoc/>
    public override string Kind => "vision-transformer";

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor x)
    {
        Tensor y = Patches.Apply(x);
        y = Positions.Apply(y.Reshape(new Shape(y.Shape[0], y.Shape[1] * y.Shape[2], y.Shape[3])));
        foreach (TransformerBlock block in Blocks)
            y = block.Apply(y).Replacing(y, given: x);
        return Head.Apply(Norm.Apply(y).Mean(1));
    }
}
