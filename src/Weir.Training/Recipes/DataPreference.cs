using Weir.Data;
using Weir.Tensors;
using Weir.Training.Forms;
using YamlDotNet.RepresentationModel;

namespace Weir.Training;

/// <summary>
/// Sources in order of preference (<see cref="DataRecipe.Else"/>): the first that is there is taken, and from then on a run has that one.
/// </summary>
internal static class DataPreference
{
    /// <summary>The sources in order, each with what it has from the first, and without others behind it.</summary>
    /// <param name="data">The first.</param>
    /// <param name="registry">Where sources are found by their names.</param>
    public static IReadOnlyList<DataRecipe> Of(DataRecipe data, RecipeRegistry registry)
    {
        DataRecipe first = data with { Else = [] };
        return [first, .. data.Else.Select(other => Completed(other, first, registry.FindSource(other.Source)))];
    }

    /// <summary>The data with the first source that is there; with the first of all, whose error tells more, where none is.</summary>
    /// <param name="data">The data.</param>
    /// <param name="directory">The folder of data files, instead of the recipe's; null for that one.</param>
    /// <param name="registry">Where sources are found by their names.</param>
    public static DataRecipe Choose(DataRecipe data, string? directory, RecipeRegistry registry)
    {
        if (data.Else.Count == 0)
            return data;
        IReadOnlyList<DataRecipe> all = Of(data, registry);
        int at = Enumerable.Range(0, all.Count).FirstOrDefault(i => IsThere(all[i], directory, registry));
        return Taken(all, at);
    }

    /// <summary>One of the sources, with those before it that it stands for.</summary>
    public static DataRecipe Taken(IReadOnlyList<DataRecipe> all, int at) => all[at] with { Missing = [.. all.Take(at)] };

    /// <summary>Whether the data of a source is there.</summary>
    public static bool IsThere(DataRecipe data, string? directory, RecipeRegistry registry) =>
        registry.FindSource(data.Source).IsThere(data.RequestIn(directory));

    /// <summary>Reads what a run has said of data that was missing; what cannot be named here is left out.</summary>
    public static ValueList<DataRecipe> Read(IReadOnlyList<string> texts, RecipeRegistry registry)
    {
        List<DataRecipe> read = [];
        foreach (string text in texts)
        {
            YamlNode root = YamlText.Read(text, RunDirectory.RecordName).Documents[0].RootNode;
            Reading at = new(root, "data", RunDirectory.RecordName, []);
            if (RegistryForms.Of(registry).Data.Read(at, out DataRecipe data))
                read.Add(data);
        }

        return [.. read];
    }

    /// <summary>What is said of data that stands for other: <c>cifar-10 is not there, and digits is taken in its place</c>.</summary>
    public static string? Told(DataRecipe data)
    {
        string missing = string.Join(" and ", data.Missing.Select(each => each.Source));
        return data.Missing.Count switch
        {
            0 => null,
            1 => $"{missing} is not there, and {data.Source} is taken in its place",
            _ => $"{missing} are not there, and {data.Source} is taken in their place",
        };
    }

    /// <summary>
    /// What is said of a run that goes on with such data though what it stands for is there by now; null where nothing is.
    /// </summary>
    public static string? ToldLater(DataRecipe data, string? directory, RecipeRegistry registry) =>
        data.Missing.FirstOrDefault(missing => IsThere(missing, directory, registry)) is { } there
            ? $"it goes on with {data.Source}, as it began when {there.Source} was not there; that is there now, and what is begun anew "
                + "takes it" : null;

    /// <summary>The place of the first, from which files are sought, with the options that another gives where they stand.</summary>
    private static RecipePlace With(RecipePlace first, RecipePlace other) => other.Keys is not { } keys ? first
        : first with
        {
            Keys = (first.Keys ?? keys).Concat(keys).GroupBy(key => key.Key).ToDictionary(key => key.Key, key => key.Last().Value),
        };

    /// <summary>What a source does not say it has from the first, as far as it uses it.</summary>
    private static DataRecipe Completed(DataRecipe data, DataRecipe first, IDataSource source)
    {
        DataRequest request = data.Request, plain = new();
        foreach (DeclaredOption option in DeclaredOption.Of(typeof(DataRequest)))
        {
            bool isUsed = option.Name is nameof(DataRequest.Directory) or nameof(DataRequest.Seed) || source.Options.Contains(option.Name);
            if (isUsed && Equals(option.Get(request), option.Get(plain)))
                request = option.With(request, option.Get(first.Request));
        }

        DataRecipe completed = data with
        {
            Request = request with { Beside = first.Request.Beside },
            Place = With(first.Place, data.Place),
        };
        DataRecipe bare = new();
        foreach (DeclaredOption option in DeclaredOption.Of(typeof(DataRecipe)))
        {
            if (Equals(option.Get(completed), option.Get(bare)))
                completed = option.With(completed, option.Get(first));
        }

        return completed.Augment.Count == 0 ? completed with { Augment = first.Augment } : completed;
    }
}
