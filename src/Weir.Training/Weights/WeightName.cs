namespace Weir.Training;

/// <summary>What a name in a file of weights is called in the network.</summary>
/// <param name="From">A name in the file, or the first parts of one, as in <c>features.0</c>.</param>
/// <param name="To">The name in the network, or its first parts, as in <c>1.conv</c>; <c>ignore</c> for what is left out.</param>
public sealed record WeightName(string From, string To)
{
    /// <summary>What stands for tensors that are left out.</summary>
    public const string Ignore = "ignore";
}
