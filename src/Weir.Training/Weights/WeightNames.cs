using Weir.Nn;

namespace Weir.Training;

/// <summary>
/// The names that PyTorch has for the parameters and buffers of a network: a path's last part is another one there for most, and some
/// modules say of themselves what is what (<see cref="IForeignNames"/>).
/// </summary>
internal sealed class WeightNames
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
    };

    private static readonly Dictionary<string, string> s_there =
        s_last.SelectMany(pair => pair.Value, (pair, own) => (pair.Key, own)).ToDictionary(pair => pair.own, pair => pair.Key);

    private readonly Dictionary<string, List<string>> _there = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _here = new(StringComparer.Ordinal);
    private readonly HashSet<string> _known;
    private readonly IReadOnlyList<WeightName> _map;

    /// <summary>Looks at a network.</summary>
    /// <param name="network">The names of its parameters and buffers.</param>
    /// <param name="map">Names of a file that differ from all of these. Default: none.</param>
    public WeightNames(ModuleMap network, IReadOnlyList<WeightName>? map = null)
    {
        _map = map ?? [];
        _known = [.. network.Parameters.Select(entry => entry.Name), .. network.Buffers.Select(entry => entry.Name),
            .. network.OtherNames.Keys];
        foreach ((string path, Module module) in network.Modules)
        {
            foreach ((string own, string there) in (module as IForeignNames)?.ForeignNames ?? [])
                Declare(network, path.Length == 0 ? own : $"{path}.{own}", own, there);
        }
    }

    /// <summary>The names that PyTorch has for a parameter or buffer: one, or where it has several of which this is the sum, all.</summary>
    /// <param name="name">The network's name.</param>
    public IReadOnlyList<string> There(string name)
    {
        if (_there.TryGetValue(name, out List<string>? declared))
            return declared;
        int dot = name.LastIndexOf('.') + 1;
        return [name[..dot] + s_there.GetValueOrDefault(name[dot..], name[dot..])];
    }

    /// <summary>Whether a parameter is the sum of several of PyTorch's.</summary>
    /// <param name="name">The network's name.</param>
    public bool IsSum(string name) => _there.TryGetValue(name, out List<string>? declared) && declared.Count > 1;

    /// <summary>The parameter or buffer that a tensor is for.</summary>
    /// <returns>Its name; null where there is none; <see cref="WeightName.Ignore"/> where it is left out.</returns>
    public string? Of(string name)
    {
        string mapped = Map(name);
        if (mapped == WeightName.Ignore || _known.Contains(mapped))
            return mapped;
        if (_here.TryGetValue(mapped, out string? declared))
            return declared;
        int dot = mapped.LastIndexOf('.') + 1;
        string before = mapped[..dot], last = mapped[dot..];
        // Batch norm in PyTorch counts its batches; nothing here needs the count.
        return last == "num_batches_tracked" ? WeightName.Ignore
            : s_last.GetValueOrDefault(last)?.Select(candidate => before + candidate).FirstOrDefault(_known.Contains);
    }

    /// <summary>Notes what a module says of a parameter, under each name that it has in the network.</summary>
    private void Declare(ModuleMap network, string name, string own, string there)
    {
        IEnumerable<string> others = network.OtherNames.Where(other => other.Value == name).Select(other => other.Key)
            .Where(other => other == own || other.EndsWith($".{own}", StringComparison.Ordinal));
        foreach (string known in others.Prepend(name))
        {
            if (!_known.Contains(known))
                continue;
            string foreign = known[..^own.Length] + there;
            if (!_there.TryGetValue(known, out List<string>? all))
                _there[known] = all = [];
            // Where two modules share it, both tell of it.
            if (!all.Contains(foreign))
                all.Add(foreign);
            _here[foreign] = known;
        }
    }

    /// <summary>The longest entry of the map that the name is, or that its first parts are.</summary>
    private string Map(string name)
    {
        WeightName? best = null;
        foreach (WeightName entry in _map)
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
