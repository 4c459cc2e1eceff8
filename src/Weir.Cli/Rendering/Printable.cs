namespace Weir.Cli.Rendering;

/// <summary>Text from files, as a name in a run's record, without what would steer the terminal.</summary>
internal static class Printable
{
    private const char Instead = '·';

    /// <summary>The text with a dot for each control character that is no end of a line and no tabulator.</summary>
    /// <param name="text">The text.</param>
    public static string Of(string text) => text.Any(IsSteering)
        ? string.Concat(text.Select(letter => IsSteering(letter) ? Instead : letter)) : text;

    private static bool IsSteering(char letter) => char.IsControl(letter) && letter is not ('\n' or '\t');
}
