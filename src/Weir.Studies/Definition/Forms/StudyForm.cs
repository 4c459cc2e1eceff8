using Weir.Training;
using Weir.Training.Forms;
using YamlDotNet.Core.Events;
using YamlDotNet.RepresentationModel;

namespace Weir.Studies;

/// <summary>The keys of a study.</summary>
internal static class StudyForm
{
    /// <summary>The key of the networks.</summary>
    public const string BaseKey = "base";

    private static readonly ChangesForm s_changes = new();

    private static readonly NamedForm<Level> s_levels = new("change", ReadLevel, s_changes.Schema, level =>
        (level.Name, new YamlMappingNode { Style = MappingStyle.Flow }));

    private static readonly NamedForm<Factor> s_factors = new("list of levels", ReadFactor, s_levels.Schema, factor =>
        (factor.Name, s_levels.Write(factor.Levels)));

    private static readonly RecordForm<Search> s_search =
        new RecordForm<Search>("a search", new Search { Name = "", Path = "", From = 1, To = 1 })
        .Field("path", "The path of the key, as optimizer.*.rate.", new TextForm(), search => search.Path, (search, value) =>
            search with { Path = value }, required: true)
        .Field("from", "The smallest that is tried first.", new NumberForm(0) { LeastIncluded = false }, search => search.From,
            (search, value) => search with { From = value }, required: true)
        .Field("to", "The largest that is tried first.", new NumberForm(0) { LeastIncluded = false }, search => search.To,
            (search, value) => search with { To = value }, required: true)
        .Field("whole", "Whether only whole numbers are tried.", new BooleanForm(), search => search.Whole,
            (search, value) => search with { Whole = value })
        .Field("within", "The search ends when the smallest that fails is at most this many times the largest that trains.",
            new NumberForm(1) { LeastIncluded = false }, search => search.Within, (search, value) => search with { Within = value })
        .Field("widen", "How many times its ends the search may go beyond: below 'from' where no number between them trains, above 'to' "
            + "where that trains; 1 for not at all.", new NumberForm(1), search => search.Widen ?? SearchNumbers.UsualWidening,
            (search, value) => search with { Widen = value }, otherwise: "100, and for whole numbers not at all above 'to'");

    private static readonly NamedForm<Search> s_searches = new("search", ReadSearch, s_search.Schema, search =>
        (search.Name, s_search.Write(search)!));

    private static readonly WordForm<LayerQuantity> s_quantity = new(null, ("gradient", LayerQuantity.Gradient),
        ("bias-gradient", LayerQuantity.BiasGradient), ("weight-gradient", LayerQuantity.WeightGradient));

    private static readonly RecordForm<StudyMap> s_map =
        new RecordForm<StudyMap>("a picture", new StudyMap { Across = "", Down = "" })
        .Field("across", "The factor whose levels, which are numbers, are the columns.", new TextForm(), map => map.Across, (map, value) =>
            map with { Across = value }, required: true)
        .Field("down", "The factor whose levels, which are numbers, are the rows.", new TextForm(), map => map.Down, (map, value) =>
            map with { Down = value }, required: true)
        .Field("measure", "The measure that shades them.", new TextForm(), map => map.Measure, (map, value) =>
            map with { Measure = value })
        .Field("curve", "A curve of a theory, in numbers of the rows: depth-scale, ξ of mean-field theory in layers.",
            new WordForm<MapCurve>(null, ("none", MapCurve.None), ("depth-scale", MapCurve.DepthScale)), map => map.Curve, (map, value) =>
            map with { Curve = value })
        .Field("times", "What the curve is multiplied by.", new NumberForm(0) { LeastIncluded = false }, map => map.Times,
            (map, value) => map with { Times = value });

