using System.Text.Json.Serialization;

namespace Weir.Repair;

/// <summary>The run that a repair was asked to start from.</summary>
/// <param name="Directory">Its directory, as it was given.</param>
/// <param name="Reason">Why it could not stand for a training of the recipe as it is; null where it did.</param>
public sealed record GivenRun(string Directory, string? Reason = null)
{
    /// <summary>Whether it stood for a training of the recipe as it is, which was not made again.</summary>
    [JsonIgnore]
    public bool IsTaken => Reason is null;
}
