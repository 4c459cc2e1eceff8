namespace Weir.Studies;

/// <summary>A curve of a theory, as a function of the recipe: one number for each column of a <see cref="StudyMap"/>.</summary>
public enum MapCurve
{
    /// <summary>No curve.</summary>
    None,

    /// <summary>
    /// The depth scale ξ of mean-field theory, in layers (<see cref="Diagnosis.DepthScale"/>), of the first values of the deepest network
    /// of the column.
    /// </summary>
    DepthScale,
}
