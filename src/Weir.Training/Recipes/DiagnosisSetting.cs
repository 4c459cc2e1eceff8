namespace Weir.Training;

/// <summary>One setting of diagnosis: a name and what is set.</summary>
/// <typeparam name="T">A severity (<c>off</c>, <c>information</c>, <c>warning</c> or <c>error</c>), or a number.</typeparam>
/// <param name="Name">Code or name of a diagnostic, or <c>diagnostic.threshold</c>.</param>
/// <param name="Value">What is set.</param>
public sealed record DiagnosisSetting<T>(string Name, T Value)
{
    /// <summary>Where the name stands in the file.</summary>
    public RecipePlace Place { get; init; }
}
