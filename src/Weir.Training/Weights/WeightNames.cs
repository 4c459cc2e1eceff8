using Weir.Nn;

namespace Weir.Training;

/// <summary>Finds what a name of a foreign file means in a network.</summary>
/// <param name="map">Names that differ.</param>
/// <param name="known">The names of the network's parameters and buffers.</param>
internal sealed class WeightNames(IReadOnlyList<WeightName> map, IReadOnlySet<string> known)
{
    // The last part of a PyTorch name, and what it may be called here.
    private static readonly Dictionary<string, string[]> s_last = new(StringComparer.Ordinal)
    {
        ["weight"] = ["weight", "scale", "slope"],
        ["bias"] = ["bias", "shift"],
        ["running_mean"] = ["runningMean"],
        ["running_var"] = ["runningVariance"],
        ["weight_v"] = ["direction"],
        ["weight_g"] = ["length"],
        ["weight_ih_l0"] = ["inputWeight"],
        ["weight_hh_l0"] = ["stateWeight"],
        ["bias_ih_l0"] = ["bias"],
        // A second bias where the layer has one; else both are one sum.
        ["bias_hh_l0"] = ["stateBias", "bias"],
        ["in_proj_weight"] = ["projection.weight"],
        ["in_proj_bias"] = ["projection.bias"],
    };

    // What PyTorch calls a part of its attention, and what it is called here.
    private const string OutputThere = "out_proj.", OutputHere = "output.";

    // What a parameter or buffer is called in PyTorch, where that is another name.
    private static readonly Dictionary<string, string> s_there = new(StringComparer.Ordinal)
    {
        ["scale"] = "weight",
        ["shift"] = "bias",
        ["slope"] = "weight",
        ["runningMean"] = "running_mean",
        ["runningVariance"] = "running_var",
        ["direction"] = "weight_v",
        ["length"] = "weight_g",
        ["inputWeight"] = "weight_ih_l0",
        ["stateWeight"] = "weight_hh_l0",
        ["stateBias"] = "bias_hh_l0",
    };

    /// <summary>The name that PyTorch gives a parameter or buffer: that of the network, with the last part as its layers have it.</summary>
    /// <param name="name">The network's name.</param>
    /// <param name="layer">The layer that has it.</param>
    /// <param name="holder">The module that has the layer as its part; null for the outermost.</param>
    public static string There(string name, Module layer, Module? holder)
    {
        int dot = name.LastIndexOf('.');
        string before = name[..(dot + 1)], last = name[(dot + 1)..];
        if (holder is MultiHeadAttention attention)
        {
            string above = before[..(before.TrimEnd('.').LastIndexOf('.') + 1)];
            return ReferenceEquals(layer, attention.Projection) ? $"{above}in_proj_{last}" : $"{above}{OutputThere}{last}";
        }

        return before + (layer is Recurrent && last == "bias" ? "bias_ih_l0" : s_there.GetValueOrDefault(last, last));
    }

    /// <summary>The parameter or buffer that a tensor is for.</summary>
    /// <returns>Its name; null where there is none; <see cref="WeightName.Ignore"/> where it is left out.</returns>
    public string? Of(string name)
    {
        string mapped = Map(name);
        if (mapped == WeightName.Ignore || known.Contains(mapped))
            return mapped;
        int dot = mapped.LastIndexOf('.');
        string before = mapped[..(dot + 1)], last = mapped[(dot + 1)..];
        // Batch norm in PyTorch counts its batches; nothing here needs the count.
        if (last == "num_batches_tracked")
            return WeightName.Ignore;
        if (before.EndsWith(OutputThere, StringComparison.Ordinal) && known.Contains(before[..^OutputThere.Length] + OutputHere + last))
            return before[..^OutputThere.Length] + OutputHere + last;
        return s_last.GetValueOrDefault(last)?.Select(candidate => before + candidate).FirstOrDefault(known.Contains);
    }

    /// <summary>The longest entry of the map that the name is, or that its first parts are.</summary>
    private string Map(string name)
    {
        WeightName? best = null;
        foreach (WeightName entry in map)
        {
            bool fits = name == entry.From || (name.StartsWith(entry.From, StringComparison.Ordinal) && name[entry.From.Length] == '.');
            if (fits && (best is null || entry.From.Length > best.From.Length))
                best = entry;
        }

        if (best is null || best.To == WeightName.Ignore)
            return best?.To ?? name;
        return best.To + name[best.From.Length..];
    }
}