    private static readonly RecordForm<QuickForm> s_quick = new RecordForm<QuickForm>("the short form", new QuickForm())
        .Field("seeds", "How many seeds, or which.", new SeedsForm(), quick => quick.Seeds!, (quick, value) => quick with { Seeds = value })
        .Field("set", "What is done to every recipe besides.", s_changes, quick => quick.Set, (quick, value) => quick with { Set = value })
        .Field(BaseKey, "The networks that are kept.", new ListForm<string>(new TextForm()), quick => quick.Networks!, (quick, value) =>
            quick with { Networks = value })
        .Field("levels", "The levels that are kept, by factor.", new NamedForm<(string, ValueList<string>)>("list of levels", ReadKept,
            new ListForm<string>(new TextForm()).Schema, kept => (kept.Item1, new ListForm<string>(new TextForm()).Write(kept.Item2))),
            quick => quick.Levels, (quick, value) => quick with { Levels = value })
        .Field("target", "What steps and seconds to a target are counted to.", new OptionalForm<double>(new NumberForm(0, 1)), quick =>
            quick.Target, (quick, value) => quick with { Target = value })
        .Field("largest", "Searches with other limits.", s_searches, quick => quick.Largest, (quick, value) =>
            quick with { Largest = value });

    /// <summary>A study with a given default name.</summary>
    /// <param name="name">The name.</param>
    /// <param name="recipes">The texts of recipes that are no files, by name; null for none. Default: there are none.</param>
    public static RecordForm<StudyFile> For(string name, Func<string, string?>? recipes = null) =>
        new RecordForm<StudyFile>("the study", new StudyFile { Study = new Study { Name = name, Networks = [] } })
        .Field("name", "The name of the study's folder.", new TextForm(RunName.Pattern(), RunName.Rule), file => file.Study.Name,
            With<string>((study, value) => study with { Name = value }), otherwise: "the file's name")
        .Field("title", "What is asked, in a line.", new TextForm(), file => file.Study.Title!,
            With<string>((study, value) => study with { Title = value }))
        .Field("expect", "What to expect, in a sentence or two.", new TextForm(), file => file.Study.Expect!,
            With<string>((study, value) => study with { Expect = value }))
        .Field("form", "Which form is run unless told: full or quick.",
            new WordForm<bool>(null, ("full", false), ("quick", true)), file => file.IsQuick, (file, value) =>
            file with { IsQuick = value })
        .Field(BaseKey, "The networks by name: a recipe's file, or a recipe.", NetworkForms.For(recipes), file => file.Study.Networks,
            With<ValueList<StudyNetwork>>((study, value) => study with { Networks = value }), required: true)
        .Field("recipes", "Recipes that cells begin with in place of their network's, by the names of the cells. A study that a program "
            + "made is written so, with what its changes came to.", NetworkForms.For(recipes), file => file.Study.Recipes,
            With<ValueList<StudyNetwork>>((study, value) => study with { Recipes = value }), otherwise: "none")
        .Field("set", "What is done to every recipe before the levels.", s_changes, file => file.Study.Set,
            With<ValueList<Change>>((study, value) => study with { Set = value }), otherwise: "nothing")
        .Field("factors", "What is varied: factors by name, with levels by name. The first level is what the others are compared with.",
            s_factors, file => file.Study.Factors, With<ValueList<Factor>>((study, value) => study with { Factors = value }))
        .Field("design", "Which combinations are run: factorial (all), one-at-a-time, ladder (each level on top of those before) or "
            + "list.", new WordForm<StudyDesign>(null, ("factorial", StudyDesign.Factorial),
            ("one-at-a-time", StudyDesign.OneAtATime), ("ladder", StudyDesign.Ladder), ("list", StudyDesign.List)), file =>
            file.Study.Design, With<StudyDesign>((study, value) => study with { Design = value }))
        .Field("cells", "The combinations of a list, as [{norm: batch-norm, rate: 1}]; a factor that is not named has its first level.",
            new ListForm<CellPattern>(new PatternForm()), file => file.Study.Cells,
            With<ValueList<CellPattern>>((study, value) => study with { Cells = value }))
        .Field("exclude", "Combinations that are left out.", new ListForm<CellPattern>(new PatternForm()), file => file.Study.Exclude,
            With<ValueList<CellPattern>>((study, value) => study with { Exclude = value }))
        .Field("seeds", "How many seeds (1, 2, …), or a list of them.", new SeedsForm(), file => file.Study.Seeds,
            With<ValueList<long>>((study, value) => study with { Seeds = value }))
        .Field("threads", "Threads of a run, which its bits depend on.", new IntegerForm<int>(1, 1024), file =>
            file.Study.Threads, With<int>((study, value) => study with { Threads = value }))
        .Field("measures", "The columns of the table.", new ListForm<string>(new TextForm()), file => file.Study.Measures,
            With<ValueList<string>>((study, value) => study with { Measures = value }))
        .Field("closing", "The measures that the closing sentences are about.", new ListForm<string>(new TextForm()), file =>
            file.Study.Closing!, With<ValueList<string>>((study, value) => study with { Closing = value }),
            otherwise: "attenuation-start and accuracy, or where all targets are values the fit")
        .Field("target", "The accuracy (for values the share of the variance) that steps and seconds are counted to.",
            new NumberForm(0, 1), file => file.Study.Target, With<double>((study, value) => study with { Target = value }))
        .Field("margin", "A run trains if it beats the trivial predictor by this share.", new NumberForm(0, 1), file =>
            file.Study.Margin, With<double>((study, value) => study with { Margin = value }))
        .Field("diagnosis", "Whether the rules of diagnosis watch the runs.", new BooleanForm(), file => file.Study.Diagnosis,
            With<bool>((study, value) => study with { Diagnosis = value }))
        .Field("largest", "Numbers of which the largest that trains is looked for, by bisection.", s_searches, file => file.Study.Largest,
            With<ValueList<Search>>((study, value) => study with { Largest = value }))
        .Field("layers", "Quantities that are told layer by layer, from the start to the end of the runs: gradient (through the layer), "
            + "bias-gradient, weight-gradient.", new ListForm<LayerQuantity>(s_quantity), file => file.Study.Layers,
            With<ValueList<LayerQuantity>>((study, value) => study with { Layers = value }))
        .Field("map", "A picture: a measure over two factors whose levels are numbers, with the curve of a theory in it.", s_map, file =>
            file.Study.Map!, With<StudyMap>((study, value) => study with { Map = value }))
        .Field("published", "Figures of others, to stand beside: {source: where, values: [{network: relu, value: 97.3 %}]}.",
            new PublishedForm(), file => file.Study.Published,
            With<ValueList<PublishedFigure>>((study, value) => study with { Published = value }))
        .Field("quick", "The short form: fewer networks, levels and seeds, shorter runs.", s_quick, file => file.Quick!, (file, value) =>
            file with { Quick = value });

