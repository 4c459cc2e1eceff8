using Weir.Tensors;

namespace Weir.Training;

/// <summary>
/// A penalty on the norm of the loss's gradient, λ‖∇L‖, which draws training to flat places (Zhao, Zhang and Hu, 2022). Its own gradient is
/// taken as a difference: a second pass goes at weights that are moved by <see cref="Radius"/> along the gradient. A step takes twice its
/// time. With the strength equal to the radius only the second gradient counts: sharpness-aware minimisation (Foret et al., 2021).
/// </summary>
public sealed record GradientPenaltyOptions : IDeclaresOptions
{
    /// <summary>λ: how much the norm counts beside the loss; above 0, at most the radius. Default 0.02.</summary>
    [Option("How much the norm counts beside the loss; at most the radius.", Least = 0, AboveLeast = true)]
    public double Strength { get; init; } = 0.02;

    /// <summary>How far the weights are moved for the second pass, all together as a norm; above 0. Default 0.05.</summary>
    [Option("How far the weights are moved for the second pass, as a norm.", Least = 0, AboveLeast = true)]
    public double Radius { get; init; } = 0.05;

    /// <summary>What is wrong with the two; null where nothing is.</summary>
    internal string? Fault => !(Radius > 0) ? $"the radius is {Radius}; it must be above 0"
        : !(Strength > 0 && Strength <= Radius) ? $"the strength is {Strength}; it must be above 0 and at most the radius, {Radius}"
        : null;
}
