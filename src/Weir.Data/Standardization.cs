namespace Weir.Data;

/// <summary>How inputs are brought to mean 0 and standard deviation 1.</summary>
public enum Standardization
{
    /// <summary>Not at all.</summary>
    None,

    /// <summary>One mean and one deviation for all numbers of all samples; right for pixels.</summary>
    Global,

    /// <summary>A mean and a deviation for each entry of a sample; right for columns of a table in different units.</summary>
    PerFeature,

    /// <summary>
    /// A mean and a deviation for each channel, the last axis of samples that have two or more: colours of images, quantities of a
    /// sequence.
    /// </summary>
    PerChannel,
}
