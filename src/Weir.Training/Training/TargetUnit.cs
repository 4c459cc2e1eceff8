using Weir.Data;
using Weir.Nn;

namespace Weir.Training;

/// <summary>How the target values of a run are scaled for the training, and what brings its losses back to their unit.</summary>
/// <param name="Standardizer">What target values are scaled by.</param>
/// <param name="LossScale">What a loss on scaled targets is multiplied by to be in the targets' unit; 1 where it has none.</param>
internal sealed record TargetUnit(Standardizer Standardizer, double LossScale)
{
    /// <summary>Fits it on the training part.</summary>
    /// <param name="recipe">What is wanted.</param>
    /// <param name="loss">The loss.</param>
    /// <param name="model">The network: one that ends in a function has targets that were brought into that function's range.</param>
    /// <param name="training">The training part.</param>
    /// <exception cref="RecipeException">Target values are to be scaled that there are not, or that the loss takes within 0 and 1
    /// alone.</exception>
    public static TargetUnit Of(Recipe recipe, Loss loss, Module model, Dataset training)
    {
        bool possible = training.Targets is ValueTargets && loss.TakesScaledTargets;
        if (recipe.Data.Targets == TargetScaling.Standardize && !possible)
        {
            throw new RecipeException(recipe.Data.Place.Of("targets"), training.Targets is ValueTargets
                ? $"data.targets: {loss.Name} takes certain targets alone, so that they cannot be standardized; leave 'targets' out"
                : $"data.targets: the targets of {training.Name} are classes, which cannot be standardized; leave 'targets' out");
        }

        bool wanted = recipe.Data.Targets == TargetScaling.Standardize
            || (recipe.Data.Targets == TargetScaling.Auto && possible && EndsLinear(model));
        if (!wanted)
            return new TargetUnit(Standardizer.Identity, 1);
        Standardizer standardizer = Standardizer.FitTargets(training);
        return new TargetUnit(standardizer, ScaleOf(loss, standardizer));
    }

    /// <summary>What a loss on targets that are scaled is multiplied by to be in their unit; 1 where it has none.</summary>
    // Columns of unlike units have no common one.
    public static double ScaleOf(Loss loss, Standardizer targets) =>
        loss.Degree is { } degree && targets.Scale.Length == 1 ? Math.Pow(targets.Scale[0], degree) : 1;

    private static bool EndsLinear(Module model) =>
        model.Layers().LastOrDefault() is { } last && last.Traits.HasFlag(LayerTraits.Linear)
            && last.OwnParameters.Any(parameter => parameter.Kind == ParameterKind.Weight);
}
