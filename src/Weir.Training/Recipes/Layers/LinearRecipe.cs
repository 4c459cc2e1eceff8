using Weir.Nn;
using Weir.Tensors;

namespace Weir.Training;

/// <summary>Dense layers, f(x·W + b), one or several of the same kind.</summary>
public sealed record LinearRecipe : LayerRecipe
{
    /// <summary>Units; null for as many as the task has outputs: its classes, or 1 for a single number.</summary>
    public int? Units { get; init; }

    /// <summary>How many such layers come one behind the other. Default 1.</summary>
    [Option("How many such layers come one behind the other.", Least = 1, Most = 1000)]
    public int Repeat { get; init; } = 1;

    /// <summary>The function behind the product; null for none.</summary>
    [Option("The function behind the product: a name, or {name: number}.", Family = "activation")]
    public Choice? Activation { get; init; }

    /// <summary>First weights; null for what fits the activation (<see cref="Linear"/>).</summary>
    [Option("First weights: a name, or {name: number}.", Family = "initializer",
        Default = "He normal before a rectifier, LeCun normal before SELU, else Glorot uniform")]
    public Choice? Weight { get; init; }

    /// <summary>First biases; null for zeros.</summary>
    public Choice? Bias { get; init; }

    /// <summary>Whether there is a bias. Default true.</summary>
    public bool HasBias { get; init; } = true;

    /// <summary>
    /// Whether each unit's weight is a direction times a length, both learnt (<see cref="WeightNormLinear"/>); its bias begins at zero.
    /// Default false.
    /// </summary>
    [Option("Whether each unit's weight is a direction times a length, both learnt.")]
    public bool WeightNorm { get; init; }

    /// <inheritdoc/>
    public override int Count => Repeat;

    /// <inheritdoc/>
    public override LayerRecipeTraits Traits => LayerRecipeTraits.Product | LayerRecipeTraits.Dense;

    /// <inheritdoc/>
    public override Choice? OwnFunction => Activation;

    /// <inheritdoc/>
    public override int? OwnWidth => Units;

    /// <inheritdoc/>
    public override (Choice? Weight, Choice? Bias) FirstValues => (Weight, Bias);

    /// <inheritdoc/>
    public override LayerRecipe WithFunction(Choice? function) => this with { Activation = function };

    /// <inheritdoc/>
    public override LayerRecipe WithWidth(int width) => Units is null ? this : this with { Units = width };

    /// <inheritdoc/>
    public override LayerRecipe WithFirstValues(Choice? weight, Choice? bias) => this with { Weight = weight, Bias = bias };

    /// <inheritdoc/>
    public override LayerRecipe Once() => this with { Repeat = 1 };

    /// <inheritdoc/>
    public override LayerRecipe AsHead() => this with { Activation = null, Units = null, Repeat = 1 };

    /// <inheritdoc/>
    public override (Module Module, Shape Output) Build(Shape input, int outputs)
    {
        if (input.Rank == 0)
            throw new ShapeException("linear: a single number came in; samples of one axis or more are expected");
        int units = Units ?? outputs;
        NetworkBuilder.CheckSize((long)input[^1] * units);
        if (WeightNorm)
            return (new WeightNormLinear(input[^1], units, Weight?.Initializer(), Activation?.Activation()), input.With(^1, units));
        Linear layer = new(input[^1], units, Activation?.Activation(), Weight?.Initializer(), Bias?.Initializer(), HasBias);
        return (layer, input.With(^1, units));
    }
}
