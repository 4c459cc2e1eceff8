namespace Weir.Data;

/// <summary>How images are brought to a square.</summary>
public enum ImageFit
{
    /// <summary>The shorter side is brought to the size, and the middle is cut out.</summary>
    Crop,

    /// <summary>Both sides are brought to the size, whatever becomes of the proportions.</summary>
    Stretch,
}
