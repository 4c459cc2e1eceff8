using Weir.Tensors;
using Weir.Training;
using YamlDotNet.RepresentationModel;

namespace Weir.Studies;

/// <summary>
/// Writes studies that were made in C# as YAML that reads as the same study: changes are code there, and so the file has the recipe that
/// each cell has come to, and factors and levels by their names.
/// </summary>
public static class StudyWriter
{
    /// <summary>Writes a study.</summary>
    /// <param name="study">What to write.</param>
    /// <exception cref="RecipeException">A change does not fit its recipe, or no cell is left.</exception>
    public static string Write(Study study)
    {
        Study written = study with { Recipes = [.. CellPlan.Of(study).Select(cell => new StudyNetwork(cell.Name, cell.Document))] };
        // No study is called "", so that the name is always written.
        YamlNode root = StudyForm.For("").Write(new StudyFile { Study = written })!;
        return StudyText.Of(new YamlStream(new YamlDocument(root)));
    }

    /// <summary>The text that is kept with a study's runs: that of its file, as long as it is the study's.</summary>
    internal static string TextOf(Study study)
    {
        string written = Write(study);
        return study.Text is { } text && IsOf(text, written) ? text : written;
    }

    /// <summary>Whether a file's text reads as a study: a program may have changed what it read.</summary>
    private static bool IsOf(string text, string written)
    {
        try
        {
            return Write(StudyReader.Parse(text, StudyFolder.StudyFileName)) == written;
        }
        catch (WeirException)
        {
            return false;
        }
    }
}
