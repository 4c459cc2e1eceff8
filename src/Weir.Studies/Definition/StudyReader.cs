using Weir.Training;
using Weir.Training.Forms;
using YamlDotNet.RepresentationModel;

namespace Weir.Studies;

/// <summary>Reads studies. All faults of a file are reported together, each with file, line and column.</summary>
public static class StudyReader
{
    /// <summary>Reads a file. Recipes that it names are looked for beside it.</summary>
    /// <param name="path">A YAML file; its name is the study's name unless it gives one.</param>
    /// <param name="quick">Whether its short form is wanted. Default false.</param>
    /// <exception cref="RecipeException">The file cannot be read or has faults.</exception>
    public static Study Read(string path, bool quick = false) =>
        Parse(YamlText.OfFile(path, "study"), path, quick);

    /// <summary>Reads a text.</summary>
    /// <param name="text">YAML.</param>
    /// <param name="name">A path for messages, beside which recipes are looked for; what stands before <c>.yaml</c> is the study's default
    /// name.</param>
    /// <param name="quick">Whether its short form is wanted. Default false.</param>
    /// <param name="recipes">The texts of recipes that are no files, by the names that the study has for them; null for none. Default:
    /// there are none.</param>
    /// <exception cref="RecipeException">The text has faults.</exception>
    public static Study Parse(string text, string name = "study", bool quick = false, Func<string, string?>? recipes = null)
    {
        YamlStream stream = YamlText.Read(text, name);
        if (stream.Documents.Count != 1)
            throw new RecipeException(new RecipePlace(name, 1, 1), stream.Documents.Count == 0
                ? "the file is empty; a study has at least base" : "there are several documents; a study is one");
        List<RecipeError> errors = [];
        Reading at = new(stream.Documents[0].RootNode, "", name, errors);
        string stem = Path.GetFileNameWithoutExtension(name);
        bool read = StudyForm.For(RunName.Pattern().IsMatch(stem) ? stem : "study", recipes).Read(at, out StudyFile file);
        StudyCheck.Check(file, at);
        if (read && errors.Count == 0)
            StudyCheck.CheckCells(file, at);
        if (errors.Count > 0)
            throw new RecipeException([.. errors.OrderBy(error => error.Place.Line).ThenBy(error => error.Place.Column)]);
        bool isQuick = quick || file.IsQuick;
        if (isQuick && file.Quick is null)
            throw new RecipeException(at.Place, "the study has no short form; it is what the key 'quick' holds");
        Study study = isQuick ? file.Quick!.Of(file.Study) : file.Study;
        return study with
        {
            IsQuick = isQuick,
            NamedMeasures = [.. StudyCheck.NamedMeasures(at)],
            Whole = isQuick ? file.Study : null,
            Text = StudyText.SelfContained(stream, study, isQuick)
        };
    }
}
