using Weir.Training;

namespace Weir.Repair;

/// <summary>A recipe's layers, as remedies look at them and change them.</summary>
internal static class ModelShape
{
    /// <summary>Every layer, those of branches too, in the order of the signal.</summary>
    public static IEnumerable<LayerRecipe> All(IEnumerable<LayerRecipe> layers) => LayerWalk.All(layers).Select(each => each.Layer);

    /// <summary>The place of the last layer with weights that is no branch: what puts out the answer. −1 where it is not a plain
    /// layer.</summary>
    public static int Head(ValueList<LayerRecipe> model)
    {
        for (int i = model.Count - 1; i >= 0; i--)
        {
            if (model[i].AsHead() is not null)
                return i;
            if (!IsFunction(model[i]) && !model[i].Traits.HasFlag(LayerRecipeTraits.Regularizer))
                return -1;
        }

        return -1;
    }

    /// <summary>The function at the output; null where there is none.</summary>
    public static Choice? OutputFunction(ValueList<LayerRecipe> model)
    {
        int head = Head(model);
        if (head < 0)
            return null;
        return model.Skip(head).Select(layer => layer.OwnFunction).LastOrDefault(function => function is not null);
    }

    /// <summary>The same layers with nothing behind the head's product, and as many outputs as the task has.</summary>
    public static ValueList<LayerRecipe> WithLinearHead(ValueList<LayerRecipe> model)
    {
        int head = Head(model);
        return head < 0 ? model : [.. model.Take(head), model[head].AsHead()!];
    }

    /// <summary>The functions between the layers, without that of the output.</summary>
    public static IReadOnlyList<Choice> HiddenFunctions(ValueList<LayerRecipe> model)
    {
        int head = Head(model);
        IEnumerable<LayerRecipe> hidden = head < 0 ? model : model.Take(head);
        return [.. All(hidden).Select(layer => layer.OwnFunction).OfType<Choice>()];
    }

    /// <summary>The least units or channels of a hidden product; null where there is none.</summary>
    public static int? Narrowest(ValueList<LayerRecipe> model)
    {
        int head = Head(model);
        int[] widths = [.. All(head < 0 ? model : model.Take(head))
            .Select(layer => layer.OwnWidth).OfType<int>()];
        return widths.Length == 0 ? null : widths.Min();
    }

    /// <summary>Hidden products, repeated ones counted.</summary>
    public static int Depth(ValueList<LayerRecipe> model)
    {
        int head = Head(model);
        return Count(head < 0 ? model : model.Take(head));

        static int Count(IEnumerable<LayerRecipe> layers) => layers.Sum(layer =>
            layer.Count * (Count(layer.Parts) + (layer.Traits.HasFlag(LayerRecipeTraits.Product) ? 1 : 0)));
    }

    /// <summary>Dense layers that have a function as their part, repeated ones counted.</summary>
    public static int FunctionLayers(IEnumerable<LayerRecipe> layers) => layers.Sum(layer => layer.Count
        * (FunctionLayers(layer.Parts) + (layer.OwnFunction is not null && layer.Traits.HasFlag(LayerRecipeTraits.Dense) ? 1 : 0)));

    /// <summary>Changes each hidden layer, those of branches too; null leaves a layer out.</summary>
    public static ValueList<LayerRecipe> MapHidden(ValueList<LayerRecipe> model, Func<LayerRecipe, LayerRecipe?> change)
    {
        int head = Head(model);
        return [.. Map(head < 0 ? model : model.Take(head), change), .. head < 0 ? [] : model.Skip(head)];
    }

    /// <summary>Changes each layer, those of branches too; null leaves a layer out.</summary>
    public static ValueList<LayerRecipe> Map(IEnumerable<LayerRecipe> layers, Func<LayerRecipe, LayerRecipe?> change)
    {
        List<LayerRecipe> changed = [];
        foreach (LayerRecipe layer in layers)
        {
            LayerRecipe inside = layer.Parts.Count > 0 ? layer.WithParts(Map(layer.Parts, change)) : layer;
            if (change(inside) is { } after)
                changed.Add(after);
        }

        return [.. changed];
    }

    /// <summary>Whether a layer is a function and nothing else.</summary>
    public static bool IsFunction(LayerRecipe layer) =>
        layer.OwnFunction is not null && !layer.Traits.HasFlag(LayerRecipeTraits.Product);
}
