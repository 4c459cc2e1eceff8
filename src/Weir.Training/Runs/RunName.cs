using Weir.Training.Forms;

namespace Weir.Training;

/// <summary>Names of what lies in the folder of runs.</summary>
internal static class RunName
{
    /// <summary>Refuses a name that would be no folder of its own there.</summary>
    /// <param name="what">What is to have the name, as in "run".</param>
    /// <param name="name">The name.</param>
    /// <exception cref="RunException">The name cannot be used.</exception>
    public static void Check(string what, string name)
    {
        if (!RecipeForm.NamePattern().IsMatch(name))
            throw new RunException($"a {what} cannot be called '{name}': a name has letters, digits, '-', '_' and '.', and begins with a "
                + "letter or digit");
    }
}
