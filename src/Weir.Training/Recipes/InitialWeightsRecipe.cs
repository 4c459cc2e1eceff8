using Weir.Tensors;

namespace Weir.Training;

/// <summary>Weights that a run begins from, as of another program.</summary>
public sealed record InitialWeightsRecipe : IDeclaresOptions
{
    /// <summary>A safetensors or .npz file: from the recipe's folder, else from the current one.</summary>
    [Option("A safetensors or .npz file: from the recipe's folder, else from the current one.", Required = true)]
    public string File { get; init; } = "";

    /// <summary>Names of the file that differ from the network's. Default: none.</summary>
    public ValueList<WeightName> Map { get; init; } = [];

    /// <summary>How its numbers are laid out. Default channels first.</summary>
    [Option("How the file's numbers are laid out: channels-first as PyTorch has them, or channels-last as Weir has them.")]
    public WeightLayout Layout { get; init; }

    /// <summary>
    /// Whether a network that is not all in the file, and a file that is not all in the network, are refused. Default true.
    /// </summary>
    [Option("Whether a network that is not all in the file, and a file that is not all in the network, are refused.")]
    public bool Strict { get; init; } = true;

    /// <summary>Where the file is.</summary>
    /// <param name="recipe">The recipe, whose folder comes first.</param>
    internal string PathFor(Recipe recipe)
    {
        string? folder = recipe.Place.File is { } file ? Path.GetDirectoryName(file) : null;
        string beside = Path.Combine(folder ?? "", File);
        return System.IO.File.Exists(beside) ? beside : File;
    }
}
