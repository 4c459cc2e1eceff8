using System.Globalization;
using Weir.Tensors;

namespace Weir.Data;

/// <summary>
/// A table in a text file: a header with the column names, numbers under it, and one target column, which may be text when
/// its values are classes. The test part comes from a second file, or is dealt out of the first by the seed: 20 % of its rows
/// unless told; so is the validation part: 10 % of the rows of the first file unless told. Training takes the rest.
/// </summary>
public sealed class CsvSource : IDataSource
{
    private const int MostAutomaticClasses = 50;

    /// <inheritdoc/>
    public string Name => "csv";

    /// <inheritdoc/>
    public string Description => "a table with a header from a text file; the target is a class or a number";

    /// <inheritdoc/>
    public IReadOnlyList<string> Options { get; } =
    [
        nameof(DataRequest.File), nameof(DataRequest.TestFile), nameof(DataRequest.TargetColumn), nameof(DataRequest.Task),
        nameof(DataRequest.Delimiter), nameof(DataRequest.AllowNonFinite),
        nameof(DataRequest.TrainingCount), nameof(DataRequest.ValidationCount), nameof(DataRequest.TestCount),
    ];

    /// <inheritdoc/>
    public DataSplit Load(DataRequest request)
    {
        if (string.IsNullOrWhiteSpace(request.File))
            throw new DataException("csv: no file is named; give the path of the table");
        CsvTable table = CsvTable.Read(DataPlaces.File(request, request.File, Name), request);
        CsvClasses? classes = IsClassification(table, request.Task) ? CsvClasses.Of(table.Targets) : null;
        if (classes is { Names.Count: 1 })
            throw new DataException($"{table.Path}: column '{table.Header[table.Target]}' holds one class alone, '{classes.Names[0]}': "
                + "there is nothing to tell apart. Name another 'target' column, or add rows of other classes");
        Dataset all = ToDataset("csv", table, classes, request);
        Dataset? test = request.TestFile is null || request.TestCount == 0 ? null : ReadTest(table, classes, request);

        int testCount = request.TestFile is not null ? 0 : Wanted(request.TestCount ?? all.Count / 5, "test", all.Count);
        int validationCount = Wanted(request.ValidationCount ?? all.Count / 10, "validation", all.Count);
        if (testCount + validationCount >= all.Count)
            throw new DataException($"{table.Path}: {all.Count} rows, of which {testCount} for test and {validationCount} for validation "
                + "leave none for training; ask for fewer");
        (Dataset held, Dataset training) = all.Split(testCount + validationCount, request.Seed);
        if (testCount > 0)
            test = held.Take(testCount);
        Dataset? validation = validationCount > 0 ? held.Skip(testCount) : null;
        if (request.TrainingCount is { } trainingCount)
        {
            if (trainingCount == 0)
                throw new DataException("csv: 0 training rows were asked for; 1 or more are needed");
            training = training.Take(Wanted(trainingCount, "training", training.Count));
        }

        return new DataSplit(training.Named("csv training"), validation?.Named("csv validation"), test?.Named("csv test"));
    }

    private static int Wanted(int count, string part, int there) =>
        count >= 0 && count <= there ? count
            : throw new DataException($"csv: {count} {part} rows were asked for; there are {there} to take them from");

    private static bool IsClassification(CsvTable table, DataTask task)
    {
        if (task != DataTask.Auto)
            return task == DataTask.Classification;
        bool integers = table.Targets.TrueForAll(cell => CsvClasses.AsInteger(cell) is not null);
        int text = table.Targets.FindIndex(cell => !double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out _));
        int different = table.Targets.Distinct().Take(MostAutomaticClasses + 1).Count();
        if (text >= 0 && different > MostAutomaticClasses)
            throw table.Wrong(table.Target, table.Lines[text], $"'{table.Targets[text]}' is text, and the column has more than "
                + $"{MostAutomaticClasses} different values; say 'task: classification' if each is a class, else name another 'target' "
                + "column");
        return (integers || text >= 0) && different <= MostAutomaticClasses;
    }

    private static Dataset ReadTest(CsvTable training, CsvClasses? classes, DataRequest request)
    {
        CsvTable table = CsvTable.Read(DataPlaces.File(request, request.TestFile!, "csv"), request, like: training);
        Dataset test = ToDataset("csv test", table, classes, request);
        return request.TestCount is { } count ? test.Take(Wanted(count, "test", test.Count)) : test;
    }

    private static Dataset ToDataset(string name, CsvTable table, CsvClasses? classes, DataRequest request)
    {
        int rows = table.Targets.Count;
        var shape = new Shape(table.Header.Length - 1);
        if (classes is null)
        {
            float[] values = new float[rows];
            for (int row = 0; row < rows; row++)
                values[row] = table.Number(table.Targets[row], table.Target, table.Lines[row], request.AllowNonFinite);
            return new Dataset(name, shape, [.. table.Features], new ValueTargets(values)) { Columns = Columns(table) };
        }

        int[] labels = new int[rows];
        for (int row = 0; row < rows; row++)
        {
            labels[row] = classes.Label(table.Targets[row]);
            if (labels[row] < 0)
                throw table.Wrong(table.Target, table.Lines[row], $"class '{table.Targets[row]}' does not occur in the training file");
        }

        return new Dataset(name, shape, [.. table.Features],
            new ClassTargets(labels, classes.Names.Count, classes.Names)) { Columns = Columns(table) };
    }

    private static string[] Columns(CsvTable table) => [.. table.Header.Where((_, column) => column != table.Target)];
}
