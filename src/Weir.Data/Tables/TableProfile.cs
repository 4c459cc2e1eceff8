namespace Weir.Data;

/// <summary>What a look at all cells of a table has shown: its columns, and how they become features.</summary>
public sealed class TableProfile
{
    // More are no help in a message.
    private const int MostProblems = 20;

    private long _firstEmptyTarget;

    private TableProfile(string path, IReadOnlyList<ColumnProfile> columns, int target)
    {
        Path = path;
        Columns = columns;
        TargetIndex = target;
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>The columns, the target among them.</summary>
    public IReadOnlyList<ColumnProfile> Columns { get; }

    /// <summary>The target's place among the columns.</summary>
    public int TargetIndex { get; }

    /// <summary>The target column.</summary>
    public ColumnProfile Target => Columns[TargetIndex];

    /// <summary>The number of rows.</summary>
    public long Rows => Target.Cells;

    /// <summary>Rows whose target is empty, or says that nothing is known (NA, null, ?); the word "none" may be a class.</summary>
    public long EmptyTargets { get; private set; }

    /// <summary>The target's cells that are not empty, and the lines that they stand in.</summary>
    internal List<(string Cell, long Line)> TargetCells { get; } = [];

    /// <summary>What commas and points in its numbers stand for, where semicolons stand between its cells.</summary>
    internal NumberForm Form { get; private set; }

    /// <summary>The columns whose commas part thousands; null for none.</summary>
    internal IReadOnlyList<string>? Thousands { get; private set; }

    private string Word => TablePlace.Word(Path);

    /// <summary>Looks at a table.</summary>
    /// <param name="path">The file.</param>
    /// <param name="target">The target column; null for the last.</param>
    /// <param name="delimiter">What stands between cells; null finds it.</param>
    /// <param name="categories">Columns that are texts whatever they look like; null for none.</param>
    /// <param name="alone">Whether the target may be the only column, as where its own past is learnt from. Default false.</param>
    /// <param name="cancel">Gives it up. Default: it goes on to its end.</param>
    /// <exception cref="DataException">Anything that is wrong in the file, with its line and column.</exception>
    public static TableProfile Of(string path, string? target = null, char? delimiter = null, IReadOnlyList<string>? categories = null,
        bool alone = false, CancellationToken cancel = default) =>
        Look(path, target, delimiter, categories, alone, NumberForm.Open, null, cancel);

    private static TableProfile Look(string path, string? target, char? delimiter, IReadOnlyList<string>? categories, bool alone,
        NumberForm form, IReadOnlyList<string>? thousands, CancellationToken cancel)
    {
        using TableRows rows = TableRows.Open(path, delimiter, form, cancel);
        rows.SetThousands(thousands);
        string[] header = [.. rows.Header];
        if (header.Length < 2 && !alone)
        {
            throw new DataException($"{TablePlace.Of(path, rows.Line)}: there is one column, '{header[0]}'; a target and at least one "
                + "other are needed. Is the delimiter right?");
        }

        int index = target is null ? header.Length - 1 : Array.IndexOf(header, target);
        if (index < 0)
            throw new DataException($"{path}: there is no target column '{target}'; the columns are {NameList.Of(header)}")
            {
                Option = "target"
            };
        TableProfile profile = new(path, [.. header.Select(name => new ColumnProfile(name, categories?.Contains(name) == true))], index);
        while (rows.Read())
            profile.See(rows);
        rows.CheckEnd();
        // What points and commas stand for, numbers further down may show.
        if (rows.WasWrong)
            return Look(path, target, delimiter, categories, alone, NumberForm.Commas, thousands, cancel);
        if (thousands is null && profile.Columns.Any(column => column.TellsOfThousands))
        {
            string[] all = [.. profile.Columns.Where(column => column.MayBeOfThousands).Select(column => column.Name)];
            return Look(path, target, delimiter, categories, alone, form, all, cancel);
        }

        profile.Form = rows.HasDecimalCommas ? NumberForm.Commas : NumberForm.Points;
        profile.Thousands = thousands;

        if (profile.Rows == 0)
            throw new DataException($"{path}: there is a header but no row under it");
        profile.RefuseDataAsHeader();
        return profile;
    }

    /// <summary>How the columns become features. Everything that is wrong is told at once, with what to write.</summary>
    /// <param name="request">Which columns are used, which are categories, and what is done with empty cells.</param>
    /// <exception cref="DataException">Columns that cannot become features as they are, or that do not exist.</exception>
    public TableSchema Schema(DataRequest request)
    {
        foreach (string name in (request.Drop ?? []).Concat(request.Columns ?? []).Concat(request.Categories ?? []))
        {
            if (!Columns.Any(column => column.Name == name))
                throw new DataException($"{Path}: there is no column '{name}'; the columns are "
                    + $"{string.Join(", ", Columns.Select(column => column.Name))}");
        }

        List<string> problems = [];
        bool hasPast = request.Window is not null;
        if (EmptyTargets > 0 && request.Missing == MissingCells.Refuse && !hasPast)
            problems.Add($"{Word} {_firstEmptyTarget}, column '{Target.Name}': the target is empty"
                + $"{(EmptyTargets > 1 ? $", as are {EmptyTargets}" : "")}; write 'missing: median' (or mean, flag, drop), and such rows "
                + "are left out, or fill it in");
        problems.AddRange(Columns.Where(column => IsTarget(column, request) && column.HasSeveralUnits).Select(TextProblem));
        TableColumn[] columns =
            [.. Columns.Where((_, i) => hasPast || i != TargetIndex).Select(column => ColumnOf(column, request, problems))];
        if (problems.Count > 0)
        {
            string more = problems.Count > MostProblems ? $"\n  and {problems.Count - MostProblems} columns more" : "";
            throw new DataException($"{Path}, {string.Join("\n  ", problems.Take(MostProblems))}{more}");
        }

        Dictionary<string, char> units = Columns.Where(column => IsTarget(column, request) && column.Unit is not null)
            .ToDictionary(column => column.Name, column => column.Unit!.Value);
        TableSchema schema = new(columns, Target.Name)
        {
            HasDecimalCommas = Form == NumberForm.Commas,
            TargetUnits = units.Count > 0 ? units : null,
            Thousands = Thousands,
        };
        if (schema.Width() == 0)
            throw new DataException($"{Path}: no column is left beside the target '{Target.Name}'");
        return schema;
    }

    /// <summary>Sees that the target has several values.</summary>
    /// <exception cref="DataException">It has one alone, or none.</exception>
    public void RefuseConstantTarget()
    {
        if (Target.Empty == Target.Cells)
            throw new DataException($"{Path}: all cells of the target '{Target.Name}' are empty. Name another 'target' column");
        IEnumerable<string> known = TargetCells.Select(target => target.Cell).Where(cell => !CellText.IsEmpty(cell));
        if (CsvClasses.Of(known).Names is [string one])
        {
            throw new DataException($"{Path}: column '{Target.Name}' holds one value alone, '{one}': there is nothing to tell apart. Name "
                + "another 'target' column, or add rows of other values");
        }
    }

    private TableColumn ColumnOf(ColumnProfile column, DataRequest request, List<string> problems)
    {
        bool isTarget = IsTarget(column, request);
        bool isTime = request is not { Window: null, Sequence: null } && request.Time == column.Name;
        bool dropped = request.Drop?.Contains(column.Name) == true
            || (request.Columns is { } used && !isTarget && !used.Contains(column.Name))
            || (isTime && column.Kind != ColumnKind.Date);
        if (dropped)
            return new TableColumn(column.Name, ColumnKind.Dropped) { Order = column.Order };
        ColumnKind? kind = request.Categories?.Contains(column.Name) == true ? ColumnKind.Category : column.Kind;
        TableColumn result = new(column.Name, kind ?? ColumnKind.Dropped)
        {
            Categories = kind == ColumnKind.Category ? column.Categories : null,
            HasTimes = column.HasTimes,
            Order = column.Order,
            Unit = kind == ColumnKind.Number ? column.Unit : null,
            OnlyComesRound = isTime,
            FlagsGaps = request.Missing == MissingCells.Flag && column.Empty > 0,
        };
        if (kind is null)
            problems.Add(TextProblem(column));
        else if (kind == ColumnKind.Dropped && column.Empty > 0)
            problems.Add($"{Word} {column.FirstEmpty}, column '{column.Name}': all its cells are empty; write 'drop: [{column.Name}]'");
        else if (column.Empty > 0 && request.Missing == MissingCells.Refuse)
            problems.Add(EmptyProblem(column));
        else if (column.FirstNonFinite is { } found && !request.AllowNonFinite && request.Missing == MissingCells.Refuse)
            problems.Add(NonFiniteProblem(column.Name, found));
        return result;
    }

    private bool IsTarget(ColumnProfile column, DataRequest request) =>
        column == Target || request.MoreTargets?.Contains(column.Name) == true;

    private string TextProblem(ColumnProfile column)
    {
        if (column.HasSeveralUnits)
            return $"column '{column.Name}': {column.SeveralUnits}; write all in one, or 'drop: [{column.Name}]'";
        (string text, long line) = column.FirstText!.Value;
        if (column.HasOpenOrder)
            return $"{Word} {line}, column '{column.Name}': in '{text}' the day or the month may be the first, as in all of its dates; "
                + $"write them as 2024-05-31, or 'drop: [{column.Name}]'";
        if (column.FirstUndated is { } undated)
            return $"{Word} {undated.Line}, column '{column.Name}': '{undated.Text}' is no date, as the cells of {column.Dates} rows are; "
                + $"mend it, or 'drop: [{column.Name}]'";
        string place = $"{Word} {line}, column '{column.Name}': {CellText.NoNumber(text)}";
        if (column.Numbers > 0 && column.Different <= ColumnProfile.MostCategories)
            return $"{place}, as the cells of {column.Numbers} rows are; mend it, or write 'categories: [{column.Name}]' if the column "
                + "is none of numbers";
        return $"{place}, and the column has {column.Different}{(column.IsIdentifier ? ", nearly all different," : "")} texts; "
            + $"write 'drop: [{column.Name}]' to leave it out, or 'categories: [{column.Name}]' for a feature each";
    }

    private string EmptyProblem(ColumnProfile column) =>
        $"{Word} {column.FirstEmpty}, column '{column.Name}': the cell is "
            + $"empty{(column.Empty > 1 ? $", as are {column.Empty} of its {column.Cells}" : "")}; "
        + "write 'missing: median' (or mean, flag, drop), fill it in, or leave the column out";

    private string NonFiniteProblem(string column, (string Text, long Line) found) =>
        found.Text.Any(char.IsAsciiDigit)
            ? $"{Word} {found.Line}, column '{column}': '{found.Text}' is beyond the range of 32-bit floats"
            : $"{Word} {found.Line}, column '{column}': '{found.Text}' is not finite; leave the row out, write 'missing: median' if it "
                + "stands "
                + "for nothing, or allow such values if they are meant (allow-non-finite)";

    private void See(TableRows rows)
    {
        for (int column = 0; column < Columns.Count; column++)
        {
            if (column == TargetIndex)
            {
                string cell = rows.Plain(column);
                if (rows.TryMeasured(column, out _, out char unit))
                    Columns[column].SeeUnit(unit);
                if (!CellText.IsGap(cell))
                    TargetCells.Add((cell, rows.Line));
                else if (EmptyTargets++ == 0)
                    _firstEmptyTarget = rows.Line;
                Columns[column].See(cell, rows.Line);
            }
            else if (!Columns[column].IsText && rows.TryNumber(column, out double number) && float.IsFinite((float)number))
            {
                Columns[column].See(number);
            }
            else if (!Columns[column].IsText && rows.TryMeasured(column, out number, out char unit))
            {
                Columns[column].See(number, unit);
            }
            else
            {
                Columns[column].See(rows.Cell(column), rows.Line);
            }
        }
    }

    // Numbers above every column of numbers, and above the targets a word that is one of them: a first row, not names.
    private void RefuseDataAsHeader()
    {
        bool IsData(ColumnProfile column) => CellText.TryNumber(column.Name, out _);
        if (Columns.Where((_, i) => i != TargetIndex).All(IsData) && TargetCells.Exists(target => target.Cell == Target.Name))
        {
            throw new DataException($"{Path}, line 1: the first line looks like data "
                + $"({string.Join(", ", Columns.Take(4).Select(column => column.Name))}"
                + $"{(Columns.Count > 4 ? ", …" : "")}); a header with the column names is expected there");
        }
    }
}
