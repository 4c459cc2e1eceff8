namespace Weir.Training;

/// <summary>
/// Where in a file a part of a recipe stands. Places do not make recipes differ: all of them are equal.
/// </summary>
/// <param name="file">The file's name, or a name for a text.</param>
/// <param name="line">Line, from 1.</param>
/// <param name="column">Column, from 1.</param>
public readonly struct RecipePlace(string file, int line, int column) : IEquatable<RecipePlace>
{
    /// <summary>The file's name; null for a part that was made in code.</summary>
    public string? File { get; } = file;

    /// <summary>Line, from 1; 0 for a part that was made in code.</summary>
    public int Line { get; } = line;

    /// <summary>Column, from 1.</summary>
    public int Column { get; } = column;

    /// <summary>The places of the keys of what stands there; null for what has no keys, or was made in code.</summary>
    internal IReadOnlyDictionary<string, RecipePlace>? Keys { get; init; }

    /// <summary>Where one of the keys stands; the place of the whole where it is not given.</summary>
    /// <param name="key">The key.</param>
    internal RecipePlace Of(string key) => Keys is not null && Keys.TryGetValue(key, out RecipePlace place) ? place : this;

    /// <inheritdoc/>
    public bool Equals(RecipePlace other) => true;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is RecipePlace;

    /// <inheritdoc/>
    public override int GetHashCode() => 0;

    /// <summary>Always true.</summary>
    public static bool operator ==(RecipePlace left, RecipePlace right) => left.Equals(right);

    /// <summary>Always false.</summary>
    public static bool operator !=(RecipePlace left, RecipePlace right) => !left.Equals(right);
}
