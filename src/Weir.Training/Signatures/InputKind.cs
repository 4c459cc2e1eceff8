namespace Weir.Training;

/// <summary>What a sample is.</summary>
public enum InputKind
{
    /// <summary>Numbers.</summary>
    Values,

    /// <summary>A row of a table.</summary>
    Table,

    /// <summary>An image.</summary>
    Image,

    /// <summary>A text, as the numbers of its characters.</summary>
    Text,

    /// <summary>Whole numbers that stand for something.</summary>
    Tokens,

    /// <summary>Rows of a table that follow one another.</summary>
    Window,

    /// <summary>The rows of a table that are of one thing.</summary>
    Sequence,
}
