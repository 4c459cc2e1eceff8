namespace Weir.Data;

/// <summary>What a look at all cells of a column has shown.</summary>
public sealed class ColumnProfile
{
    /// <summary>The most different texts that a category has.</summary>
    public const int MostCategories = 50;

    // Beyond that many different texts the column is no category, whatever follows; they are counted no further.
    private const int MostCounted = 10_000;

    private readonly Dictionary<string, int> _texts = new(StringComparer.Ordinal);
    private readonly HashSet<double> _integers = [];
    private readonly bool _isText;
    private double _sum, _squares;
    private long _dayFirst, _monthFirst, _measured, _grouped, _doubtful;
    private char? _otherUnit;
    private (string Text, long Line)? _firstUndated;

    /// <summary>Makes a profile without cells.</summary>
    /// <param name="name">The column's name.</param>
    /// <param name="isText">Whether cells are texts whatever they look like.</param>
    internal ColumnProfile(string name, bool isText = false) => (Name, _isText) = (name, isText);

    /// <summary>Its name in the header.</summary>
    public string Name { get; }

    /// <summary>Cells.</summary>
    public long Cells { get; private set; }

    /// <summary>Empty cells.</summary>
    public long Empty { get; private set; }

    /// <summary>Cells that are numbers.</summary>
    public long Numbers { get; private set; }

    /// <summary>Those of them that are finite.</summary>
    public long Finite { get; private set; }

    /// <summary>Cells that are whole numbers.</summary>
    public long Integers { get; private set; }

    /// <summary>Cells that say true or false, yes or no.</summary>
    public long Booleans { get; private set; }

    /// <summary>Cells that are dates, whatever their column holds beside them.</summary>
    public long Dates { get; private set; }

    /// <summary>
    /// Which of the day and the month comes first in dates such as 5/31/2024: all of them are dates so, and not all the other way round.
    /// </summary>
    public DateOrder Order => Dates + Math.Max(_dayFirst, _monthFirst) != Cells - Empty || _dayFirst == _monthFirst ? DateOrder.None
        : _dayFirst > _monthFirst ? DateOrder.DayFirst : DateOrder.MonthFirst;

    /// <summary>Whether the cells are dates, in each of which the day and the month may be the first.</summary>
    public bool HasOpenOrder => _dayFirst > 0 && _dayFirst == _monthFirst && Dates + _dayFirst == Cells - Empty;

    /// <summary>The sign of the numbers' currency, or that of per cent; null where they have none.</summary>
    public char? Unit { get; private set; }

    /// <summary>Whether the numbers are of several units, or some per cent and others not.</summary>
    public bool HasSeveralUnits => _otherUnit is not null || (Unit == MeasuredNumber.Percent && _measured < Numbers);

    /// <summary>Whether all of its cells that are no numbers would be some if commas part thousands.</summary>
    internal bool MayBeOfThousands => _doubtful > 0 && _doubtful == Cells - Empty - Numbers;

    /// <summary>The first cell of a column of dates that is none, and its line; null where most cells are none.</summary>
    internal (string Text, long Line)? FirstUndated => Dates > (Cells - Empty) / 2 ? _firstUndated : null;

    /// <summary>
    /// Whether its commas part thousands: each has three digits behind it, and another number shows that none parts decimals, as 1,234,567
    /// does; beside several of them also 12.5, and 950, which a comma would follow where there are always three decimals. One alone may be
    /// a slip.
    /// </summary>
    internal bool TellsOfThousands => MayBeOfThousands
        && (_grouped > 0 || (_doubtful > 1 && Finite > 0 && (Finite > Integers || (Greatest < 1000 && Least > -1000))));

    /// <summary>Whether one of the dates has a time of day.</summary>
    public bool HasTimes { get; private set; }

    /// <summary>The least number.</summary>
    public double Least { get; private set; } = double.PositiveInfinity;

    /// <summary>The greatest number.</summary>
    public double Greatest { get; private set; } = double.NegativeInfinity;

    /// <summary>The mean of the numbers.</summary>
    public double Mean => Finite == 0 ? double.NaN : _sum / Finite;

    /// <summary>The deviation of the numbers.</summary>
    public double Deviation => Finite == 0 ? double.NaN : Math.Sqrt(Math.Max(0, (_squares / Finite) - (Mean * Mean)));

    /// <summary>How many different texts the cells have, numbers apart; more than 10,000 are not counted on.</summary>
    public int Different => _texts.Count;

    /// <summary>
    /// How many different numbers a column of whole ones has; null where they are not all whole, or more than 10,000.
    /// </summary>
    public int? DifferentIntegers => Integers == Numbers && _integers.Count < MostCounted ? _integers.Count : null;

    /// <summary>The first cell that is not empty and no number, and its line; null where there is none.</summary>
    public (string Text, long Line)? FirstText { get; private set; }

