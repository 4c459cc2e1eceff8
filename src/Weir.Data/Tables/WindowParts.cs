namespace Weir.Data;

/// <summary>
/// The parts of a table whose samples are windows of rows. They are cut by the moments of the targets: those of validation lie behind all
/// that training sees, its targets among it, and those of test behind all that both see. The first windows of a later part look back on
/// rows that an earlier one has learnt from, as they will where the network is used.
/// </summary>
internal static class WindowParts
{
    /// <summary>The window that is asked for, checked; null where a row is a sample.</summary>
    /// <exception cref="DataException">Numbers out of range, or options that do not go together.</exception>
    public static TableWindow? WindowOf(DataRequest request)
    {
        if (TableWindow.Of(request) is not { } window)
        {
            string? alone = request.Horizon is not null ? "horizon" : request.Stride is not null ? "stride"
                : request.Time is not null && request.Sequence is null ? "time" : null;
            return alone is null ? null : throw new DataException(
                $"csv: '{alone}' is about windows of rows; say how many rows make one in 'window', or leave it out");
        }

        if (window.Rows < 1 || window.Horizon < 1 || request.Stride < 1 || request.TrainingCount < 1)
            throw new DataException($"csv: windows of {window.Rows} rows, {request.Stride ?? 1} apart, with targets {window.Horizon} rows "
                + $"after them, were asked for{(request.TrainingCount is { } count ? $", {count} for training" : "")}; each is 1 or more");
        if (request.Split == RowSplit.Stratified)
            throw new DataException("csv: windows are cut into parts by time, so that nothing later than a target is learnt, which 'split: "
                + "stratified' cannot see to; leave it out");
        string? target = window.Names.FirstOrDefault(name => name == request.TargetColumn
            || request.MoreTargets?.Contains(name) == true);
        if (target is not null || (window.Time is not null && window.Time == window.Group))
            throw new DataException($"csv: column '{target ?? window.Time}' cannot be target, 'time' and 'group' at once; each is a column "
                + "of its own");
        return window;
    }

    /// <summary>Loads the parts.</summary>
    /// <param name="path">The table.</param>
    /// <param name="profile">What a look at it has shown.</param>
    /// <param name="schema">How cells become entries.</param>
    /// <param name="classes">The classes of the target; null where it holds numbers.</param>
    /// <param name="request">What is wanted.</param>
    /// <param name="window">How many rows, and how far the target.</param>
    /// <exception cref="DataException">Times that do not order the rows, or too few rows.</exception>
    public static DataSplit Load(string path, TableProfile profile, TableSchema schema, CsvClasses? classes, DataRequest request,
        TableWindow window)
    {
        RowMoment.Check(profile, window.Time);
        SeriesReading reading = new(schema, classes, request, window);
        (Dataset all, double[] moments, int[] places) = reading.Read(path).Cut("csv", window, schema.Features());
        Dataset? test = request.TestFile is null || request.TestCount == 0 ? null
            : reading.Read(DataPlaces.File(request, request.TestFile, "csv", "test-file"))
                .Cut("csv test", window, schema.Features()).Windows;
        if (test is not null && request.TestCount is { } first)
            test = test.Take(CsvSource.Wanted(first, "test", test.Count, "windows"));

        int testCount = request.TestFile is not null ? 0
            : CsvSource.Wanted(request.TestCount ?? all.Count / 5, "test", all.Count, "windows");
        int validationCount = CsvSource.Wanted(request.ValidationCount ?? all.Count / 10, "validation", all.Count, "windows");
        RowParts parts = RowParts.ByMoment(moments, validationCount, testCount);
        int stride = request.Stride ?? 1;
        int[] learnt = [.. parts.Training.Where(sample => places[sample] % stride == 0)];
        if (learnt.Length == 0)
        {
            throw new DataException($"{path}: {all.Count} windows, of which {parts.Test.Length} are for test and {parts.Validation.Length} "
                + "for validation, leave none for training; ask for fewer, or take a smaller 'window'");
        }

        // Of fewer than there are, those that lie nearest to what is to be told.
        if (request.TrainingCount is { } wanted)
            learnt = learnt[^CsvSource.Wanted(wanted, "training", learnt.Length, "windows")..];
        DataSplit split = new(
            all.Select(learnt).Named("csv training"),
            parts.Validation.Length > 0 ? all.Select(parts.Validation).Named("csv validation") : null,
            parts.Test.Length > 0 ? all.Select(parts.Test).Named("csv test") : test?.Named("csv test"));
        return CsvSource.Filled(split, schema, request.Missing) with { Window = window };
    }
}
