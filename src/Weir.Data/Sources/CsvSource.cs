using System.Globalization;

namespace Weir.Data;

/// <summary>
/// A table in a text or Parquet file: a header with the column names, rows under it, and one target column, which may be text when its
/// values are classes. Columns are typed by looking: numbers, dates, true or false, and texts of up to 50 kinds, which become a feature
/// each. The test part comes from a second file, or is dealt out of the first by the seed: 20 % of its rows unless told; so is the
/// validation part: 10 % of the rows of the first file unless told. Training takes the rest. With <see cref="DataRequest.Window"/> a sample
/// is so many rows that follow one another, and parts are cut by time; with <see cref="DataRequest.Sequence"/> it is all rows of one value.
/// </summary>
public sealed class CsvSource : IDataSource
{
    private const int MostAutomaticClasses = 50;

    /// <summary>A number of more values than that is measured, and not a class.</summary>
    internal const int MostNumberedClasses = 20;

    /// <inheritdoc/>
    public string Name => "csv";

    /// <inheritdoc/>
    public string Description => "a table with a header from a text or Parquet file; the target is a class or a number";

    /// <inheritdoc/>
    public IReadOnlyList<string> Options { get; } =
    [
        nameof(DataRequest.File), nameof(DataRequest.TestFile), nameof(DataRequest.TargetColumn), nameof(DataRequest.Task),
        nameof(DataRequest.Delimiter), nameof(DataRequest.AllowNonFinite), nameof(DataRequest.Missing),
        nameof(DataRequest.Drop), nameof(DataRequest.Columns), nameof(DataRequest.Categories),
        nameof(DataRequest.MoreTargets), nameof(DataRequest.Split), nameof(DataRequest.Group),
        nameof(DataRequest.Window), nameof(DataRequest.Horizon), nameof(DataRequest.Stride), nameof(DataRequest.Time),
        nameof(DataRequest.Sequence), nameof(DataRequest.RowTargets), nameof(DataRequest.Length),
        nameof(DataRequest.TrainingCount), nameof(DataRequest.ValidationCount), nameof(DataRequest.TestCount),
    ];

    /// <inheritdoc/>
    public DataSplit Load(DataRequest request)
    {
        if (string.IsNullOrWhiteSpace(request.File))
            throw new DataException("csv: no file is named; give the path of the table");
        string path = DataPlaces.File(request, request.File, Name);
        if (TableSequence.WrongIn(request) is { } wrong)
            throw new DataException($"csv: {wrong}");
        if (request is { Length: not null, Sequence: null })
            throw new DataException("csv: 'length' is how many rows a sequence has; name in 'sequence' the column that tells them apart");
        TableWindow? window = WindowParts.WindowOf(request);
        TableProfile profile = TableProfile.Of(path, request.TargetColumn, request.Delimiter, request.Categories, window is not null,
            request.Cancel);
        CheckColumns(profile, request);
        string[] apart =
        [
            .. window is null ? request.MoreTargets ?? [] : [], .. new[] { request.Group, request.Sequence }.OfType<string>(),
        ];
        TableSchema schema = profile.Schema(apart.Length == 0 ? request : request with { Drop = [.. request.Drop ?? [], .. apart] });
        CsvClasses? classes = request.MoreTargets is not { Count: > 0 } && IsClassification(profile, request.Task)
            ? CsvClasses.Of(profile.TargetCells.Select(target => target.Cell))
            : null;
        if (classes is { Names.Count: 1 })
            profile.RefuseConstantTarget();
        if (window is not null)
            return WindowParts.Load(path, profile, schema, classes, request, window);
        if (request.Sequence is not null)
            RowMoment.Check(profile, request.Time);
        Dataset all = Read("csv", path, schema, classes, request);
        List<string> remarks = [];
        Dataset? test = request.TestFile is null || request.TestCount == 0 ? null : ReadTest(schema, classes, request with
        {
            Length = request.Sequence is null ? request.Length : all.InputShape[0],
            Remark = remarks.Add,
        });

        string samples = SamplesOf(request);
        int testCount = request.TestFile is not null ? 0 : Wanted(request.TestCount ?? all.Count / 5, "test", all.Count, samples);
        int validationCount = Wanted(request.ValidationCount ?? all.Count / 10, "validation", all.Count, samples);
        if (testCount + validationCount >= all.Count)
        {
            throw new DataException($"{path}: {all.Count} {samples}, of which {testCount} for test and {validationCount} for validation "
                + "leave none for training; ask for fewer");
        }

        RowParts parts = RowParts.Of(all, validationCount, testCount, request.Split, request.Seed);
        Dataset training = all.Select(parts.Training);
        if (testCount > 0)
            test = all.Select(parts.Test);
        Dataset? validation = validationCount > 0 ? all.Select(parts.Validation) : null;
        if (request.TrainingCount is { } trainingCount)
        {
            if (trainingCount == 0)
                throw new DataException($"csv: 0 training {samples} were asked for; 1 or more are needed") { Option = "training" };
            training = training.Take(Wanted(trainingCount, "training", training.Count, samples));
        }

        return Filled(new DataSplit(training.Named("csv training"), validation?.Named("csv validation"), test?.Named("csv test")), schema,
            request.Missing) with
        {
            Remarks = remarks,
            Sequence = request.Sequence is { } column ? new TableSequence(column, all.InputShape[0]) { Time = request.Time } : null,
        };
    }

