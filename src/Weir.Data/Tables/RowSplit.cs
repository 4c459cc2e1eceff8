namespace Weir.Data;

/// <summary>How the rows of a table are dealt out to training, validation and test.</summary>
public enum RowSplit
{
    /// <summary>By chance, as the seed says.</summary>
    Random,

    /// <summary>By chance, with as large a share of each class in every part as can be.</summary>
    Stratified,

    /// <summary>By their order: the first rows are learnt from, the next are for validation and the last for test.</summary>
    Time,
}
