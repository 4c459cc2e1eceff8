using Weir.Data;
using Weir.Nn;
using Weir.Tensors;

namespace Weir.Training;

/// <summary>Whether loss and targets fit each other.</summary>
internal static class TaskContract
{
    /// <summary>The outputs that the targets need.</summary>
    public static int Outputs(Targets targets) => targets switch
    {
        ClassTargets classes => classes.Classes,
        ValueTargets values => values.Width,
        _ => throw new DataException($"targets of type {targets.GetType().Name} cannot be trained on"),
    };

    /// <summary>The shape that the network must end in for one sample: (outputs), or (positions, outputs) where each position has a class of its own.</summary>
    public static Shape OutputShape(Targets targets) => targets is ClassTargets { Positions: > 1 } classes ? new Shape(classes.Positions, classes.Classes) : new Shape(Outputs(targets));

    /// <summary>Throws when the loss cannot be taken against the targets.</summary>
    public static void Check(Recipe recipe, Dataset training)
    {
        if (training.Targets is not ValueTargets values)
            return;
        switch (recipe.Loss.Loss())
        {
            case CrossEntropy:
                throw new RecipeException(recipe.Place, $"loss: cross-entropy tells classes apart, but the targets of {training.Name} are values; use mean-squared-error, mean-absolute-error or huber, or set data.task to classification");
            case SigmoidCrossEntropy when values.Values.AsSpan().ContainsAnyExceptInRange(0f, 1f):
                throw new RecipeException(recipe.Place, $"loss: sigmoid-cross-entropy needs targets from 0 to 1, but {training.Name} has others; use mean-squared-error, mean-absolute-error or huber");
        }
    }
}
