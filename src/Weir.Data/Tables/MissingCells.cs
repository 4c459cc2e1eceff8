namespace Weir.Data;

/// <summary>What is done with cells of a table that are empty.</summary>
public enum MissingCells
{
    /// <summary>They are an error, which names the columns.</summary>
    Refuse,

    /// <summary>They get the mean of the column's other cells in the training part.</summary>
    Mean,

    /// <summary>They get the median of the column's other cells in the training part.</summary>
    Median,

    /// <summary>They get the median, and a feature more says 1 where a cell was empty.</summary>
    Flag,

    /// <summary>Their rows are left out.</summary>
    Drop,
}
