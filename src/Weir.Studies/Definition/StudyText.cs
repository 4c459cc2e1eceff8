using YamlDotNet.RepresentationModel;

namespace Weir.Studies;

/// <summary>The text of a study that needs no other file: recipes that it names stand in it.</summary>
internal static class StudyText
{
    /// <summary>Writes it.</summary>
    /// <param name="stream">The study's file.</param>
    /// <param name="study">The study that was read from it.</param>
    /// <param name="quick">Whether the text is of the short form.</param>
    public static string SelfContained(YamlStream stream, Study study, bool quick)
    {
        var root = (YamlMappingNode)stream.Documents[0].RootNode;
        YamlScalarNode form = new("form"), name = new("name"), networks = new(StudyForm.BaseKey);
        root.Children[name] = new YamlScalarNode(root.Children.TryGetValue(name, out YamlNode? given) ? ((YamlScalarNode)given).Value
            : quick ? study.Name[..^QuickForm.Suffix.Length] : study.Name);
        if (quick)
            root.Children[form] = new YamlScalarNode("quick");
        var bases = (YamlMappingNode)root.Children[networks];
        // The short form may leave networks out, which stay as they are.
        foreach (StudyNetwork network in study.Networks)
            bases.Children[new YamlScalarNode(network.Name)] = network.Document.Root;
        if (root.Children.TryGetValue(new YamlScalarNode("recipes"), out YamlNode? recipes))
        {
            foreach (StudyNetwork cell in study.Recipes)
                ((YamlMappingNode)recipes).Children[new YamlScalarNode(cell.Name)] = cell.Document.Root;
        }

        return Of(stream);
    }

    /// <summary>The text of a file.</summary>
    public static string Of(YamlStream stream)
    {
        using StringWriter writer = new() { NewLine = "\n" };
        stream.Save(writer, assignAnchors: false);
        string text = writer.ToString().ReplaceLineEndings("\n");
        return text.EndsWith("...\n", StringComparison.Ordinal) ? text[..^4] : text;
    }
}
