using Weir.Training;

namespace Weir.Studies;

/// <summary>A measure that a study's file asks for.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Path">The key that names it.</param>
/// <param name="Place">Where it stands.</param>
internal sealed record NamedMeasure(string Name, string Path, RecipePlace Place);
