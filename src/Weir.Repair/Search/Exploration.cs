namespace Weir.Repair;

/// <summary>The branches that were tried, each with how far it came and how well, by seed.</summary>
internal sealed class Exploration
{
    private readonly Dictionary<string, Arm> _arms = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Arm, double Share), SortedDictionary<long, Trial>> _trials = [];
    private readonly List<string> _order = [];

    /// <summary>The branches with changes, in the order in which they were first tried.</summary>
    public IEnumerable<Arm> Arms => _order.Select(name => _arms[name]);

    /// <summary>Notes a look.</summary>
    public void Add(Arm arm, double share, Trial trial)
    {
        if (_arms.TryAdd(arm.Name, arm))
            _order.Add(arm.Name);
        if (!_trials.TryGetValue((arm.Name, share), out SortedDictionary<long, Trial>? looks))
            _trials[(arm.Name, share)] = looks = [];
        looks[trial.Seed] = trial;
    }

    /// <summary>Whether a branch was tried.</summary>
    public bool Has(Arm arm) => _arms.ContainsKey(arm.Name);

    /// <summary>The shares at which a branch was looked at.</summary>
    public IEnumerable<double> Shares(Arm arm) => _trials.Keys.Where(key => key.Arm == arm.Name).Select(key => key.Share);

    /// <summary>The looks at a branch at a share of its training, by seed.</summary>
    public IReadOnlyCollection<Trial> At(Arm arm, double share) =>
        _trials.TryGetValue((arm.Name, share), out SortedDictionary<long, Trial>? looks)
        ? looks.Values : [];

    /// <summary>The look at a branch with a seed; null where there was none.</summary>
    public Trial? At(Arm arm, double share, long seed) => At(arm, share).FirstOrDefault(trial => trial.Seed == seed);

    /// <summary>The mean of what looks at a branch count for, over the seeds that it was looked at with; null where it was not.</summary>
    public double? Skill(Arm arm, double share) => At(arm, share) is { Count: > 0 } looks ? looks.Average(SkillOf) : null;

    /// <summary>
    /// How much better a branch does than another over the seeds that both were looked at with, and the standard error of that; 0 for a
    /// single seed. Null where there is none.
    /// </summary>
    public (double Mean, double Error, int Seeds)? Ahead(Arm arm, Arm other, double share)
    {
        double[] ahead = [.. At(arm, share).Select(look => (Look: look, Beside: At(other, share, look.Seed)))
            .Where(pair => pair.Beside is not null).Select(pair => SkillOf(pair.Look) - SkillOf(pair.Beside!))];
        if (ahead.Length == 0)
            return null;
        double mean = ahead.Average(), squares = ahead.Sum(each => Math.Pow(each - mean, 2));
        return (mean, ahead.Length == 1 ? 0 : Math.Sqrt(squares / (ahead.Length - 1) / ahead.Length), ahead.Length);
    }

    /// <summary>
    /// How well a branch does at the farthest share that it was looked at with two seeds, by the first two; null where it was not.
    /// </summary>
    public (double Share, double Skill)? Standing(Arm arm) => _trials.Where(entry => entry.Key.Arm == arm.Name && entry.Value.Count > 1)
        .OrderByDescending(entry => entry.Key.Share)
        .Select(entry => ((double, double)?)(entry.Key.Share, entry.Value.Values.Take(2).Average(SkillOf))).FirstOrDefault();

    /// <summary>The farthest look at a branch with a seed; null where there was none.</summary>
    public Trial? Last(Arm arm, long seed) => _trials.Where(entry => entry.Key.Arm == arm.Name).OrderByDescending(entry => entry.Key.Share)
        .Select(entry => entry.Value.GetValueOrDefault(seed)).FirstOrDefault(trial => trial is not null);

    /// <summary>The branches that were looked at at a share with some number of seeds or more, the best first; of equals the
    /// smaller.</summary>
    public IReadOnlyList<(Arm Arm, double Skill)> RankedAt(double share, int seeds = 1) =>
    [
        .. Arms.Where(arm => At(arm, share).Count >= seeds).Select(arm => (Arm: arm, Skill: Skill(arm, share)!.Value))
            .OrderByDescending(pair => pair.Skill).ThenBy(pair => pair.Arm.Proposals.Count),
    ];

    /// <summary>
    /// What a look counts for: the skill on the samples that the search goes by, and a little that on those of the training, so that a
    /// few samples more or less do not decide; what is learnt by heart counts for nothing.
    /// </summary>
    private static double SkillOf(Trial trial)
    {
        const double Beside = 0.25, ByHeart = 0.1;
        return ((1 - Beside) * trial.Skill) + (Beside * Math.Min(trial.TrainingSkill, trial.Skill + ByHeart));
    }
}
