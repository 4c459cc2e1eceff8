namespace Weir.Studies;

/// <summary>Which combinations of levels a study runs.</summary>
public enum StudyDesign
{
    /// <summary>Every level of each factor with every level of all others.</summary>
    Factorial,

    /// <summary>The first levels, and each other level by itself with the first of all other factors.</summary>
    OneAtATime,

    /// <summary>The levels of one factor, each on top of all those before it.</summary>
    Ladder,

    /// <summary>The combinations that are listed.</summary>
    List,
}
