using Weir.Data;
using Weir.Training;

namespace Weir.Studies;

/// <summary>Whether a study's cells can have the measures that its file asks for.</summary>
internal static class MeasureCheck
{
    private static readonly (MeasureNeeds Need, string Lack)[] s_lacks =
    [
        (MeasureNeeds.Classes, "their targets are values, and no classes"),
        (MeasureNeeds.Values, "their targets are classes, and no values"),
        (MeasureNeeds.Validation, "their data has no validation part"),
        (MeasureNeeds.Test, "their data has no test part"),
        (MeasureNeeds.Flow, "their flow is not measured"),
        (MeasureNeeds.Rules, "the rules of diagnosis do not watch them"),
        (MeasureNeeds.Recurrent, "no layer of theirs goes along a sequence"),
    ];

    /// <summary>The measures that no cell can have, each where it is asked for.</summary>
    /// <param name="study">The study.</param>
    /// <param name="cells">Its cells, which can be run.</param>
    /// <param name="data">Their data.</param>
    public static IEnumerable<RecipeError> Errors(Study study, IReadOnlyList<Cell> cells, SharedData data)
    {
        if (study.NamedMeasures.Count == 0)
            return [];
        MeasureNeeds[] all = [.. cells.Select(cell => Of(study, data.RecipeOf(PlannedRun.Of(cell, study.Seeds[0])), data)).Distinct()];
        return study.NamedMeasures.Select(named => Error(named, all)).OfType<RecipeError>();
    }

    private static RecipeError? Error(NamedMeasure named, MeasureNeeds[] all)
    {
        if (MeasureList.Find(named.Name) is not { Needs: var needs } || all.Any(cell => (needs & ~cell) == MeasureNeeds.None))
            return null;
        // Cells may lack it for several reasons; that of the first is told.
        MeasureNeeds lacks = needs & ~all[0];
        return new RecipeError(named.Place, $"{named.Path}: no cell can have '{named.Name}': "
            + string.Join(", and ", s_lacks.Where(each => lacks.HasFlag(each.Need)).Select(each => each.Lack)));
    }

    /// <summary>What a run with a recipe has.</summary>
    private static MeasureNeeds Of(Study study, Recipe recipe, SharedData data)
    {
        DataSplit split = data.Of(recipe);
        bool isOfValues = OutputSignature.Of(split, recipe.Loss.Loss(), isStandardized: false, isOneForTwo: false).Kind
            == OutputKind.Values;
        return (isOfValues ? MeasureNeeds.Values : MeasureNeeds.Classes)
            | (split.Validation is { Count: > 0 } ? MeasureNeeds.Validation : MeasureNeeds.None)
            | (split.Test is { Count: > 0 } ? MeasureNeeds.Test : MeasureNeeds.None)
            | (recipe.Flow.On ? MeasureNeeds.Flow : MeasureNeeds.None)
            | (recipe.Flow.On && study.Diagnosis ? MeasureNeeds.Rules : MeasureNeeds.None)
            | (IsRecurrent(recipe.Model) ? MeasureNeeds.Recurrent : MeasureNeeds.None);
    }

    private static bool IsRecurrent(IEnumerable<LayerRecipe> layers) =>
        layers.Any(layer => layer.Traits.HasFlag(LayerRecipeTraits.Recurrent) || IsRecurrent(layer.Parts));
}
