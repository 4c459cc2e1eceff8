using System.Collections.Concurrent;
using Weir.Data;
using Weir.Tensors;
using Weir.Training;

namespace Weir.Studies;

/// <summary>The data of a study's runs, each set loaded once.</summary>
/// <param name="directory">The folder of data files, before what recipes say; null for theirs.</param>
/// <param name="runs">The folder of the runs, which go on with what they have; null where there are none.</param>
internal sealed class SharedData(string? directory, string? runs = null)
{
    private readonly ConcurrentDictionary<(string Data, string? Folder), Lazy<DataSplit>> _loaded = new();
    private readonly ConcurrentDictionary<(string Data, string? Folder), Lazy<Dataset?>> _forms = new();
    private readonly ConcurrentDictionary<DataRecipe, DataSplit> _given = new(ReferenceEqualityComparer.Instance);
    private readonly ConcurrentDictionary<Cell, Recipe> _recipes = new(ReferenceEqualityComparer.Instance);
    private readonly ConcurrentDictionary<string, DataRecipe> _chosen = new();
    private readonly ConcurrentDictionary<string, bool> _remarks = new();

    private readonly ConcurrentDictionary<DataSplit, Lazy<(string, string)>> _fingerprints = new(ReferenceEqualityComparer.Instance);

    /// <summary>What is to be said of data that was taken in place of other; nothing of a study that has what it prefers.</summary>
    public IReadOnlyList<string> Remarks => [.. _remarks.Keys.Order(StringComparer.Ordinal)];

    /// <summary>
    /// The recipe of a run, with the data that the study has: of several in order of preference that which runs have that are there, else
    /// the first that is there.
    /// </summary>
    /// <param name="run">The run.</param>
    /// <exception cref="RecipeException">It has faults.</exception>
    public Recipe RecipeOf(PlannedRun run)
    {
        // The runs of a cell differ in name and seed alone.
        return run.Trial is not null ? Taken(run.Recipe())
            : _recipes.GetOrAdd(run.Cell, _ => Taken(run.Recipe())) with { Name = run.Name, Seed = run.Seed };

        Recipe Taken(Recipe recipe) => recipe.Data.Else.Count == 0 ? recipe
            : recipe with { Data = _chosen.GetOrAdd(RecipeWriter.Write(recipe.Data, recipe.Registry), _ => Choose(recipe)) };
    }

    /// <summary>The data of a recipe.</summary>
    /// <exception cref="DataException">It cannot be read.</exception>
    public DataSplit Of(Recipe recipe) => _given.GetOrAdd(recipe.Data, _ =>
    {
        DataRecipe data = Loaded(recipe);
        return _loaded.GetOrAdd(KeyOf(data, recipe.Registry), _ => new Lazy<DataSplit>(() => data.Load(directory, recipe.Registry))).Value;
    });

    /// <summary>Samples of the form that the data of a recipe has, where it cannot be loaded; null where that is not known.</summary>
    public Dataset? FormOf(Recipe recipe)
    {
        DataRecipe data = Loaded(recipe);
        return _forms.GetOrAdd(KeyOf(data, recipe.Registry), _ => new Lazy<Dataset?>(() => data.Form(directory, recipe.Registry))).Value;
    }

    /// <summary>What is loaded: what is done to samples on their way into a batch is the run's.</summary>
    private static DataRecipe Loaded(Recipe recipe) =>
        recipe.Data with { Augment = [], Standardize = default, Targets = default };

    private static (string Data, string? Folder) KeyOf(DataRecipe data, RecipeRegistry registry) =>
        (RecipeWriter.Write(data, registry), Path.GetDirectoryName(data.Place.File));

    private DataRecipe Choose(Recipe recipe)
    {
        IReadOnlyList<DataRecipe> all = DataPreference.Of(recipe.Data, recipe.Registry);
        string[] texts = [.. all.Select(each => RecipeWriter.Write(each, recipe.Registry))];
        int had = runs is null || !Directory.Exists(runs) ? -1 : FileException.Guard(runs, "its runs cannot be listed", () =>
            Directory.EnumerateDirectories(runs).Select(run => Array.IndexOf(texts, TextOf(run, recipe.Registry)))
                .FirstOrDefault(at => at >= 0, -1));
        DataRecipe chosen = had >= 0 ? DataPreference.Taken(all, had) : DataPreference.Choose(recipe.Data, directory, recipe.Registry);
        string? later = had < 0 ? null : DataPreference.ToldLater(chosen, directory, recipe.Registry);
        if ((later ?? DataPreference.Told(chosen)) is { } told)
            _remarks.TryAdd(told, true);
        return chosen;
    }

    private static string? TextOf(string run, RecipeRegistry registry)
    {
        try
        {
            return RunDirectory.CanGoOn(run)
                ? RecipeWriter.Write(RecipeReader.Read(Path.Combine(run, RunDirectory.RecipeName), registry).Data, registry) : null;
        }
        catch (RecipeException)
        {
            // It is refused by name where it is one of the study.
            return null;
        }
    }

    /// <summary>
    /// The hashes of the data of a recipe, as its runs say them (<see cref="RunRecord.DataFingerprint"/>,
    /// <see cref="RunRecord.TestFingerprint"/>).
    /// </summary>
    /// <exception cref="DataException">It cannot be read.</exception>
    public (string Learnt, string Test) FingerprintsOf(Recipe recipe) => _fingerprints.GetOrAdd(Of(recipe), data =>
        new Lazy<(string, string)>(() => (DataFingerprint.Of(data), DataFingerprint.OfTest(data)))).Value;
}
