using Weir.Tensors;

namespace Weir.Data;

/// <summary>
/// What is wanted of a source. A source uses the options that it lists in <see cref="IDataSource.Options"/>; null stands for
/// its own default.
/// </summary>
public sealed record DataRequest : IDeclaresOptions
{
    /// <summary>The folder that holds data files; null takes what <see cref="DataDirectory.Resolve"/> finds.</summary>
    [Option("The folder that holds data files.", Default = "WEIR_DATA, else data")]
    public string? Directory { get; init; }

    /// <summary>The folder of the recipe: files and folders are sought there first. Null unless told.</summary>
    public string? Beside { get; init; }

    /// <summary>Gives the loading up: whatever takes long looks at it, as between two images or rows. Not unless told.</summary>
    public CancellationToken Cancel { get; init; }

    /// <summary>Is told what is to be said of a table that was read; null for nobody.</summary>
    internal Action<string>? Remark { get; init; }

    /// <summary>The seed of what is generated and of how a table is split; 0 unless told.</summary>
    [Option("The seed of what is generated and of how a table is split; runs of several seeds of the recipe see the same data.")]
    public long Seed { get; init; }

    /// <summary>Training samples.</summary>
    [Option("Training samples.", Key = "training", Least = 1, Default = "the source's own")]
    public int? TrainingCount { get; init; }

    /// <summary>Validation samples; 0 for no validation part.</summary>
    [Option("Validation samples, 0 for none.", Key = "validation", Least = 0, Default = "the source's own")]
    public int? ValidationCount { get; init; }

    /// <summary>Test samples; 0 for no test part.</summary>
    [Option("Test samples, 0 for none.", Key = "test", Least = 0, Default = "the source's own")]
    public int? TestCount { get; init; }

    /// <summary>The strength of the noise, in the unit of each source.</summary>
    [Option("Strength of the noise, in the unit of the source.", Least = 0, Default = "the source's own")]
    public double? Noise { get; init; }

    /// <summary>The number of classes.</summary>
    [Option("Number of classes, for generated sets.", Least = 2, Most = 100, Default = "the source's own")]
    public int? Classes { get; init; }

    /// <summary>Whether images come as (height, width, channels) and not as one row of numbers; false unless told.</summary>
    [Option("Whether images come as (height, width, channels) and not as one row of numbers.", Key = "images")]
    public bool AsImages { get; init; }

    /// <summary>
    /// The folder of images, in <see cref="Directory"/> unless it is a full path; when no directory is given, the working folder is looked
    /// at first.
    /// </summary>
    [Option("The folder of images: with a folder for each class, or where those lie that a table lists.", Default = "none")]
    public string? Folder { get; init; }

    /// <summary>
    /// The folder of masks, sought like <see cref="Folder"/>; null where that folder holds one of images and one of masks.
    /// </summary>
    [Option("The folder of masks, which have the names of their images; 'folder' is then that of the images.",
        Default = "'folder' holds a folder 'images' and a folder 'masks'")]
    public string? Masks { get; init; }

    /// <summary>The classes of a mask's values; null where each value that occurs is a class.</summary>
    [Option("The classes of masks: names for the values 0, 1, 2 …, as [background, road], or each with its value, as [0=background, "
        + "'#ff8000=road'].", Default = "each value that occurs is a class")]
    public IReadOnlyList<string>? ClassNames { get; init; }

    /// <summary>The values of masks that count for nothing; null for none.</summary>
    [Option("Values of masks that count for nothing, as [255]: numbers, or colours such as '#e0e0c0'.")]
    public IReadOnlyList<string>? Ignore { get; init; }

    /// <summary>The side of the square that images are brought to; null where they are of one size and stay as they are.</summary>
    [Option("Side of the square that images are brought to.", Least = 1, Most = 16_384,
        Default = "they are of one size and stay as they are")]
    public int? Size { get; init; }

