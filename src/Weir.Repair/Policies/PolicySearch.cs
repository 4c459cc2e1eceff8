namespace Weir.Repair;

/// <summary>
/// Looks for the policy that lets a recipe get most right on the samples that the search goes by, beside the recipe as it is with the same
/// seeds. What it does next depends on the looks at branches alone, so that a search that was interrupted comes to the same.
/// </summary>
/// <param name="original">The recipe as it is.</param>
/// <param name="choices">What policies are made of, the commonest first.</param>
/// <param name="runner">What makes the runs.</param>
/// <param name="ledger">What they cost.</param>
/// <param name="shares">How far trials go, rising, the last of them the whole training.</param>
/// <param name="reserve">What is kept for the proof, in trainings.</param>
/// <param name="telling">Is told of it.</param>
/// <param name="cancel">Stops it.</param>
internal sealed class PolicySearch(Arm original, IReadOnlyList<AugmentationChoice> choices, TrialRunner runner, RepairLedger ledger,
    IReadOnlyList<double> shares, double reserve, RepairTelling telling, CancellationToken cancel)
{
    /// <summary>Single augmentations that are trained to their end, at least.</summary>
    private const int Kept = 4;

    /// <summary>The best single augmentations, whose strengths are tried and which are put together.</summary>
    private const int Roots = 3;

    /// <summary>The best policies, which are told apart by more seeds.</summary>
    private const int Finalists = 4;

    /// <summary>
    /// What single augmentations, their strengths and policies of several may take of what is left; more seeds take what is left then.
    /// </summary>
    private const double OfSingles = 0.5, OfStrengths = 0.4, OfSeveral = 0.4;

    /// <summary>An augmentation that is no further behind the recipe as it is may help beside another, or at another strength.</summary>
    private const double Near = 0.02;

    /// <summary>Two policies within this of each other are as good as each other.</summary>
    private const double Alike = 0.01;

    private readonly long[] _seeds = RepairSearch.SeedsOf(original.Recipe);
    private readonly List<RankedProposal> _order = [];

    /// <summary>What was tried.</summary>
    public PolicyLooks Looks { get; } = new(original);

    /// <summary>Single changes that the budget does not reach for.</summary>
    public IReadOnlyList<AugmentationPolicy> Untried { get; private set; } = [];

    private double Left => ledger.Left - reserve;

    /// <summary>The policies that are ahead of the recipe as it is, the best first; of those that are alike the smallest.</summary>
    public IReadOnlyList<Arm> Candidates()
    {
        telling.Phase("a training of the recipe as it is");
        foreach (double share in shares)
            Look([(original, null)], _seeds[..1], share);
        telling.Phase("single changes of the samples, for a while; the best of them longer");
        Halve([.. choices.Select(AugmentationPolicy.Of)]);
        // What the recipe has already must be better than nothing.
        Round([AugmentationPolicy.None], Left);
        telling.Phase("the best of them weaker and stronger");
        Round(Strengths(), OfStrengths * Left);
        telling.Phase("the best of them together");
        Round(Together(), OfSeveral * Left);
        telling.Phase("the best with more seeds");
        return Ranked(Steadied());
    }

    /// <summary>Tries policies for a while, and the better half of them longer, to the end of a training.</summary>
    private void Halve(AugmentationPolicy[] policies)
    {
        int count = policies.Length;
        while (count > 1 && CostOfHalving(count) > OfSingles * Left)
            count--;
        Untried = policies[count..];
        (Arm Arm, AugmentationPolicy? Policy)[] left = [.. Arms(policies[..count])];
        foreach (double share in shares)
        {
            Look(left, _seeds[..1], share);
            left = [.. left.OrderByDescending(each => Looks.Ahead(each.Arm, share)?.Mean ?? double.NegativeInfinity)
                .Take(Half(left.Length))];
        }
    }

    private double CostOfHalving(int count)
    {
        double cost = 0, before = 0;
        foreach (double share in shares)
        {
            cost += count * (share - before) * ledger.CostOfOne;
            (before, count) = (share, Half(count));
        }

        return cost;
    }

    private static int Half(int count) => Math.Min(count, Math.Max(Kept, (count + 1) / 2));

    /// <summary>Trains policies to their end with the first seed, as many of them as may cost so much.</summary>
    private void Round(IEnumerable<AugmentationPolicy> policies, double most)
    {
        List<(Arm, AugmentationPolicy?)> round = [];
        foreach ((Arm arm, AugmentationPolicy? policy) in Arms(policies))
        {
            if (!Looks.Has(arm, 1, _seeds[0]) && (round.Count + 1) * ledger.CostOfOne <= most)
                round.Add((arm, policy));
        }

        Look(round, _seeds[..1], 1);
    }

    /// <summary>The best policies of one augmentation that came to their end and are not far behind, each of another.</summary>
    private AugmentationPolicy[] Best() =>
    [
        .. Whole().Where(each => each.Policy.Entries.Count == 1 && each.Ahead > -Near)
            .DistinctBy(each => each.Policy.Entries[0].Choice).Take(Roots).Select(each => each.Policy),
    ];

    private IEnumerable<AugmentationPolicy> Strengths() => Best().SelectMany(policy => policy.Entries[0].Choice
        .Beside(policy.Entries[0].Strength).Select(strength => new AugmentationPolicy([(policy.Entries[0].Choice, strength)])));

    private IEnumerable<AugmentationPolicy> Together()
    {
        AugmentationPolicy[] best = Best();
        if (best is not [var first, var second, ..])
            return [];
        AugmentationPolicy? pair = first.With(second);
        return new[] { pair, best is [_, _, var third] ? pair?.With(third) : null }
            .Concat(best.Skip(2).SelectMany(each => new[] { first.With(each), second.With(each) })).OfType<AugmentationPolicy>();
    }

    /// <summary>
    /// The best policies with more seeds, as far as the budget reaches: of many that were looked at with one, the best is the best by luck
    /// as well. The worst of them is left out with each seed.
    /// </summary>
    private Arm[] Steadied()
    {
        Arm[] finalists = [.. Whole().Take(Finalists).Select(each => each.Arm)];
        foreach (long seed in _seeds[1..])
        {
            while (finalists.Length > 1 && (finalists.Length + 1) * ledger.CostOfOne > Left)
                finalists = finalists[..^1];
            if (finalists.Length == 0 || (finalists.Length + 1) * ledger.CostOfOne > Left)
                break;
            Look([(original, null), .. finalists.Select(arm => (arm, PolicyOf(arm)))], [seed], 1);
            finalists = [.. finalists.OrderByDescending(arm => Looks.Ahead(arm, 1)?.Mean ?? double.NegativeInfinity)
                .Take(Math.Max(2, finalists.Length - 1))];
        }

        return finalists;
    }

    private Arm[] Ranked(Arm[] finalists)
    {
        Arm[] ahead = [.. finalists.Where(arm => Looks.Ahead(arm, 1) is { Mean: > 0 })];
        if (ahead.Length == 0)
            return [];
        Arm[] alike = [.. ahead.Where(arm => IsAsGood(arm, ahead[0]))];
        return [.. alike.OrderBy(arm => PolicyOf(arm)!.Entries.Count), .. ahead.Except(alike)];
    }

    private bool IsAsGood(Arm arm, Arm best) => arm == best
        || (Looks.Ahead(arm, 1, best) is var (mean, error, _) && mean >= -Math.Max(Alike, error / 2));

    /// <summary>The policies that were trained to their end, the best first.</summary>
    private IEnumerable<(Arm Arm, AugmentationPolicy Policy, double Ahead)> Whole() => Looks.Policies
        .Select(each => (each.Arm, each.Policy, Ahead: Looks.Ahead(each.Arm, 1)?.Mean ?? double.NegativeInfinity))
        .Where(each => double.IsFinite(each.Ahead)).OrderByDescending(each => each.Ahead);

    private AugmentationPolicy? PolicyOf(Arm arm) => Looks.Policies.First(each => each.Arm.Name == arm.Name).Policy;

    private IEnumerable<(Arm, AugmentationPolicy?)> Arms(IEnumerable<AugmentationPolicy> policies)
    {
        foreach (AugmentationPolicy policy in policies)
        {
            if (policy.ArmOf(original.Recipe) is { } arm)
                yield return (arm, policy);
        }
    }

    private void Look(IReadOnlyList<(Arm Arm, AugmentationPolicy? Policy)> arms, long[] seeds, double share)
    {
        if (arms.Count == 0)
            return;
        HashSet<string> known = [.. _order.Select(each => each.Proposal.Id)];
        _order.AddRange(arms.SelectMany(each => each.Arm.Proposals).Where(each => known.Add(each.Id))
            .Select(proposal => new RankedProposal(proposal, 1, null)));
        telling.Rank(_order);
        (Arm Arm, AugmentationPolicy? Policy, TrialJob Job)[] jobs =
            [.. arms.SelectMany(each => seeds.Select(seed => (each.Arm, each.Policy, new TrialJob(each.Arm, seed, share))))];
        IReadOnlyList<Trial> trials = runner.Run([.. jobs.Select(each => each.Job)], cancel);
        for (int i = 0; i < jobs.Length; i++)
            Looks.Add(jobs[i].Arm, jobs[i].Policy, share, trials[i]);
    }
}
