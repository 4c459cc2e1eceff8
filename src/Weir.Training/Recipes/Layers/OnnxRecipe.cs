using Weir.Nn;
using Weir.Onnx;
using Weir.Tensors;

namespace Weir.Training;

/// <summary>
/// The layers of an ONNX file: <c>onnx: net.onnx</c>, to check, train further and diagnose a network that was made elsewhere. They begin
/// with the file's values.
/// </summary>
public sealed record OnnxRecipe : LayerRecipe
{
    /// <summary>The file: from the recipe's folder, else from the current one.</summary>
    [Option("The layers of an ONNX file, with its values: the file, from the recipe's folder, else from the current one.", Required = true)]
    public string File { get; init; } = "";

    /// <summary>Whether a softmax or sigmoid at the very end is left off, because losses take logits. Default true.</summary>
    [Option("Whether a softmax or sigmoid at its very end is left off, because losses take logits.")]
    public bool Logits { get; init; } = true;

    /// <summary>How many layers at the end are left out, so that others can stand in their place. Default 0.</summary>
    [Option("How many layers at its end are left out, so that others can stand in their place.", Least = 0, Most = 1000)]
    public int Drop { get; init; }

    /// <inheritdoc/>
    public override (Module Module, Shape Output) Build(Shape input, int outputs)
    {
        try
        {
            OnnxModel model = OnnxImport.Read(File, new OnnxImportOptions { Input = input, Logits = Logits });
            return Drop == 0 ? (model.Network, model.Output) : Without(model);
        }
        catch (Exception error) when (error is OnnxException or FileException)
        {
            throw new RecipeException(Place, $"model: {error.Message}");
        }
    }

    internal override string NeededFile => File;

    internal override LayerRecipe MadeWith(string file) => this with { File = file };

    internal override LayerRecipe FoundIn(string folder)
    {
        string path = Path.GetFullPath(Path.Combine(folder, File));
        return System.IO.File.Exists(path) ? this with { File = path } : this;
    }

    private (Module Module, Shape Output) Without(OnnxModel model)
    {
        if (Drop >= model.Network.Parts.Count)
            throw new OnnxException($"{File}: {Drop} layers at the end are to be left out, and it has {model.Network.Parts.Count}");
        Sequential rest = new([.. model.Network.Parts.Take(model.Network.Parts.Count - Drop)]);
        return (rest, Summary.Of(rest, model.Input).Layers[^1].Output);
    }
}