    /// <summary>The line of the first empty cell; null where there is none.</summary>
    public long? FirstEmpty { get; private set; }

    /// <summary>Whether the cells may be numbers or names of the rows: whole numbers or texts, all of them different.</summary>
    public bool IsIdentifier
    {
        get
        {
            long full = Cells - Empty;
            if (full < 20)
                return false;
            if (Numbers == full)
                return Integers == full && _integers.Count >= Math.Min(full, MostCounted);
            return Kind != ColumnKind.Date && !MayBeOfThousands && FirstUndated is null && Different >= Math.Min(0.95 * full, MostCounted);
        }
    }

    /// <summary>What the column holds, by looking; null where it is text of too many kinds, or mixed with numbers.</summary>
    public ColumnKind? Kind
    {
        get
        {
            long full = Cells - Empty;
            if (full == 0)
                return ColumnKind.Dropped;
            if (Numbers == full)
                return HasSeveralUnits ? null : ColumnKind.Number;
            if (Booleans == full)
                return ColumnKind.Boolean;
            if (Dates == full || Order != DateOrder.None)
                return ColumnKind.Date;
            // A slip among dates, or numbers with commas that may be two things, are no category.
            if (HasOpenOrder || FirstUndated is not null || MayBeOfThousands)
                return null;
            // Numbers among texts, or texts among numbers, are a slip as often as a category: whoever means one says so.
            return Numbers == 0 && Different <= MostCategories ? ColumnKind.Category : null;
        }
    }

    /// <summary>The different texts, in order.</summary>
    public IReadOnlyList<string> Categories => [.. _texts.Keys.Order(StringComparer.Ordinal)];

    /// <summary>The texts that most cells have, with how many cells have them.</summary>
    /// <param name="count">How many texts.</param>
    public IReadOnlyList<(string Text, int Cells)> Commonest(int count) =>
        [.. _texts.OrderByDescending(entry => entry.Value).ThenBy(entry => entry.Key, StringComparer.Ordinal).Take(count)
            .Select(entry => (entry.Key, entry.Value))];

    /// <summary>
    /// The first number that is not finite, or beyond the range of 32-bit floats, and its line; null where there is none.
    /// </summary>
    public (string Text, long Line)? FirstNonFinite { get; private set; }

    /// <summary>Whether cells are looked at as texts alone.</summary>
    internal bool IsText => _isText;

    internal void See(double number)
    {
        Cells++;
        Count(number);
    }

    /// <summary>What is said of numbers of several units.</summary>
    internal string SeveralUnits => _otherUnit is { } other ? $"some of its numbers are in {Unit}, others in {other}"
        : $"some of its numbers are in {Unit}, others are not";

    internal void See(double number, char unit)
    {
        See(number);
        SeeUnit(unit);
    }

    internal void SeeUnit(char unit)
    {
        if (unit == MeasuredNumber.None)
        {
            _grouped++;
            return;
        }

        _measured++;
        Unit ??= unit;
        _otherUnit ??= unit == Unit ? null : unit;
    }

    internal void See(string cell, long line)
    {
        Cells++;
        if (CellText.IsEmpty(cell))
        {
            Empty++;
            FirstEmpty ??= line;
            return;
        }

        if (!_isText && CellText.TryNumber(cell, out double number))
        {
            if (float.IsFinite((float)number))
            {
                Count(number);
                return;
            }

            FirstNonFinite ??= (cell, line);
            Numbers++;
            return;
        }

        if (_texts.TryGetValue(cell, out int count))
            _texts[cell] = count + 1;
        else if (_texts.Count < MostCounted)
            _texts.Add(cell, 1);
        FirstText ??= (cell, line);
        if (MeasuredNumber.IsDoubtful(cell))
            _doubtful++;
        if (CellText.TryBoolean(cell, out _))
            Booleans++;
        if (CellText.TryDate(cell, DateOrder.None, out DateTime date))
            Dates++;
        else
            _firstUndated ??= (cell, line);
        if (CellText.MayHaveOrder(cell) && date == default)
            SeeOrder(cell, ref date);
        HasTimes |= date.TimeOfDay != TimeSpan.Zero;
    }

    private void SeeOrder(string cell, ref DateTime date)
    {
        if (CellText.TryDate(cell, DateOrder.DayFirst, out DateTime dayFirst))
            (_dayFirst, date) = (_dayFirst + 1, dayFirst);
        if (CellText.TryDate(cell, DateOrder.MonthFirst, out DateTime monthFirst))
            (_monthFirst, date) = (_monthFirst + 1, monthFirst);
    }

    private void Count(double number)
    {
        Numbers++;
        Finite++;
        if (number == Math.Truncate(number))
        {
            Integers++;
            if (_integers.Count < MostCounted)
                _integers.Add(number);
        }

        Least = Math.Min(Least, number);
        Greatest = Math.Max(Greatest, number);
        _sum += number;
        _squares += number * number;
    }
}
