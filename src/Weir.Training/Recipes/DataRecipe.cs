using Weir.Data;
using Weir.Tensors;

namespace Weir.Training;

/// <summary>What is learnt from: a source by its name, what is wanted of it, and how inputs are scaled.</summary>
public sealed record DataRecipe : IDeclaresOptions
{
    /// <summary>The name of one of <see cref="DataSources.All"/>. Default: the built-in digits.</summary>
    public string Source { get; init; } = DataSources.All[0].Name;

    /// <summary>
    /// What is wanted of the source. Its seed is not the recipe's: runs of several seeds see the same data. Default: what the source gives.
    /// </summary>
    public DataRequest Request { get; init; } = new();

    /// <summary>How inputs are brought to mean 0 and deviation 1, with numbers of the training part. Default: not at all.</summary>
    [Option("How inputs are brought to mean 0 and deviation 1, with numbers of the training part.")]
    public Standardization Standardize { get; init; }

    /// <summary>
    /// Whether target values are brought to mean 0 and deviation 1, with numbers of the training part; metrics stay in the targets' unit.
    /// Default: where nothing speaks against it.
    /// </summary>
    [Option("Whether target values are brought to mean 0 and deviation 1 for the training, with numbers of the training part. Metrics "
        + "stay in the targets' unit. 'auto' does so for values, where the loss takes any value and the last layer has no function.")]
    public TargetScaling Targets { get; init; }

    /// <summary>
    /// Whether the numbers of a sample are its targets as well, as an auto-encoder has them, in place of those of the source. Default
    /// false.
    /// </summary>
    [Option("Whether the numbers of a sample are its targets as well, as for an auto-encoder.")]
    public bool Reconstruct { get; init; }

    /// <summary>
    /// Into how many parts training and validation part together are cut, of which <see cref="Fold"/> is the validation part; null for
    /// those of the source. Default null.
    /// </summary>
    [Option("Into how many parts training and validation part together are cut, for cross-validation.", Least = 2, Most = 1000,
        Default = "not at all")]
    public int? Folds { get; init; }

    /// <summary>Which of the <see cref="Folds"/> is the validation part, from 1. Default 1.</summary>
    [Option("Which of the folds is the validation part, from 1.", Least = 1, Most = 1000)]
    public int Fold { get; init; } = 1;

    /// <summary>
    /// What is done to the training samples of each batch, one after the other; they see the numbers before they are scaled. Default:
    /// nothing.
    /// </summary>
    public ValueList<Augmentation> Augment { get; init; } = [];

    /// <summary>
    /// What is taken where the data is not there: the first of these that is. What one of them does not say it has from this one, as far as
    /// its source uses it. A run is made with what was taken at its beginning, and says what that stands for. Default: nothing.
    /// </summary>
    public ValueList<DataRecipe> Else { get; init; } = [];

    /// <summary>Of data that was taken, the sources before it that were not there.</summary>
    internal ValueList<DataRecipe> Missing { get; init; } = [];

    /// <summary>Where it stands in the file.</summary>
    public RecipePlace Place { get; init; }

    /// <summary>Where a fault of the data stands: at the option that it lies in, where that is given.</summary>
    internal RecipePlace PlaceOf(DataException error) => error.Option is { } option ? Place.Of(option) : Place;

