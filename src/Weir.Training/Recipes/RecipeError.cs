namespace Weir.Training;

/// <summary>One fault of a recipe.</summary>
/// <param name="Place">Where it stands.</param>
/// <param name="Message">What is wrong, and what is right.</param>
/// <param name="Suggestion">What was probably meant, or null.</param>
public sealed record RecipeError(RecipePlace Place, string Message, string? Suggestion = null)
{
    /// <summary>
    /// The part that is named and is not known, as in <c>layer 'highway'</c>: a program may have it. Null for other faults.
    /// </summary>
    internal string? Part { get; init; }

    internal string Where => Place.File is null ? "recipe" : Place.Line == 0 ? Place.File : $"{Place.File}:{Place.Line}:{Place.Column}";

    /// <summary>As in <c>file.yaml:3:1: unknown key 'epocs' in the recipe; did you mean 'epochs'?</c></summary>
    public override string ToString() => $"{Where}: {Message}{(Suggestion is null ? "" : $"; did you mean '{Suggestion}'?")}";
}
