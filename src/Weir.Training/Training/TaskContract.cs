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

    /// <summary>
    /// The shape that the network must end in for one sample: (outputs), or (positions, outputs) where each position has a class of its
    /// own.
    /// </summary>
    public static Shape OutputShape(Targets targets) => targets is ClassTargets { Positions: > 1 } classes
        ? new Shape(classes.Positions, classes.Classes) : new Shape(Outputs(targets));

    /// <summary>Throws when the loss cannot be taken against the targets.</summary>
    public static void Check(Recipe recipe, Loss loss, Dataset training)
    {
        if (training.Targets is not ValueTargets values)
            return;
        if (loss.RefusesValues(training.Name, values.Values) is { } wrong)
            throw new RecipeException(recipe.Place.Of("loss"), $"loss: {loss.Name} {wrong}");
    }
}