    /// <summary>Loads it.</summary>
    /// <param name="directory">The folder of data files, instead of the recipe's; null for that one.</param>
    /// <param name="registry">Where the source is found by its name. Default: the parts of the library.</param>
    /// <param name="cancel">Gives the loading up. Default: it goes on to its end.</param>
    /// <exception cref="DataException">The data cannot be read.</exception>
    /// <exception cref="RecipeException">Folds of rows that are split by their order, or of windows.</exception>
    public DataSplit Load(string? directory = null, RecipeRegistry? registry = null, CancellationToken cancel = default)
    {
        if (Else.Count > 0)
            return DataPreference.Choose(this, directory, registry ?? RecipeRegistry.BuiltIn).Load(directory, registry, cancel);
        if (Folds is not null && Request.Window is not null)
        {
            throw new RecipeException(Place.Of("folds"), "data: folds deal samples out by chance, and windows of one sequence share their "
                + "rows: a fold would be validated on rows that it learns from. Leave 'folds' (--folds) or 'window' out");
        }

        if (Folds is null && Fold != 1)
        {
            throw new RecipeException(Place.Of("fold"), $"data: 'fold: {Fold}' is one of the parts that 'folds' cuts, and the recipe has "
                + "no folds. Say how many there are, as 'folds: 5', or leave 'fold' out");
        }

        if (Folds is not null && Request.Split == RowSplit.Time)
        {
            throw new RecipeException(Place.Of("folds"), "data: folds deal rows out by chance, and 'split: time' keeps what comes later "
                + "from what is learnt: a fold would be validated on rows that lie before some that it learns from. Leave 'folds' "
                + "(--folds) or 'split: time' out");
        }

        DataSplit split = DataSources.Load(
            (registry ?? RecipeRegistry.BuiltIn).FindSource(Source),
            RequestIn(directory) with { Cancel = cancel });
        if (DataPreference.Told(this) is { } told)
            split = split with { Remarks = [$"data: {told}", .. split.Remarks] };
        if (Folds is { } folds)
            split = CrossValidation.Take(split, folds, Fold, Request.Seed);
        return Reconstruct ? split.Map(WithItself) : split;
    }

    /// <summary>
    /// Samples of the form that the data has, where it cannot be loaded: those that there are, whatever number was asked for, else some
    /// without content; null where only the data tells the form.
    /// </summary>
    /// <param name="directory">The folder of data files, instead of the recipe's; null for that one.</param>
    /// <param name="registry">Where the source is found by its name.</param>
    internal Dataset? Form(string? directory, RecipeRegistry registry)
    {
        DataRecipe all = this with
        {
            Request = Request with { TrainingCount = null, ValidationCount = null, TestCount = null },
            Folds = null,
            Fold = 1,
        };
        try
        {
            return all.Load(directory, registry).Training;
        }
        catch (WeirException error) when (error is DataException or RecipeException)
        {
            Dataset? blank = registry.FindSource(Source).Blank(RequestIn(directory));
            return blank is not null && Reconstruct ? WithItself(blank) : blank;
        }
    }

    /// <summary>What is wanted of the source, with files sought in a folder and beside the recipe.</summary>
    /// <param name="directory">The folder of data files, instead of the recipe's; null for that one.</param>
    internal DataRequest RequestIn(string? directory) => Request with
    {
        Directory = directory ?? Request.Directory,
        Beside = Place.File is { } file && Path.GetDirectoryName(file) is { Length: > 0 } folder ? folder : Request.Beside,
    };

    /// <summary>
    /// The data folder that the environment names, where the data is found in it and would not be without: a run that goes on elsewhere
    /// has to know it. Null where it is named otherwise, or not needed.
    /// </summary>
    /// <param name="registry">What the recipe can name.</param>
    /// <param name="environment">Looks up an environment variable; null asks the process.</param>
    internal string? NamedFolder(RecipeRegistry registry, Func<string, string?>? environment = null)
    {
        if (Request.Directory is not null || DataDirectory.Named(environment) is not { } named)
            return null;
        IDataSource source = registry.FindSource(Source);
        return source.IsThere(RequestIn(named)) && !source.IsThere(RequestIn(DataDirectory.Default)) ? Path.GetFullPath(named) : null;
    }

    private static Dataset WithItself(Dataset part)
    {
        if (part.Tokens is not null)
            throw new DataException($"{part.Name}: its samples are tokens, which are no quantities that could be reconstructed; leave "
                + "'reconstruct' out");
        // Samples that overlap share their numbers; targets do not.
        Dataset apart = part.Apart();
        return apart.WithTargets(new ValueTargets(apart.Inputs, apart.SampleSize)
        {
            // Of a window the names are those of a row.
            Names = apart.Columns?.Count == apart.SampleSize ? apart.Columns : null,
        });
    }
}
