namespace Weir.Data;

/// <summary>Which of the day and the month comes first in dates that are numbers alone, with the year behind them: 5/31/2024.</summary>
public enum DateOrder
{
    /// <summary>The column has no such dates.</summary>
    None,

    /// <summary>The day: 31/5/2024.</summary>
    DayFirst,

    /// <summary>The month: 5/31/2024.</summary>
    MonthFirst,
}
