using Weir.Training;

namespace Weir.Repair;

/// <summary>
/// Hidden layers that are all alike and stand one behind the other: a dense layer each, with the functions, norms and dropout that are
/// entries of their own behind it.
/// </summary>
/// <param name="First">The place of the first entry.</param>
/// <param name="Entries">How many entries they take.</param>
/// <param name="Layers">How many layers they are, repeated ones counted.</param>
/// <param name="Block">The entries of one layer.</param>
internal sealed record LayerRun(int First, int Entries, int Layers, IReadOnlyList<LayerRecipe> Block)
{
    /// <summary>A product, a norm, a function and dropout.</summary>
    private const int MostEntries = 4;

    /// <summary>The runs of a model.</summary>
    /// <param name="model">The layers.</param>
    /// <param name="least">Layers that a run is of at least.</param>
    public static IEnumerable<LayerRun> Of(ValueList<LayerRecipe> model, int least)
    {
        int head = Math.Max(0, ModelShape.Head(model));
        for (int i = 0; i < head;)
        {
            LayerRun? run = Enumerable.Range(1, MostEntries).Select(entries => At(model, i, entries, head))
                .FirstOrDefault(each => each.Layers >= least);
            if (run is not null)
                yield return run;
            i += run?.Entries ?? 1;
        }
    }

    /// <summary>The model with something else in the place of the run.</summary>
    /// <param name="model">The layers.</param>
    /// <param name="layers">What stands there instead.</param>
    public void Replace(List<LayerRecipe> model, IEnumerable<LayerRecipe> layers)
    {
        model.RemoveRange(First, Entries);
        model.InsertRange(First, layers);
    }

    /// <summary>As many layers of so many entries as stand behind a place, all like the first.</summary>
    private static LayerRun At(ValueList<LayerRecipe> model, int first, int entries, int head)
    {
        int end = first, layers = 0;
        while (end + entries <= head && IsBlock(model, first, end, entries))
        {
            layers += entries == 1 ? model[end].Count : 1;
            end += entries;
        }

        return new LayerRun(first, end - first, layers, [.. model.Skip(first).Take(entries).Select(layer => layer.Once())]);
    }

    private static bool IsBlock(ValueList<LayerRecipe> model, int first, int at, int entries)
    {
        for (int i = 0; i < entries; i++)
        {
            LayerRecipe layer = model[at + i];
            bool fits = i == 0 ? layer.Traits.HasFlag(LayerRecipeTraits.Dense) : ModelShape.IsFunction(layer)
                || layer.Traits.HasFlag(LayerRecipeTraits.Norm) || layer.Traits.HasFlag(LayerRecipeTraits.Regularizer);
            if (!fits || layer.Once() != model[first + i].Once() || (entries > 1 && layer.Count > 1))
                return false;
        }

        return true;
    }
}
