namespace Weir.Training;

/// <summary>What is said of a sample.</summary>
public enum OutputKind
{
    /// <summary>Which class it is of.</summary>
    Classes,

    /// <summary>Numbers.</summary>
    Values,
}
