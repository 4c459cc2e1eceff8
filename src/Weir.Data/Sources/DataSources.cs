using Weir.Tensors;

namespace Weir.Data;

/// <summary>The list of sources. A new one is a file in this folder and a line here.</summary>
public static class DataSources
{
    /// <summary>All sources; the first is the built-in default.</summary>
    public static IReadOnlyList<IDataSource> All { get; } =
    [
        new DigitsSource(),
        new MnistSource(),
        new FashionMnistSource(),
        new CifarSource(),
        new ImageFolderSource(),
        new ImageListSource(),
        new ImageMasksSource(),
        new CsvSource(),
        new TextSource(),
        new CirclesSource(),
        new MoonsSource(),
        new SpiralsSource(),
        new BlobsSource(),
        new FriedmanSource(),
        new AddingSource(),
        new ShapesSource(),
    ];

    /// <summary>The source of a name.</summary>
    /// <param name="name">As in <see cref="IDataSource.Name"/>.</param>
    /// <exception cref="DataException">No source has the name.</exception>
    public static IDataSource Find(string name) =>
        All.FirstOrDefault(source => source.Name == name)
        ?? throw new DataException($"data: there is no source '{name}'; there are {string.Join(", ", All.Select(source => source.Name))}");

    /// <summary>Loads from the source of a name, after a check that it uses every option that was given.</summary>
    /// <param name="name">As in <see cref="IDataSource.Name"/>.</param>
    /// <param name="request">What is wanted.</param>
    /// <exception cref="DataException">No such source, an option that it does not use, or what the source itself finds wrong.</exception>
    public static DataSplit Load(string name, DataRequest? request = null)
    {
        return Load(Find(name), request);
    }

    /// <summary>Loads from a source, after a check that it uses every option that was given.</summary>
    /// <param name="source">The source, of the library or of one's own.</param>
    /// <param name="request">What is wanted.</param>
    /// <exception cref="DataException">An option that it does not use, or what the source itself finds wrong.</exception>
    public static DataSplit Load(IDataSource source, DataRequest? request = null)
    {
        request ??= new DataRequest();
        DeclaredOption? unused = request.Given().FirstOrDefault(option => !source.Options.Contains(option.Name));
        if (unused is not null)
            throw new DataException($"data: source '{source.Name}' does not use {unused.Name}; it uses "
                + $"{string.Join(", ", source.Options)}");
        try
        {
            return source.Load(request);
        }
        catch (Exception error) when (DiskError.Is(error))
        {
            throw new DataException($"{source.Name}: the data cannot be read: {DiskError.Words(error)}", error);
        }
    }
}
