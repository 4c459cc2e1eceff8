namespace Weir.Data;

/// <summary>Whether target values are brought to mean 0 and standard deviation 1 while a network trains.</summary>
public enum TargetScaling
{
    /// <summary>
    /// Where nothing speaks against it: for values, under a loss that takes any value, behind a last layer without a function.
    /// </summary>
    Auto,

    /// <summary>Always.</summary>
    Standardize,

    /// <summary>Never: the network's outputs are in the targets' own unit.</summary>
    None,
}
