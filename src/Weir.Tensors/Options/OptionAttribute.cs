namespace Weir.Tensors;

/// <summary>
/// Declares an option of a record, once: what it means and its range; its default is the record's own. Checks, the reader of recipes, their
/// schema, suggestions and the tables of the documentation are made from it.
/// </summary>
/// <param name="text">What it means, as a sentence, without its range and default.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class OptionAttribute(string text) : Attribute
{
    /// <summary>What it means, as a sentence, without its range and default.</summary>
    public string Text { get; } = text;

    /// <summary>Its key in recipes. Default: the property's name in small letters with hyphens.</summary>
    public string? Key { get; init; }

    /// <summary>The smallest number. Default: none.</summary>
    public double Least { get; init; } = double.NegativeInfinity;

    /// <summary>The largest number. Default: none.</summary>
    public double Most { get; init; } = double.PositiveInfinity;

    /// <summary>Whether <see cref="Least"/> itself is left out. Default false.</summary>
    public bool AboveLeast { get; init; }

    /// <summary>
    /// Whether a recipe leaves <see cref="Least"/> out, where C# has a use for it: a rate of 0 measures, and trains nothing. Default false.
    /// </summary>
    public bool AboveLeastInRecipes { get; init; }

    /// <summary>Whether <see cref="Most"/> itself is left out. Default false.</summary>
    public bool BelowMost { get; init; }

    /// <summary>
    /// What holds where nothing is given, in words, where the record's default does not tell, as for null. Default: the record's default.
    /// </summary>
    public string? Default { get; init; }

    /// <summary>Whether it must be given. A number whose default is not a number must be given in any case. Default false.</summary>
    public bool Required { get; init; }

    /// <summary>Whether its value alone stands for the record, as in <c>clip-norm: 1</c>. Default false.</summary>
    public bool Short { get; init; }

    /// <summary>Of a choice by name, what is chosen from: <c>activation</c>, <c>initializer</c> or <c>loss</c>.</summary>
    public string? Family { get; init; }
}
