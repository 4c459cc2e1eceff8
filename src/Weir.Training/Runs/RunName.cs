using System.Text.RegularExpressions;

namespace Weir.Training;

/// <summary>Names of what lies in the folder of runs: each is one folder of its own there.</summary>
internal static partial class RunName
{
    /// <summary>What a name may be, in words.</summary>
    public const string Rule = "a name has letters from a to z, digits, '-', '_' and '.', and begins with a letter or digit";

    /// <summary>What a name may be.</summary>
    [GeneratedRegex("^[A-Za-z0-9][A-Za-z0-9._-]*$", RegexOptions.CultureInvariant, 1000)]
    public static partial Regex Pattern();

    /// <summary>The name nearest to a text: with a hyphen for each character that a name has not.</summary>
    /// <param name="text">The text; not empty.</param>
    public static string From(string text) => OtherThanName().Replace(text, "-");

    [GeneratedRegex("^[^A-Za-z0-9]|[^A-Za-z0-9._-]", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex OtherThanName();

    /// <summary>Refuses what is no name.</summary>
    /// <param name="what">What is to have the name, as in "run".</param>
    /// <param name="name">The name.</param>
    /// <exception cref="RunException">It is none.</exception>
    public static void Check(string what, string name)
    {
        if (!Pattern().IsMatch(name))
            throw new RunException($"a {what} cannot be called '{name}': {Rule}");
    }
}
