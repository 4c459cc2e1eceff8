using Weir.Training;

namespace Weir.Studies;

/// <summary>
/// A comparison over networks, factors and seeds. It is what <c>studies/*.yaml</c> hold (<see cref="StudyReader"/>), and can be written in
/// C# as well.
/// </summary>
public sealed record Study
{
    /// <summary>The name of its folder: letters, digits, <c>-</c>, <c>_</c> and <c>.</c>.</summary>
    public required string Name { get; init; }

    /// <summary>What is asked, in a line. Default: the name.</summary>
    public string? Title { get; init; }

    /// <summary>What to expect, in a sentence or two. Default: none.</summary>
    public string? Expect { get; init; }

    /// <summary>The networks that every level is tried on; one or more. Effects are stated for each by itself.</summary>
    public required ValueList<StudyNetwork> Networks { get; init; }

    /// <summary>Recipes that cells begin with in place of their network's, by the names of the cells. Default: none.</summary>
    internal ValueList<StudyNetwork> Recipes { get; init; } = [];

    /// <summary>What is done to every recipe before the levels. Default: nothing.</summary>
    public ValueList<Change> Set { get; init; } = [];

    /// <summary>What is varied. Default: nothing but the networks.</summary>
    public ValueList<Factor> Factors { get; init; } = [];

    /// <summary>Which combinations of levels are run. Default: all of them.</summary>
    public StudyDesign Design { get; init; } = StudyDesign.Factorial;

    /// <summary>The combinations of <see cref="StudyDesign.List"/>. Default: none.</summary>
    public ValueList<CellPattern> Cells { get; init; } = [];

    /// <summary>Combinations that are left out. Default: none.</summary>
    public ValueList<CellPattern> Exclude { get; init; } = [];

    /// <summary>The seeds; every cell is run with each. Default: 1, 2 and 3.</summary>
    public ValueList<long> Seeds { get; init; } = [1, 2, 3];

    /// <summary>Threads of a run, which its bits depend on. Default 1: as many runs side by side as there are processors.</summary>
    public int Threads { get; init; } = 1;

    /// <summary>
    /// The columns of the table, by name (<see cref="MeasureList"/>). Default: accuracy, loss, attenuation at the start and the end,
    /// seconds.
    /// </summary>
    public ValueList<string> Measures { get; init; } = ["accuracy", "loss", "attenuation-start", "attenuation-end", "seconds"];

    /// <summary>
    /// The measures that the closing sentences are about. Default (null): attenuation at the start, and accuracy, or of a study of values
    /// the fit (<see cref="StudyResults.Closing"/>).
    /// </summary>
    public ValueList<string>? Closing { get; init; }

    /// <summary>The measures that its file asks for, each where it stands; none for one that was made in C#.</summary>
    internal ValueList<NamedMeasure> NamedMeasures { get; init; } = [];

    /// <summary>
    /// What steps and seconds to a target are counted to: an accuracy, or for values a share of the variance explained. Default 0.9.
    /// </summary>
    public double Target { get; init; } = 0.9;

    /// <summary>
    /// A run trains if it beats the trivial predictor by this: points of accuracy as a share, or of the variance explained. Default 0.1.
    /// </summary>
    public double Margin { get; init; } = 0.1;

    /// <summary>Whether runs are watched by the rules of diagnosis, so that their findings are counted. Default true.</summary>
    public bool Diagnosis { get; init; } = true;

    /// <summary>Numbers of which the largest that trains is looked for. Default: none.</summary>
    public ValueList<Search> Largest { get; init; } = [];

    /// <summary>Quantities that are told layer by layer in a table of their own (<see cref="LayerQuantity"/>). Default: none.</summary>
    public ValueList<LayerQuantity> Layers { get; init; } = [];

    /// <summary>A picture over two factors. Default: none.</summary>
    public StudyMap? Map { get; init; }

    /// <summary>Figures that others have published, to stand beside. Default: none.</summary>
    public ValueList<PublishedFigure> Published { get; init; } = [];

    /// <summary>Whether its rows are networks alone, so that each is compared with the others, and not with other levels.</summary>
    internal bool IsOfNetworks => Factors.Count == 0;

    /// <summary>The measure of how fast networks answer, which is taken where it is asked for.</summary>
    internal const string TestSeconds = "test-seconds";

    /// <summary>Whether that is asked for.</summary>
    internal bool IsTimed => Measures.Contains(TestSeconds);

    /// <summary>The whole form that this is the short one of; null for a whole form.</summary>
    internal Study? Whole { get; init; }

    /// <summary>Whether this is the short form of its file.</summary>
    public bool IsQuick { get; init; }

    /// <summary>
    /// The file's text with all recipes in it, from which the study can be read again; null for one that was made in C#, which
    /// <see cref="StudyWriter"/> writes.
    /// </summary>
    public string? Text { get; init; }
}
