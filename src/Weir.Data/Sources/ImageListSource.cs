using System.Globalization;
using Weir.Tensors;

namespace Weir.Data;

/// <summary>
/// A table of image files and what is to be predicted for each: its first column but the target names the file, from the folder of images
/// or from the table's own. The target is a class or a number. 20 % of the rows are for test and 10 % for validation unless told, dealt out
/// by the seed. Images are as of <see cref="ImageFolderSource"/>.
/// </summary>
public sealed class ImageListSource : IImageSource
{
    private readonly IReadOnlyList<ImageFormat> _formats;

    /// <summary>The source, of the formats of the library and further ones.</summary>
    /// <param name="formats">The further ones. Default none.</param>
    public ImageListSource(IReadOnlyList<ImageFormat>? formats = null) => _formats = formats ?? [];

    private const int MostAutomaticClasses = 50;

    /// <inheritdoc/>
    public string Name => "image-list";

    /// <inheritdoc/>
    public string Description => $"a table of image files ({ImageFile.All(_formats)}) with a class or a number for each";

    /// <inheritdoc/>
    public IReadOnlyList<string> Options { get; } =
    [
        nameof(DataRequest.File), nameof(DataRequest.Folder), nameof(DataRequest.TargetColumn), nameof(DataRequest.Task),
        nameof(DataRequest.Delimiter), nameof(DataRequest.Size), nameof(DataRequest.Fit), nameof(DataRequest.AsImages),
        nameof(DataRequest.TrainingCount), nameof(DataRequest.ValidationCount), nameof(DataRequest.TestCount),
    ];

    /// <inheritdoc/>
    public IDataSource With(IReadOnlyList<ImageFormat> formats) => new ImageListSource(formats);

    /// <inheritdoc/>
    public DataSplit Load(DataRequest request)
    {
        if (string.IsNullOrWhiteSpace(request.File))
            throw new DataException("image-list: no table is named; give the one that lists the images in 'file'");
        string table = DataPlaces.File(request, request.File, Name);
        string folder = request.Folder is null ? Path.GetDirectoryName(Path.GetFullPath(table))!
            : DataPlaces.Folder(request, request.Folder, Name);
        (List<(string File, int Label)> rows, string[] cells) = Rows(request, table, folder);
        CsvClasses? classes = IsClassification(request.Task, cells) ? CsvClasses.Of(cells) : null;
        float[] values = classes is null ? [.. cells.Select((cell, row) => Value(table, rows[row].File, cell))] : [];
        ImageShelf shelf = new([], request, _formats);
        int[] order = [.. Enumerable.Range(0, rows.Count)];
        RandomStream.For(request.Seed, "split").Shuffle<int>(order);
        int test = Wanted(request.TestCount ?? rows.Count / 5, rows.Count, "test");
        int validation = Wanted(request.ValidationCount ?? rows.Count / 10, rows.Count, "validation");
        int rest = rows.Count - test - validation;
        int training = Wanted(request.TrainingCount ?? Math.Max(rest, 0), Math.Max(rest, 0), "training");
        if (training < 1)
            throw new DataException($"{table}: {rows.Count} images, of which {test} for test and {validation} for validation leave none "
                + "for training; ask for fewer");
        bool colour = shelf.Open([.. order.Take(test + validation + training).Select(row => rows[row])]);
        Dataset learnt = Part("training", test + validation, training)
            ?? throw new DataException($"{table}: no training image can be read");
        return new DataSplit(learnt, Part("validation", test, validation), Part("test", 0, test))
        {
            Images = new ImageForm(learnt.InputShape[0], learnt.InputShape[1], learnt.InputShape[2], request.Fit),
            Remarks = shelf.Remarks,
        };

        Dataset? Part(string part, int start, int count)
        {
            List<(string File, int Label)> files = [.. order.AsSpan(start, count).ToArray().Select(row => rows[row]).Where(shelf.IsOpen)];
            if (files.Count == 0)
                return null;
            Targets targets = classes is null ? new ValueTargets([.. files.Select(file => values[file.Label])])
                : new ClassTargets([.. files.Select(file => classes.Label(cells[file.Label]))], classes.Names.Count, classes.Names);
            return shelf.Take($"image-list {part}", files, colour, targets);
        }
    }

    /// <summary>The files, each with the number of its row, and the cells of the target.</summary>
    private static (List<(string File, int Row)> Files, string[] Cells) Rows(DataRequest request, string path, string folder,
        string? thousands = null)
    {
        using TableRows rows = TableRows.Open(path, request.Delimiter, NumberForm.Points, request.Cancel);
        rows.SetThousands(thousands is null ? null : [thousands]);
        string[] header = [.. rows.Header];
        if (header.Length < 2)
        {
            throw new DataException($"{TablePlace.Of(path, rows.Line)}: there is one column, '{header[0]}'; one of file names and a target "
                + "are needed");
        }

        int target = request.TargetColumn is null ? header.Length - 1 : Array.IndexOf(header, request.TargetColumn);
        if (target < 0)
            throw new DataException($"{path}: there is no target column '{request.TargetColumn}'; the columns are {NameList.Of(header)}")
            {
                Option = "target"
            };
        int file = target == 0 ? 1 : 0;
        List<(string, int)> files = [];
        List<string> cells = [];
        ColumnProfile profile = new(header[target]);
        while (rows.Read())
        {
            string place = Path.Combine(folder, rows.Cell(file));
            if (!File.Exists(place))
                throw rows.Wrong(file, $"there is no file '{rows.Cell(file)}' in {folder}; name the folder of images in 'folder'");
            if (rows.Cell(target).Length == 0)
                throw rows.Wrong(target, "the target is empty; fill it in or leave the row out");
            files.Add((place, files.Count));
            cells.Add(rows.Plain(target));
            if (rows.TryMeasured(target, out _, out char unit))
                profile.SeeUnit(unit);
            profile.See(cells[^1], rows.Line);
        }

        if (profile.TellsOfThousands && thousands is null)
            return Rows(request, path, folder, profile.Name);
        if (profile.HasSeveralUnits)
            throw new DataException($"{path}, column '{profile.Name}': {profile.SeveralUnits}; write all in one");
        return files.Count > 0 ? (files, [.. cells]) : throw new DataException($"{path}: there is a header but no row under it");
    }

    private static bool IsClassification(DataTask task, string[] cells)
    {
        if (task != DataTask.Auto)
            return task == DataTask.Classification;
        bool integers = Array.TrueForAll(cells, cell => CsvClasses.AsInteger(cell) is not null);
        bool text = Array.Exists(cells, cell => !CellText.TryNumber(cell, out _));
        return text || (integers && cells.Distinct(StringComparer.Ordinal).Take(MostAutomaticClasses + 1).Count() <= MostAutomaticClasses);
    }

    private static float Value(string table, string file, string cell) =>
        CellText.TryNumber(cell, out double number) && float.IsFinite((float)number) ? (float)number
            : throw new DataException(string.Create(CultureInfo.InvariantCulture, $"{table}: the target of {file} is '{cell}', which is no "
                + $"number; say 'task: classification' if it is a class"));

    private static int Wanted(int count, int there, string part) =>
        count >= 0 && count <= there ? count
            : throw new DataException($"image-list: {count} {part} images were asked for; there are {there} to take them from")
            {
                Option = part
            };
}
