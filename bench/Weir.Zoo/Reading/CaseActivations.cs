using Weir.Nn;
using Weir.Training;

namespace Weir.Zoo;

/// <summary>The zoo's names of activations: those of recipes, and <c>exp</c>.</summary>
internal static class CaseActivations
{
    /// <summary>The activation of a name; null when there is none of it.</summary>
    public static Choice? Find(string name) => name switch
    {
        "exp" => new Choice("exponential"),
        _ => Activations.All.ContainsKey(name) ? new Choice(name) : null,
    };

    /// <summary>The names that there are, as a message shows them.</summary>
    public static string Names { get; } =
        string.Join(", ", Activations.All.Keys.Append("exp").Append("softmax").Order(StringComparer.Ordinal));
}
