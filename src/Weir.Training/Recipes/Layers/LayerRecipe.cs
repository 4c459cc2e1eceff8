using Weir.Nn;
using Weir.Tensors;

namespace Weir.Training;

/// <summary>One entry of a recipe's model. A new kind is a record and its <c>LayerForm</c> in this folder and a line in <c>LayerForms</c>;
/// outside the library, a record that declares its options, in a <see cref="RecipeRegistry"/>.</summary>
public abstract partial record LayerRecipe : IDeclaresOptions
{
    /// <summary>Where it stands in the file.</summary>
    public RecipePlace Place { get; init; }

    /// <summary>How many of it come one behind the other. Default 1.</summary>
    public virtual int Count => 1;

    /// <summary>The file that it is made with, which whoever makes it again must have; null for none.</summary>
    internal virtual string? NeededFile => null;

    /// <summary>The same, made with another file of the same content. Default: it is made with none.</summary>
    /// <param name="file">The file.</param>
    internal virtual LayerRecipe MadeWith(string file) => this;

    /// <summary>The same with full paths of the files that lie in a folder, as the recipe's. Default: it names none.</summary>
    /// <param name="folder">The folder.</param>
    internal virtual LayerRecipe FoundIn(string folder) => this;

    /// <summary>Makes one layer.</summary>
    /// <param name="input">Shape of one sample that comes in.</param>
    /// <param name="outputs">The outputs that the task needs: classes, or target values.</param>
    /// <returns>The layer, and the shape of one sample that goes out.</returns>
    /// <exception cref="ShapeException">The shape does not fit the layer.</exception>
    public abstract (Module Module, Shape Output) Build(Shape input, int outputs);
}
