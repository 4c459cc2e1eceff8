namespace Weir.Data;

/// <summary>What the cells of a column hold.</summary>
public enum ColumnKind
{
    /// <summary>Numbers: one feature.</summary>
    Number,

    /// <summary>One of a few texts: a feature for each, 1 where the cell is that text.</summary>
    Category,

    /// <summary>True or false, yes or no: one feature of 1 and 0.</summary>
    Boolean,

    /// <summary>
    /// Days, or days with times: the day as a number, and the place in the year, the week and the day as points of a circle.
    /// </summary>
    Date,

    /// <summary>Not used.</summary>
    Dropped,
}
