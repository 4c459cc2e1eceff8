using Weir.Training;

namespace Weir.Cli.Commands;

/// <summary>Parts of a run's recipe that a program of the user's has registered, where a command cannot do without them.</summary>
internal static class ProgramParts
{
    /// <summary>Does what needs the parts of a run, or tells how it is done where they are not known.</summary>
    /// <param name="call">The same in C#, with the registry of the program.</param>
    /// <param name="work">What needs them.</param>
    /// <exception cref="CommandException">The recipe names parts that are not of the library.</exception>
    public static T OrTold<T>(string call, Func<T> work)
    {
        try
        {
            return work();
        }
        catch (UnknownPartsException error)
        {
            throw new CommandException($"{error.WithoutRemedy}. The command line knows the parts of the library alone: do it in the "
                + $"program that registered {(error.Parts.Count == 1 ? "it" : "them")}, where 'registry' is its RecipeRegistry:\n  {call}",
                error);
        }
    }

    /// <summary>A path as C# has it.</summary>
    /// <param name="path">The path.</param>
    public static string Quoted(string path) => $"\"{path.Replace("\\", "\\\\", StringComparison.Ordinal)}\"";
}
