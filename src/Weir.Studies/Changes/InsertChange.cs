using Weir.Training;
using YamlDotNet.Core.Events;
using YamlDotNet.RepresentationModel;

namespace Weir.Studies;

/// <summary>Where new layers go, seen from a layer that is there.</summary>
internal enum InsertPlace
{
    /// <summary>In front of it.</summary>
    Before,

    /// <summary>Behind it, and behind the function in it.</summary>
    After,

    /// <summary>Behind its product and in front of its function.</summary>
    BeforeActivation,
}

/// <summary>Puts layers into a recipe's list.</summary>
/// <param name="path">Beside which entries.</param>
/// <param name="place">On which side of each.</param>
/// <param name="layers">What is put there.</param>
/// <param name="file">The file that it was written in.</param>
internal sealed class InsertChange(RecipePath path, InsertPlace place, YamlSequenceNode layers, string file) : Change
{
    internal override RecipePlace? Place => path.Place;

    internal override RecipeError? Apply(RecipeDocument document)
    {
        // Each of a repeated layer gets its own.
        if (document.Root.Children.TryGetValue(new YamlScalarNode("model"), out YamlNode? model) && model is YamlSequenceNode list)
            document.Unroll(list);
        foreach (RecipeSlot.Entry entry in path.FindEntries(document))
        {
            int at = entry.Index + (place == InsertPlace.Before ? 0 : 1);
            if (place == InsertPlace.BeforeActivation && entry.Node is YamlMappingNode layer && Take(layer, "activation") is { } function)
                entry.List.Children.Insert(at, function);
            foreach (YamlNode inserted in layers.Children)
                entry.List.Children.Insert(at++, document.Adopt(inserted, file));
        }

        return null;
    }

    private static YamlNode? Take(YamlMappingNode layer, string key)
    {
        RecipeSlot.Key slot = new(layer, key);
        YamlNode? value = slot.Value;
        slot.Remove();
        if (value is YamlMappingNode mapping)
            mapping.Style = MappingStyle.Flow;
        return value;
    }
}
