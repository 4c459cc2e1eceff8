using System.Text.Json.Serialization;

namespace Weir.Data;

/// <summary>A column of a table and how its cells become features.</summary>
/// <param name="Name">Its name in the header.</param>
/// <param name="Kind">What its cells hold.</param>
public sealed record TableColumn(string Name, ColumnKind Kind)
{
    /// <summary>Of a category: its texts in order, a feature each. A text that is not among them gives 0 in all.</summary>
    public IReadOnlyList<string>? Categories { get; init; }

    /// <summary>Of dates: whether cells have a time of day, which then gives two features more.</summary>
    public bool HasTimes { get; init; }

    /// <summary>
    /// Of dates: whether features tell what comes round alone, as the place in the year, and not the days since 2000, which later rows are
    /// beyond the range of.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool OnlyComesRound { get; init; }

    /// <summary>Of dates such as 5/31/2024: whether the day or the month comes first.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public DateOrder Order { get; init; }

    /// <summary>
    /// Of numbers: the sign of their currency, without which they may stand too, or that of per cent, without which they may not. Default:
    /// none.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public char? Unit { get; init; }

    /// <summary>Whether a feature more says that the cell is empty.</summary>
    public bool FlagsGaps { get; init; }

    /// <summary>What empty cells get, by feature; null where they are refused, or their rows left out.</summary>
    public IReadOnlyList<float>? Fill { get; init; }

    /// <summary>The names of its features, as in <c>city=Oslo</c>, <c>joined.week.sin</c>.</summary>
    [JsonIgnore]
    public IReadOnlyList<string> Features
    {
        get
        {
            IEnumerable<string> names = Kind switch
            {
                ColumnKind.Number or ColumnKind.Boolean => [Name],
                ColumnKind.Category => Categories!.Select(category => $"{Name}={category}"),
                ColumnKind.Date => DateFeatures.Names(Name, HasTimes, !OnlyComesRound),
                _ => [],
            };
            return [.. names, .. FlagsGaps && Kind != ColumnKind.Dropped ? [$"{Name} is empty"] : Array.Empty<string>()];
        }
    }

    /// <summary>How many features it gives.</summary>
    [JsonIgnore]
    public int Width => FeatureWidth + (FlagsGaps && Kind != ColumnKind.Dropped ? 1 : 0);

    private int FeatureWidth => Kind switch
    {
        ColumnKind.Number or ColumnKind.Boolean => 1,
        ColumnKind.Category => Categories!.Count,
        ColumnKind.Date => DateFeatures.Width(HasTimes, !OnlyComesRound),
        _ => 0,
    };

    /// <summary>Writes the features of a cell; an empty one of a number, a truth or a date gives NaN, which is filled later.</summary>
    /// <param name="cell">The cell, trimmed.</param>
    /// <param name="target">As many places as <see cref="Width"/>.</param>
    /// <returns>False where the cell is not what the column holds; nothing is said of what was written then.</returns>
    public bool TryEncode(string cell, Span<float> target) => TryEncode(cell, target, takesMeasured: true);

    /// <summary>The same of a cell of a table, which has looked for numbers with units in its own way.</summary>
    internal bool TryEncode(string cell, Span<float> target, bool takesMeasured)
    {
        bool empty = CellText.IsEmpty(cell);
        if (FlagsGaps && target.Length > 0)
            target[^1] = empty ? 1 : 0;
        Span<float> features = target[..FeatureWidth];
        if (empty)
        {
            features.Fill(Kind == ColumnKind.Category ? 0 : float.NaN);
            return true;
        }

        switch (Kind)
        {
            case ColumnKind.Number when (TakesPlain && CellText.TryNumber(cell, out double number))
                || (takesMeasured && MeasuredNumber.TryParse(cell, out number, out char unit) && Takes(unit)):
                features[0] = (float)number;
                return true;
            case ColumnKind.Boolean when CellText.TryBoolean(cell, out bool truth):
                features[0] = truth ? 1 : 0;
                return true;
            case ColumnKind.Date when CellText.TryDate(cell, Order, out DateTime date):
                DateFeatures.Write(date, HasTimes, !OnlyComesRound, features);
                return true;
            case ColumnKind.Category:
                features.Clear();
                int category = Index(cell);
                if (category >= 0)
                    features[category] = 1;
                return true;
            default:
                return Kind == ColumnKind.Dropped;
        }
    }

    /// <summary>Whether numbers without a unit are taken.</summary>
    internal bool TakesPlain => Unit != MeasuredNumber.Percent;

    /// <summary>Whether numbers of a unit are taken.</summary>
    internal bool Takes(char unit) => unit == MeasuredNumber.None ? TakesPlain : unit == Unit;

    /// <summary>What is said of a cell that <see cref="TryEncode(string, Span{float})"/> refuses.</summary>
    internal string Wrong(string cell)
    {
        string not = Kind switch
        {
            ColumnKind.Boolean => "not true or false",
            ColumnKind.Date when Order != DateOrder.None => $"no date with the {(Order == DateOrder.DayFirst ? "day" : "month")} first",
            ColumnKind.Date => "no date like 2024-05-31",
            _ when Unit is { } unit => $"not a number of {unit}",
            _ => "not a number",
        };
        return $"'{cell}' is {not}, as the column had in training";
    }

    /// <summary>Whether a cell that is refused is a date with the day and the month the other way round, as all of its table may be.
    /// </summary>
    internal bool IsOfOtherOrder(string cell) => Kind == ColumnKind.Date && Order != DateOrder.None && CellText.TryDate(cell,
        Order == DateOrder.DayFirst ? DateOrder.MonthFirst : DateOrder.DayFirst, out _);

    private int Index(string cell)
    {
        IReadOnlyList<string> categories = Categories!;
        for (int i = 0; i < categories.Count; i++)
        {
            if (string.Equals(categories[i], cell, StringComparison.Ordinal))
                return i;
        }

        return -1;
    }
}
