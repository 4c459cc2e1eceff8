using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Weir.Data;

namespace Weir.Training;

/// <summary>
/// A recipe for a table that was looked at: columns that tell nothing are left out, gaps are filled, and a small network is trained until
/// it no longer becomes better. What was decided stands beside it, so that it can be decided otherwise.
/// </summary>
public sealed partial class TableRecipe
{
    // A category of many texts wants this many rows for each.
    private const int RowsPerCategory = 20;
    private const int MostCategories = 500;

    // Of sequences that are longer the last rows are taken.
    private const int MostRows = 1000;

    // A flag that is hardly ever up lies far from its mean when it is, and a network has not learnt what it says.
    private const double GapsThatTell = 0.05;

    private readonly TableProfile _profile;
    private readonly TableWindow? _window;
    private readonly SequenceLengths? _sequences;
    private readonly string? _time;
    private readonly Action<string>? _leftOut;
    private readonly List<(string Column, string Reason)> _dropped = [];
    private readonly List<(string Column, string Reason)> _categories = [];
    private bool _hasGaps, _hasManyGaps;

    private TableRecipe(TableProfile profile, TableWindow? window, SequenceLengths? sequences, string? time, Action<string>? leftOut) =>
        (_profile, _window, _sequences, _time, _leftOut) = (profile, window, sequences, time, leftOut);

    /// <summary>Writes the recipe as YAML.</summary>
    /// <param name="profile">What a look at the table has shown.</param>
    /// <param name="file">The table as the recipe names it: a path from the recipe's folder.</param>
    /// <param name="name">The name of the recipe.</param>
    /// <param name="window">How many rows make a sample, for forecasting; where it names no column of times, the first of dates is taken.
    /// Default: each row is one.</param>
    /// <param name="sequences">The sequences of the table, where each is a sample. Default: each row is one.</param>
    /// <param name="time">The column that orders the rows of a sequence. Default: they lie in order.</param>
    /// <param name="leftOut">Is told of each column that may tell something and is left out, with the reason. Default: nobody is.</param>
    /// <exception cref="DataException">A target that can be neither classes nor a number, no column that tells anything, or no column of a
    /// name.</exception>
    public static string Write(TableProfile profile, string file, string name, TableWindow? window = null,
        SequenceLengths? sequences = null, string? time = null, Action<string>? leftOut = null)
    {
        ArgumentNullException.ThrowIfNull(profile);
        profile.RefuseConstantTarget();
        IReadOnlyList<string> telling = window?.Names ?? [.. new[] { sequences?.Column, time }.OfType<string>()];
        foreach (string column in telling)
        {
            if (column == profile.Target.Name || profile.Columns.All(each => each.Name != column))
                throw new DataException($"{profile.Path}: there is no column '{column}' beside the target '{profile.Target.Name}'; the "
                    + $"columns are {string.Join(", ", profile.Columns.Select(each => each.Name))}");
        }

        if (window is { Time: null })
        {
            ColumnProfile? dates = profile.Columns.FirstOrDefault(column => column.Kind == ColumnKind.Date && column.Empty == 0
                && column != profile.Target && column.Name != window.Group);
            window = window with { Time = dates?.Name };
            telling = window.Names;
        }

        TableRecipe recipe = new(profile, window, sequences, time, leftOut);
        for (int i = 0; i < profile.Columns.Count; i++)
        {
            if (i != profile.TargetIndex && !telling.Contains(profile.Columns[i].Name))
                recipe.Decide(profile.Columns[i]);
        }

        recipe._hasGaps |= profile.Target.Empty > 0;
        if (window is null && recipe._dropped.Count == profile.Columns.Count - 1 - telling.Count)
            throw new DataException($"{profile.Path}: no column tells anything of '{profile.Target.Name}': {recipe._dropped[0].Column} "
                + $"({recipe._dropped[0].Reason})");
        return recipe.Text(file, name);
    }

