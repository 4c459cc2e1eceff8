using System.Text.Json.Nodes;
using Weir.Training.Forms;
using YamlDotNet.RepresentationModel;

namespace Weir.Studies;

/// <summary>Levels by their factors, as <c>{network: relu, rate: 0.1}</c>.</summary>
internal sealed class PatternForm : Form<CellPattern>
{
    public override bool Read(Reading at, out CellPattern value)
    {
        value = new CellPattern([]);
        if (at.Node is not YamlMappingNode mapping)
            return at.Fail($"{at.Path}: expected factors with their levels, as {{network: relu, rate: 0.1}}, found {at.Found}");
        value = Of(mapping);
        return true;
    }

    /// <summary>The levels that a group of keys names, but for some keys.</summary>
    public static CellPattern Of(YamlMappingNode mapping, params IReadOnlyList<string> but) => new([
        .. mapping.Children.Where(pair => pair.Key is YamlScalarNode key && !but.Contains(key.Value ?? ""))
            .Select(pair => (((YamlScalarNode)pair.Key).Value!, (pair.Value as YamlScalarNode)?.Value ?? ""))]);

    public override YamlNode Write(CellPattern value)
    {
        YamlMappingNode mapping = new() { Style = YamlDotNet.Core.Events.MappingStyle.Flow };
        foreach ((string factor, string level) in value.Levels)
            mapping.Add(new TextForm().Write(factor), new TextForm().Write(level));
        return mapping;
    }

    public override JsonObject Schema() =>
        new() { ["type"] = "object", ["description"] = "Factors with a level each; 'network' stands for the networks." };
}
