using System.CommandLine;
using Weir.Training;

namespace Weir.Cli.Commands;

/// <summary>What every command takes that reads a recipe: which, what is changed in it, and where data files lie.</summary>
internal sealed class RecipeInput
{
    /// <summary>The recipe.</summary>
    public Argument<string> Recipe { get; } =
        new("RECIPE") { Description = "A YAML file, or the name of a recipe in recipes/ or of 'weir new'" };

    /// <summary>Values that take the place of the recipe's.</summary>
    public Option<string[]> Set { get; } = new("--set")
    {
        Description = "Change a key, as optimizer.sgd.rate=0.1; may be repeated",
        HelpName = "KEY=VALUE",
        DefaultValueFactory = _ => [],
    };

    /// <summary>Where data files lie.</summary>
    public Option<string?> Data { get; } = RunOptions.Data();

    /// <summary>Finds the recipe that was named.</summary>
    public RecipeFile Find(ParseResult parsed) => RecipeFile.Find(parsed.GetValue(Recipe)!);

    /// <summary>Reads the recipe that was named, with what was changed.</summary>
    public Recipe Read(ParseResult parsed) => Find(parsed).Read(parsed.GetValue(Set)!);
}