    private void Decide(ColumnProfile column)
    {
        long full = column.Cells - column.Empty;
        string? useless = full == 0 ? "empty"
            : column.Numbers == full && column.Least == column.Greatest && column.Empty == 0 ? "the same number everywhere"
            : column.Numbers == 0 && column.Different == 1 && column.Empty == 0 ? "the same text everywhere"
            : IsNumbering(column) ? "numbers the rows" : null;
        if (column.HasSeveralUnits || column.HasOpenOrder)
        {
            Doubt(column, column.HasSeveralUnits ? column.SeveralUnits : "dates of which the day or the month may be the first");
            return;
        }

        if (useless is null && (column.FirstUndated is not null || column.MayBeOfThousands))
        {
            Doubt(column, column.FirstUndated is { } undated ? $"'{undated.Text}' in line {undated.Line} is no date, as its other cells are"
                : CellText.NoNumber(column.FirstText!.Value.Text));
            return;
        }

        if (useless is null && column.Kind is null)
        {
            string mixed = $"numbers and texts, as '{column.FirstText!.Value.Text}' in line {column.FirstText.Value.Line}";
            // Each number would be a category of its own.
            if (column.Numbers > 0 && column.Different + column.DifferentIntegers <= ColumnProfile.MostCategories)
                _categories.Add((column.Name, mixed));
            else if (column.Numbers > 0)
                Doubt(column, mixed);
            else if (column.Numbers == 0 && column.Different <= Math.Min(MostCategories, full / RowsPerCategory))
                _categories.Add((column.Name, $"{column.Different} texts"));
            else
                Doubt(column, CellText.NoNumber(column.FirstText.Value.Text) is var why && why.Contains(':', StringComparison.Ordinal) ? why
                    : column.IsIdentifier ? "names the rows" : $"{column.Different} different texts");
            if (_dropped.Any(each => each.Column == column.Name))
                return;
        }

        if (useless is not null)
            _dropped.Add((column.Name, useless));
        else
            (_hasGaps, _hasManyGaps) = (_hasGaps || column.Empty > 0 || column.FirstNonFinite is not null,
                _hasManyGaps || column.Empty > GapsThatTell * column.Cells);
    }

    // It may tell something, which cannot be had as it stands.
    private void Doubt(ColumnProfile column, string why)
    {
        _dropped.Add((column.Name, why));
        _leftOut?.Invoke($"column '{column.Name}' is left out: {why}");
    }

    /// <summary>Whether a column of whole numbers, all different, counts the rows: by its name, or without leaving a number out.</summary>
    private static bool IsNumbering(ColumnProfile column) => column.IsIdentifier
        && (NumberingName().IsMatch(column.Name)
            || (column.Numbers == column.Cells && column.Greatest - column.Least + 1 == column.Cells));

    private string Text(string file, string name)
    {
        long rows = _sequences?.Count ?? _profile.Rows;
        bool isOfClasses = IsOfClasses();
        int batch = rows < 10_000 ? 32 : rows < 100_000 ? 128 : 512;
        long epochs = Math.Clamp((10_000L * batch / Math.Max(1, rows)) + 1, 15, 200);
        (int units, int layers) = rows < 1000 ? (32, 2) : rows < 100_000 ? (64, 2) : (128, 3);
        StringBuilder text = new();
        text.Append("# yaml-language-server: $schema=recipe.schema.json\n");
        string what = _window is { } window
            ? $"'{_profile.Target.Name}' {Rows(window.Horizon)} on, from the last {Rows(window.Rows)},"
            : _sequences is { } sequences
                ? $"'{_profile.Target.Name}' of each {(HasRowTargets ? "row of each " : "")}'{sequences.Column}'"
            : $"'{_profile.Target.Name}'";
        text.Append(CultureInfo.InvariantCulture, $"# {Word(isOfClasses)} {OneLine($"{what} of {Path.GetFileName(_profile.Path)}")} "
            + $"({_profile.Rows:N0} rows). 'weir data show {name}.yaml' tells what is read.\n");
        text.Append(CultureInfo.InvariantCulture, $"name: {Quoted(name)}\nseed: 1\ndata:\n  source: csv\n  file: {Quoted(file)}\n"
            + $"  target: {Quoted(_profile.Target.Name)}\n  task: {(isOfClasses ? "classification" : "regression")}\n");
        AppendWindow(text);
        AppendSequences(text);
        List(text, "drop", _dropped);
        List(text, "categories", _categories);
        if (_hasManyGaps)
            text.Append("  missing: flag             # the median, and a feature more that says where a cell was empty\n");
        else if (_hasGaps)
            text.Append("  missing: median           # gaps are few\n");
        text.Append(_window is null && _sequences is null ? "  standardize: per-feature\nmodel:\n"
            : "  standardize: per-channel\nmodel:\n");
        if (HasRowTargets)
        {
            text.Append(CultureInfo.InvariantCulture, $"  - {$"gru: {units}",-20} # tells of each row by it and those before it\n");
        }
        else
        {
            if (_window is not null || _sequences is not null)
                text.Append("  - flatten                # or {gru: 64, last: true}, slower, in place of this and the next line\n");
            text.Append(CultureInfo.InvariantCulture, $"  - {{linear: {units}, activation: relu, repeat: {layers}}}\n");
        }

        if (rows < 20_000)
            text.Append("  - dropout: 0.1\n");
        text.Append("  - linear: outputs\n");
        text.Append(CultureInfo.InvariantCulture, $"loss: {(isOfClasses ? "cross-entropy" : "mean-squared-error")}\n"
            + $"optimizer: {{adamw: {{rate: 0.002, weight-decay: 0.01}}}}\nschedule: cosine\nbatch: {batch}\nepochs: {epochs}\n"
            + $"early-stopping: {{patience: {Math.Max(10, epochs / 4)}}}\n");
        return text.ToString();
    }

