using System.Globalization;
using Weir.Training.Forms;
using YamlDotNet.RepresentationModel;

namespace Weir.Training;

/// <summary>
/// What looking at a run needs of its recipe. It can be read whatever else the recipe names: of layers, data and optimizers that a program
/// has registered, no other program knows more than their names.
/// </summary>
public sealed record RecipeOutline
{
    private static readonly Recipe s_plain = new() { Model = [], Optimizer = new OptimizerRecipe(new Nn.SgdOptions { Rate = 1 }) };

    /// <summary>The seed. Default: that of a recipe that gives none.</summary>
    public long Seed { get; init; } = s_plain.Seed;

    /// <summary>The name of the source of its data. Default: that of a recipe that gives none.</summary>
    public string DataSource { get; init; } = s_plain.Data.Source;

    /// <summary>What it says under <c>diagnosis</c>. Default: nothing.</summary>
    public DiagnosisRecipe Diagnosis { get; init; } = new();

    /// <summary>Reads it.</summary>
    /// <param name="path">The file of a recipe.</param>
    /// <exception cref="RecipeException">The file cannot be read, is no YAML, or has faults under <c>diagnosis</c>.</exception>
    public static RecipeOutline Read(string path) => Parse(YamlText.OfFile(path, "recipe"), path);

    /// <summary>Reads it from a text.</summary>
    /// <param name="text">YAML.</param>
    /// <param name="name">A name for messages, as the file's.</param>
    /// <exception cref="RecipeException">As <see cref="Read"/>.</exception>
    public static RecipeOutline Parse(string text, string name)
    {
        YamlStream stream = YamlText.Read(text, name);
        if (stream.Documents is not [{ RootNode: YamlMappingNode root }])
            throw new RecipeException(new RecipePlace(name, 1, 1), "the file holds no recipe: a recipe is a group of keys");
        RecipeOutline outline = new();
        if (long.TryParse(Word(root, "seed"), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long seed))
            outline = outline with { Seed = seed };
        // "data: mnist" is short for "data: {source: mnist}".
        if ((Word(root, "data") ?? Word(Below(root, "data"), "source")) is { Length: > 0 } source)
            outline = outline with { DataSource = source };
        if (Below(root, "diagnosis") is not { } node)
            return outline;
        List<RecipeError> errors = [];
        return RecipeForm.Diagnosis.Read(new Reading(node, "diagnosis", name, errors), out DiagnosisRecipe diagnosis)
            ? outline with { Diagnosis = diagnosis } : throw new RecipeException(errors);
    }

    private static YamlNode? Below(YamlNode? node, string key) =>
        node is YamlMappingNode mapping && mapping.Children.TryGetValue(key, out YamlNode? child) ? child : null;

    private static string? Word(YamlNode? node, string key) => (Below(node, key) as YamlScalarNode)?.Value;
}
