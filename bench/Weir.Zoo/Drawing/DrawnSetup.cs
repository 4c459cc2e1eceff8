using Weir.Data;
using Weir.Training;

namespace Weir.Zoo;

/// <summary>A set-up that nobody has seen: a healthy recipe, and the same with a fault, or without one.</summary>
/// <param name="Id">Its name within its draw.</param>
/// <param name="Family">What kind of network and data.</param>
/// <param name="Fault">The zoo's name of the injected fault; null for a healthy set-up.</param>
/// <param name="Healthy">The recipe without the fault.</param>
/// <param name="Faulty">The recipe with it; the healthy one where there is none.</param>
/// <param name="Change">What the fault does to the data; nothing for most.</param>
internal sealed record DrawnSetup(string Id, string Family, string? Fault, string Healthy, string Faulty,
    Func<DataSplit, DataSplit>? Change = null)
{
    /// <summary>The recipe of a run.</summary>
    public Recipe Recipe(bool faulty, long seed) =>
        RecipeReader.Parse(faulty ? Faulty : Healthy, $"{Id}.yaml") with { Seed = seed, Name = Id };
}
