namespace Weir.Repair;

/// <summary>Looks at policies and at the recipe as it is, by how far they went and by seed.</summary>
/// <param name="original">The branch without a change.</param>
internal sealed class PolicyLooks(Arm original)
{
    private readonly Dictionary<string, (Arm Arm, AugmentationPolicy Policy)> _policies = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Arm, double Share), SortedDictionary<long, Trial>> _looks = [];
    private readonly List<string> _order = [];

    /// <summary>The policies that were tried, in the order in which they were first.</summary>
    public IEnumerable<(Arm Arm, AugmentationPolicy Policy)> Policies => _order.Select(name => _policies[name]);

    /// <summary>Notes a look.</summary>
    /// <param name="arm">The branch.</param>
    /// <param name="policy">Its policy; null of the recipe as it is.</param>
    /// <param name="share">How far it went.</param>
    /// <param name="trial">The look.</param>
    public void Add(Arm arm, AugmentationPolicy? policy, double share, Trial trial)
    {
        if (policy is not null && _policies.TryAdd(arm.Name, (arm, policy)))
            _order.Add(arm.Name);
        if (!_looks.TryGetValue((arm.Name, share), out SortedDictionary<long, Trial>? looks))
            _looks[(arm.Name, share)] = looks = [];
        looks[trial.Seed] = trial;
    }

    /// <summary>Whether a branch was looked at so far.</summary>
    public bool Has(Arm arm, double share, long seed) => _looks.TryGetValue((arm.Name, share), out SortedDictionary<long, Trial>? looks)
        && looks.ContainsKey(seed);

    /// <summary>The farthest share that a branch was looked at; 0 where it was not.</summary>
    public double Farthest(Arm arm) => _looks.Keys.Where(key => key.Arm == arm.Name).Select(key => key.Share).DefaultIfEmpty().Max();

    /// <summary>The mean skill of a branch at a share; 0 where it was not looked at.</summary>
    public double Skill(Arm arm, double share) =>
        _looks.TryGetValue((arm.Name, share), out SortedDictionary<long, Trial>? looks) ? looks.Values.Average(look => look.Skill) : 0;

    /// <summary>How a branch does beside another at a share of its training, over the seeds that both were looked at with.</summary>
    /// <param name="arm">The branch.</param>
    /// <param name="share">The share.</param>
    /// <param name="other">The other; the recipe as it is unless told.</param>
    /// <returns>
    /// The mean of the differences in skill and its standard error, 0 for a single seed; null where there is no pair, or it broke off.
    /// </returns>
    public (double Mean, double Error, int Seeds)? Ahead(Arm arm, double share, Arm? other = null)
    {
        if (!_looks.TryGetValue((arm.Name, share), out SortedDictionary<long, Trial>? looks)
            || !_looks.TryGetValue(((other ?? original).Name, share), out SortedDictionary<long, Trial>? beside)
            || looks.Values.Any(look => !look.Finite))
            return null;
        double[] ahead = [.. looks.Where(look => beside.ContainsKey(look.Key)).Select(look => look.Value.Skill - beside[look.Key].Skill)];
        if (ahead.Length == 0)
            return null;
        double mean = ahead.Average(), squares = ahead.Sum(each => (each - mean) * (each - mean));
        return (mean, ahead.Length == 1 ? 0 : Math.Sqrt(squares / (ahead.Length - 1) / ahead.Length), ahead.Length);
    }
}
