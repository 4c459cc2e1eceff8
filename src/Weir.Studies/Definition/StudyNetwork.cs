using Weir.Training;

namespace Weir.Studies;

/// <summary>A network of a study: a recipe that the levels change.</summary>
public sealed class StudyNetwork
{
    internal StudyNetwork(string name, RecipeDocument document) => (Name, Document) = (name, document);

    /// <summary>Takes a recipe.</summary>
    /// <param name="name">What the network is called.</param>
    /// <param name="recipe">The recipe.</param>
    public StudyNetwork(string name, Recipe recipe)
        : this(name, RecipeDocument.Of(recipe))
    {
    }

    /// <summary>What the network is called.</summary>
    public string Name { get; }

    internal RecipeDocument Document { get; }
}