    /// <summary>How images are brought to <see cref="Size"/>; <see cref="ImageFit.Crop"/> unless told.</summary>
    [Option("How images are brought to the size: crop (the shorter side, then the middle is cut out) or stretch.")]
    public ImageFit Fit { get; init; }

    /// <summary>The length of a sequence: characters of a window, places of a generated sequence, rows of one of a table.</summary>
    [Option("Length of a sequence: characters of a window of a text, places of the adding problem, rows of a sequence of a table (of "
        + "longer ones the last are taken, of shorter ones the first is repeated in front).", Least = 2, Most = 1_000_000,
        Default = "128 characters, 100 places, all rows, which must be as many in each")]
    public int? Length { get; init; }

    /// <summary>
    /// Characters or rows from the start of a training window to that of the next; null for as many characters as a window has, and for
    /// each row.
    /// </summary>
    [Option("Characters of a text, or rows of a table, from the start of a training window to that of the next.", Least = 1,
        Default = "as many characters as a window has, each row")]
    public int? Stride { get; init; }

    /// <summary>Rows of a table that follow one another and make a sample, for forecasting; null where each row is one.</summary>
    [Option("Rows of a table that follow one another and make a sample of shape (rows, columns), for forecasting; the past of the target "
        + "is among them.", Least = 1, Most = 100_000, Default = "each row is a sample")]
    public int? Window { get; init; }

    /// <summary>How many rows after the last of a window its target stands; null for 1.</summary>
    [Option("How many rows after the last of a window its target stands.", Least = 1, Most = 1_000_000, Default = "1")]
    public int? Horizon { get; init; }

    /// <summary>
    /// The column of a table whose rows of one value are a sample together, of shape (length, columns); null where each row is one.
    /// </summary>
    [Option("The column of a table whose rows of one value are a sample together, of shape (length, columns), as the readings of one "
        + "recording; they have one target, or each its own (row-targets). It is no feature.", Default = "each row is a sample")]
    public string? Sequence { get; init; }

    /// <summary>Whether each row of a sequence has a target of its own; false where a sequence has one.</summary>
    [Option("Whether each row of a sequence has a target of its own, a class or numbers, as each second of a recording, so that the "
        + "network tells of each place.")]
    public bool RowTargets { get; init; }

    /// <summary>
    /// The column of dates or numbers that the rows of windows and sequences are ordered by; null where they lie in order.
    /// </summary>
    [Option("The column of dates or numbers that the rows of windows and sequences are ordered by.", Default = "rows lie in order")]
    public string? Time { get; init; }

    /// <summary>
    /// The table or text, in <see cref="Directory"/> unless it is a full path; when no directory is given, the working folder is looked at
    /// first.
    /// </summary>
    [Option("The table of csv or image-list, or the text.", Default = "none")]
    public string? File { get; init; }

    /// <summary>A second table for the test part; without it the test part is split off the first.</summary>
    [Option("A second table for the test part.", Default = "the test part is split off the first")]
    public string? TestFile { get; init; }

    /// <summary>The name of the target column; null takes the last.</summary>
    [Option("The name of the target column.", Key = "target", Default = "the last")]
    public string? TargetColumn { get; init; }

    /// <summary>Further columns that are predicted beside the target, each of numbers; null for none.</summary>
    [Option("Further columns that are predicted beside the target, each of numbers, or of 0 and 1 for several labels at once.")]
    public IReadOnlyList<string>? MoreTargets { get; init; }

    /// <summary>How the rows of a table are dealt out to the parts; <see cref="RowSplit.Random"/> unless told.</summary>
    [Option("How the rows of a table are dealt out to the parts: random, stratified (each class is spread evenly) or time (the first rows "
        + "are learnt from, the last are for test).")]
    public RowSplit Split { get; init; }

    /// <summary>
    /// A column of a table whose rows of one value stay together in one part, and of windows those that follow one another; it is no
    /// feature. Null for none.
    /// </summary>
    [Option("A column whose rows of one value stay together in one part, as those of one person; with 'window', whose rows of one value "
        + "are a sequence of their own. It is no feature.", Default = "none")]
    public string? Group { get; init; }

