namespace Weir.Training;

/// <summary>What is said of a sample.</summary>
public enum OutputKind
{
    /// <summary>Which class it is of.</summary>
    Classes,

    /// <summary>Which of several labels hold, each by itself: any number of them, or none.</summary>
    Labels,

    /// <summary>Numbers.</summary>
    Values,
}
