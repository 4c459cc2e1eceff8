namespace Weir.Data;

/// <summary>A place that data comes from: a file format, a well-known set, or a generator.</summary>
public interface IDataSource
{
    /// <summary>The name in a recipe, as in <c>mnist</c>.</summary>
    string Name { get; }

    /// <summary>One line on what it gives.</summary>
    string Description { get; }

    /// <summary>The properties of <see cref="DataRequest"/> that it uses, by name; folder and seed may always be given.</summary>
    IReadOnlyList<string> Options { get; }

    /// <summary>Whether there is something to load, so that another source need not be taken in its place: the files and folders that are
    /// named, unless the source says otherwise. What they hold is not looked at.</summary>
    /// <param name="request">What is wanted.</param>
    bool IsThere(DataRequest request) => DataPlaces.AreThere(request);

    /// <summary>
    /// Some samples without content, by which a network can be checked where the data is not there: as large as those of the data, with as
    /// many classes. Null, as unless the source says otherwise, where only the data tells.
    /// </summary>
    /// <param name="request">What is wanted.</param>
    Dataset? Blank(DataRequest request) => null;

    /// <summary>Loads or generates the parts.</summary>
    /// <param name="request">What is wanted.</param>
    /// <exception cref="DataException">A file that is missing or damaged, or an option out of its range.</exception>
    DataSplit Load(DataRequest request);
}
