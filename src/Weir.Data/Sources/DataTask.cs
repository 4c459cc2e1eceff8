namespace Weir.Data;

/// <summary>What the target column of a table means.</summary>
public enum DataTask
{
    /// <summary>Classes when the column holds integers or text of at most 50 different values, else numbers.</summary>
    Auto,

    /// <summary>Each different value is a class.</summary>
    Classification,

    /// <summary>The column is a number to predict.</summary>
    Regression,
}