    private void AppendWindow(StringBuilder text)
    {
        if (_window is not { } window)
            return;
        text.Append(CultureInfo.InvariantCulture, $"  window: {$"{window.Rows}",-17}# rows that follow one another make a sample\n");
        text.Append(CultureInfo.InvariantCulture, $"  horizon: {$"{window.Horizon}",-16}# how many rows after the last the target is\n");
        if (window.Time is { } time)
            text.Append(CultureInfo.InvariantCulture, $"  time: {Quoted(time),-19}# orders the rows\n");
        if (window.Group is { } group)
            text.Append(CultureInfo.InvariantCulture, $"  group: {Quoted(group),-18}# no window goes across\n");
    }

    private void AppendSequences(StringBuilder text)
    {
        if (_sequences is not { } sequences)
            return;
        text.Append(CultureInfo.InvariantCulture, $"  sequence: {Quoted(sequences.Column),-15}# its rows of one value are a sample\n");
        if (sequences.OtherTarget is { } line)
            text.Append(CultureInfo.InvariantCulture, $"  row-targets: true        # line {line} has another target than the rows of its "
                + $"sequence before it\n");
        if (_time is not null)
            text.Append(CultureInfo.InvariantCulture, $"  time: {Quoted(_time),-19}# orders the rows\n");
        if (sequences.Shortest < sequences.Longest)
        {
            // Where each row has a target none can be left out.
            int length = Math.Clamp(sequences.Longest, 2, HasRowTargets ? int.MaxValue : MostRows);
            text.Append(CultureInfo.InvariantCulture, $"  length: {$"{length}",-17}# they have from "
                + $"{sequences.Shortest} to {Rows(sequences.Longest)}; of shorter ones the first is repeated in front\n");
        }
    }

    private bool HasRowTargets => _sequences is { OtherTarget: not null };

    private static string Rows(int count) => count == 1 ? "1 row" : $"{count} rows";

    private bool IsOfClasses()
    {
        ColumnProfile target = _profile.Target;
        bool isNumber = target.Numbers == target.Cells - target.Empty;
        if (!isNumber)
            return CsvSource.IsClassification(_profile, DataTask.Auto);
        // What goes on in time is counted or measured.
        if (_window is not null)
            return false;
        return CsvSource.IsClassification(_profile, DataTask.Auto)
            && _profile.TargetCells.Select(cell => cell.Cell).Distinct(StringComparer.Ordinal).Count() <= CsvSource.MostNumberedClasses;
    }

    private static string Word(bool isOfClasses) => isOfClasses ? "Tells the class" : "Predicts";

    private static void List(StringBuilder text, string key, List<(string Column, string Reason)> columns)
    {
        if (columns.Count == 0)
            return;
        text.Append(CultureInfo.InvariantCulture, $"  {key}:\n");
        foreach ((string column, string reason) in columns)
            text.Append(CultureInfo.InvariantCulture, $"    - {Quoted(column).PadRight(20)} # {OneLine(reason)}\n");
    }

    /// <summary>A text as YAML reads it as that text. The escapes of JSON are some of YAML's.</summary>
    private static string Quoted(string text) => PlainText().IsMatch(text) && !NotText().IsMatch(text) ? text
        : text.Any(char.IsControl) ? $"\"{JsonEncodedText.Encode(text)}\""
        : $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";

    /// <summary>A text as a comment can hold it.</summary>
    private static string OneLine(string text) => string.Concat(text.Select(letter => char.IsControl(letter) ? ' ' : letter));

    [GeneratedRegex(@"(^|[^a-z])(id|ids|index|idx|key|uuid|guid|number|no|nr|#)$|[a-z]Id$|ID$|^Unnamed: 0$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex NumberingName();

    [GeneratedRegex(@"^[A-Za-z_./][A-Za-z0-9_./ -]*(?<! )$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex PlainText();

    [GeneratedRegex("^(true|false|yes|no|on|off|null|y|n|~|[.].*)$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
        | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex NotText();
}
