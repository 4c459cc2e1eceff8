
namespace Weir.Inference;

/// <summary>How a text goes on.</summary>
public sealed record TextGenerationOptions
{
    /// <summary>Characters to write. Default 500.</summary>
    public int Length { get; init; } = 500;

    /// <summary>
    /// What logits are divided by before one is drawn, 0 or more: 1 draws as the network says, less keeps to what is probable, 0 takes the
    /// most probable always. Default 0.8.
    /// </summary>
    public double Temperature { get; init; } = 0.8;

    /// <summary>How many of the most probable characters are drawn from. Default null: all.</summary>
    public int? Top { get; init; }

    /// <summary>The seed of what is drawn. Default 1.</summary>
    public long Seed { get; init; } = 1;
}
