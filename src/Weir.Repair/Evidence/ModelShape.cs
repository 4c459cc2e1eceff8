using Weir.Training;

namespace Weir.Repair;

/// <summary>A recipe's layers, as remedies look at them and change them.</summary>
internal static class ModelShape
{
    /// <summary>Every layer, those of branches too, in the order of the signal.</summary>
    public static IEnumerable<LayerRecipe> All(IEnumerable<LayerRecipe> layers) => layers.SelectMany(layer =>
        layer is ResidualRecipe residual ? [layer, .. All(residual.Branch)] : new[] { layer });

    /// <summary>The place of the last layer with weights that is no branch: what puts out the answer. −1 where it is not a plain
    /// layer.</summary>
    public static int Head(ValueList<LayerRecipe> model)
    {
        for (int i = model.Count - 1; i >= 0; i--)
        {
            if (model[i] is LinearRecipe)
                return i;
            if (model[i] is not (ActivationRecipe or SoftmaxRecipe or PReluRecipe or DropoutRecipe))
                return -1;
        }

        return -1;
    }

    /// <summary>The function at the output; null where there is none.</summary>
    public static string? OutputFunction(ValueList<LayerRecipe> model)
    {
        int head = Head(model);
        if (head < 0)
            return null;
        string? behind = model.Skip(head + 1).Select(FunctionOf).LastOrDefault(function => function is not null);
        return behind ?? ((LinearRecipe)model[head]).Activation?.Name;
    }

    /// <summary>The same layers with nothing behind the head's product, and as many outputs as the task has.</summary>
    public static ValueList<LayerRecipe> WithLinearHead(ValueList<LayerRecipe> model)
    {
        int head = Head(model);
        return head < 0 ? model
            : [.. model.Take(head), ((LinearRecipe)model[head]) with { Activation = null, Units = null, Repeat = 1 }];
    }

    /// <summary>The names of the functions between the layers, without that of the output.</summary>
    public static IReadOnlyList<string> HiddenFunctions(ValueList<LayerRecipe> model)
    {
        int head = Head(model);
        IEnumerable<LayerRecipe> hidden = head < 0 ? model : model.Take(head);
        return [.. All(hidden).Select(FunctionOf).OfType<string>()];
    }

    /// <summary>The least units of a hidden dense layer or convolution; null where there is none.</summary>
    public static int? Narrowest(ValueList<LayerRecipe> model)
    {
        int head = Head(model);
        int[] widths = [.. All(head < 0 ? model : model.Take(head))
            .Select(layer => layer switch { LinearRecipe linear => linear.Units, ConvRecipe conv => conv.Channels, _ => null })
            .OfType<int>()];
        return widths.Length == 0 ? null : widths.Min();
    }

    /// <summary>Hidden dense layers and convolutions, repeated ones counted.</summary>
    public static int Depth(ValueList<LayerRecipe> model)
    {
        int head = Head(model);
        return Count(head < 0 ? model : model.Take(head));

        static int Count(IEnumerable<LayerRecipe> layers) => layers.Sum(layer => layer switch
        {
            ResidualRecipe residual => residual.Repeat * Count(residual.Branch),
            LinearRecipe or ConvRecipe => layer.Count,
            _ => 0,
        });
    }

    /// <summary>Dense layers that have a function as their part, repeated ones counted.</summary>
    public static int FunctionLayers(IEnumerable<LayerRecipe> layers) => layers.Sum(layer => layer switch
    {
        ResidualRecipe residual => residual.Repeat * FunctionLayers(residual.Branch),
        LinearRecipe { Activation: not null } => layer.Count,
        _ => 0,
    });

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
            LayerRecipe inside = layer is ResidualRecipe residual ? residual with { Branch = Map(residual.Branch, change) } : layer;
            if (change(inside) is { } after)
                changed.Add(after);
        }

        return [.. changed];
    }

    /// <summary>What a layer's function is called; null where it has none.</summary>
    public static string? FunctionOf(LayerRecipe layer) => layer switch
    {
        LinearRecipe linear => linear.Activation?.Name,
        ConvRecipe conv => conv.Activation?.Name,
        ActivationRecipe function => function.Function.Name,
        SoftmaxRecipe => "softmax",
        PReluRecipe => "prelu",
        _ => null,
    };
}