    private static Func<StudyFile, T, StudyFile> With<T>(Func<Study, T, Study> with) => (file, value) =>
        file with { Study = with(file.Study, value) };

    private static bool ReadLevel(string name, Reading at, out Level level)
    {
        bool read = s_changes.Read(at, out ValueList<Change> changes);
        level = new Level(name, changes);
        return read;
    }

    private static bool ReadFactor(string name, Reading at, out Factor factor)
    {
        bool read = s_levels.Read(at, out ValueList<Level> levels);
        factor = new Factor(name, levels);
        return read;
    }

    private static bool ReadSearch(string name, Reading at, out Search search)
    {
        bool read = s_search.Read(at, out search);
        if (!read)
            return false;
        YamlNode path = ((YamlMappingNode)at.Node).Children[new YamlScalarNode("path")];
        search = search with { Name = name, Place = at.PlaceOf(path) };
        try
        {
            _ = RecipePath.Parse(search.Path, search.Place);
            return true;
        }
        catch (RecipeException error)
        {
            at.Errors.AddRange(error.Errors);
            return false;
        }
    }

    private static bool ReadKept(string name, Reading at, out (string Factor, ValueList<string> Levels) kept)
    {
        bool read = new ListForm<string>(new TextForm()).Read(at, out ValueList<string> levels);
        kept = (name, levels);
        return read;
    }
}
