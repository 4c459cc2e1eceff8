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
        ValueTargets values => values.PositionWidth,
        _ => throw new DataException($"targets of type {targets.GetType().Name} cannot be trained on"),
    };

    /// <summary>
    /// The shape that the network must end in for one sample: (outputs), or (positions, outputs) where each position has a target of its
    /// own, or (height, width, outputs) where each pixel has.
    /// </summary>
    public static Shape OutputShape(Targets targets) => targets switch
    {
        ClassTargets { Grid: { } grid } classes => new Shape(grid.Height, grid.Width, classes.Classes),
        ClassTargets { Positions: > 1 } classes => new Shape(classes.Positions, classes.Classes),
        ValueTargets { Positions: > 1 } values => new Shape(values.Positions, values.PositionWidth),
        _ => new Shape(Outputs(targets)),
    };

    /// <summary>Whether targets are two classes that one output may tell apart: of a sample, or of each of its pixels.</summary>
    public static bool IsTwoClasses(Targets targets) =>
        targets is ClassTargets { Classes: 2 } classes && (classes.Positions == 1 || classes.Grid is not null);

    /// <summary>Throws when the loss cannot be taken against the targets.</summary>
    public static void Check(Recipe recipe, Loss loss, Dataset training)
    {
        if (training.Targets is not ValueTargets values)
            return;
        if (loss.RefusesValues(training.Name, values.Known) is { } wrong)
            throw new RecipeException(recipe.Place.Of("loss"), $"loss: {loss.Name} {wrong}");
    }
}