    /// <summary>What the target column means; <see cref="DataTask.Auto"/> unless told.</summary>
    [Option("What the target column means; auto: classes when it holds integers or text of at most 50 values, else numbers.")]
    public DataTask Task { get; init; }

    /// <summary>What stands between the cells of a table; null finds it among comma, semicolon, tab and bar.</summary>
    [Option("What stands between the cells of a table.", Default = "found by itself")]
    public char? Delimiter { get; init; }

    /// <summary>Whether a table may hold NaN and infinities; false unless told.</summary>
    [Option("Whether a table may hold NaN and infinities.")]
    public bool AllowNonFinite { get; init; }

    /// <summary>What is done with empty cells of a table; they are refused unless told.</summary>
    [Option("What is done with empty cells of a table (nothing, NA, null, ?): refuse them, fill in the mean or the median of the column's "
        + "training part, flag them by a feature more and fill in the median, or drop their rows.")]
    public MissingCells Missing { get; init; }

    /// <summary>Columns of a table that are left out; null for none.</summary>
    [Option("Columns of a table that are left out.")]
    public IReadOnlyList<string>? Drop { get; init; }

    /// <summary>The only columns of a table that are used beside the target; null for all.</summary>
    [Option("The only columns of a table that are used beside the target.", Default = "all")]
    public IReadOnlyList<string>? Columns { get; init; }

    /// <summary>Columns of a table that are categories whatever they look like, as codes that are numbers; null for none.</summary>
    [Option("Columns of a table that are categories, a feature for each value, though they hold numbers or many texts.")]
    public IReadOnlyList<string>? Categories { get; init; }

    /// <summary>The paths at which a file or folder is sought: beside the recipe, in the working folder, in the data folder.</summary>
    /// <param name="name">Its name, or a path.</param>
    public IReadOnlyList<string> Places(string name)
    {
        if (Path.IsPathRooted(name))
            return [name];
        List<string> places = [];
        if (Beside is not null)
            places.Add(Path.GetFullPath(Path.Combine(Beside, Directory ?? "", name)));
        if (Directory is null)
            places.Add(Path.GetFullPath(name));
        places.Add(Path.GetFullPath(Path.Combine(DataDirectory.Resolve(Directory), name)));
        return [.. places.Distinct(StringComparer.Ordinal)];
    }

    /// <summary>
    /// The folders in which the files of a set of fixed names are sought: beside the recipe, in <c>data</c> there, in the data folder.
    /// </summary>
    public IReadOnlyList<string> Folders()
    {
        string[] beside = Beside is null ? [] : Directory is null ? [Beside, Path.Combine(Beside, DataDirectory.Default)]
            : [Path.Combine(Beside, Directory)];
        return [.. beside.Append(DataDirectory.Resolve(Directory)).Select(Path.GetFullPath).Distinct(StringComparer.Ordinal)];
    }

    /// <summary>The same with full paths of the files and folders that lie in a folder.</summary>
    /// <param name="folder">The folder.</param>
    public DataRequest FoundIn(string folder)
    {
        return this with { File = Found(File), TestFile = Found(TestFile), Folder = Found(Folder), Masks = Found(Masks) };

        string? Found(string? name)
        {
            if (name is null || Path.IsPathRooted(name))
                return name;
            string path = Path.GetFullPath(Path.Combine(folder, Directory ?? "", name));
            return System.IO.File.Exists(path) || System.IO.Directory.Exists(path) ? path : name;
        }
    }

    /// <summary>The options that were set to other than their default (without folder and seed, which all sources may be given).</summary>
    public IReadOnlyList<DeclaredOption> Given()
    {
        DataRequest defaults = new();
        return [.. DeclaredOption.Of(typeof(DataRequest))
            .Where(option => option.Name is not (nameof(Directory) or nameof(Seed)) && !Equals(option.Get(this), option.Get(defaults)))];
    }
}