    /// <summary>Reads a table whole, a row or a sequence of rows as a sample.</summary>
    /// <param name="name">The set's name.</param>
    /// <param name="path">The file.</param>
    /// <param name="schema">How cells become features.</param>
    /// <param name="classes">The classes of the target; null where it holds numbers.</param>
    /// <param name="request">What is wanted.</param>
    /// <exception cref="DataException">Anything that is wrong in the file.</exception>
    internal static Dataset Read(string name, string path, TableSchema schema, CsvClasses? classes, DataRequest request) =>
        request.Sequence is null ? new TableReading(schema, classes, request).Read(name, path)
            : new SequenceReading(schema, classes, request).Read(name, path);

    /// <summary>The parts with what gaps get, which comes from the training part alone.</summary>
    /// <param name="split">Parts of rows, or of windows of rows.</param>
    /// <param name="schema">How cells became features.</param>
    /// <param name="missing">What is done with empty cells.</param>
    internal static DataSplit Filled(DataSplit split, TableSchema schema, MissingCells missing)
    {
        if (missing is MissingCells.Mean or MissingCells.Median or MissingCells.Flag)
            schema = schema.WithFill(split.Training.Inputs, missing);
        return split.Map(part => Filled(part, schema)) with { Table = schema };
    }

    /// <summary>A count of samples that was asked for.</summary>
    /// <exception cref="DataException">There are not as many.</exception>
    internal static int Wanted(int count, string part, int there, string what) =>
        count >= 0 && count <= there
            ? count
            : throw new DataException($"csv: {count} {part} {what} were asked for; there are {there} to take them from") { Option = part };

    /// <summary>What the samples of a table are called: each is a row, or a sequence of rows.</summary>
    private static string SamplesOf(DataRequest request) => request.Sequence is null ? "rows" : "sequences";

    private static void CheckColumns(TableProfile profile, DataRequest request)
    {
        string[] names = [.. profile.Columns.Select(column => column.Name)];
        foreach (string name in (string[])[.. request.MoreTargets ?? [], request.Group ?? names[0], request.Time ?? names[0],
            request.Sequence ?? names[0]])
        {
            if (!names.Contains(name))
                throw new DataException($"{profile.Path}: there is no column '{name}'; the columns are {NameList.Of(names)}");
        }

        if (request.MoreTargets?.Contains(profile.Target.Name) == true || request.Group == profile.Target.Name
            || request.Time == profile.Target.Name || request.Sequence == profile.Target.Name)
            throw new DataException($"{profile.Path}: column '{profile.Target.Name}' is the target already; leave it out of "
                + "'more-targets', 'group', 'time' and 'sequence'");
        if (request is { MoreTargets.Count: > 0, Task: DataTask.Classification })
            throw new DataException($"{profile.Path}: several targets are numbers, or 0 and 1; leave 'task: classification' out");
    }

    private static Dataset Filled(Dataset part, TableSchema schema)
    {
        if (schema.Columns.All(column => column.Fill is null))
            return part;
        float[] inputs = (float[])part.Inputs.Clone();
        schema.FillGaps(inputs);
        return part.WithInputs(inputs);
    }

    /// <summary>Whether the target of a table is classes: by what is said of it, or by looking.</summary>
    internal static bool IsClassification(TableProfile table, DataTask task)
    {
        if (task != DataTask.Auto)
            return task == DataTask.Classification;
        List<(string Cell, long Line)> cells = table.TargetCells;
        bool integers = cells.TrueForAll(target => CsvClasses.AsInteger(target.Cell) is not null);
        int text = cells.FindIndex(target => !double.TryParse(target.Cell, NumberStyles.Float, CultureInfo.InvariantCulture, out _));
        int different = cells.Select(target => target.Cell).Distinct().Take(MostAutomaticClasses + 1).Count();
        if (text >= 0 && IsMeasured(cells))
        {
            int slip = cells.FindIndex(target => !CellText.IsEmpty(target.Cell) && !CellText.TryNumber(target.Cell, out _));
            return slip < 0 ? false : throw new DataException($"{TablePlace.Of(table.Path, cells[slip].Line)}, column "
                + $"'{table.Target.Name}': {CellText.NoNumber(cells[slip].Cell)}, as most of its column are; mend it, or leave its row "
                + "out. If each is a class, say 'task: classification'");
        }

        // Whoever has a class for each such number says so.
        if (text >= 0 && table.Target.MayBeOfThousands)
        {
            throw new DataException($"{TablePlace.Of(table.Path, cells[text].Line)}, column '{table.Target.Name}': "
                + $"{CellText.NoNumber(cells[text].Cell)}. If each is a class, say 'task: classification'");
        }

        if (text >= 0 && different > MostAutomaticClasses)
        {
            throw new DataException($"{TablePlace.Of(table.Path, cells[text].Line)}, column '{table.Target.Name}': '{cells[text].Cell}' is "
                + $"text, and the column has more than {MostAutomaticClasses} different values; say 'task: classification' if each is a "
                + "class, else name another 'target' column");
        }

        return (integers || text >= 0) && different <= MostAutomaticClasses;
    }

    // More than half are numbers, and these are no few whole ones.
    private static bool IsMeasured(List<(string Cell, long Line)> cells)
    {
        double[] numbers = [.. cells.Select(target => (Is: CellText.TryNumber(target.Cell, out double number), number))
            .Where(cell => cell.Is).Select(cell => cell.number)];
        return 2 * numbers.Length > cells.Count
            && (numbers.Any(number => number != Math.Truncate(number)) || numbers.Distinct().Take(MostNumberedClasses + 1).Count()
                > MostNumberedClasses);
    }

    private static Dataset ReadTest(TableSchema schema, CsvClasses? classes, DataRequest request)
    {
        string path = DataPlaces.File(request, request.TestFile!, "csv", "test-file");
        Dataset test = Read("csv test", path, schema, classes, request);
        return request.TestCount is { } count ? test.Take(Wanted(count, "test", test.Count, SamplesOf(request))) : test;
    }
}
