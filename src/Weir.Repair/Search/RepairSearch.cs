using Weir.Data;
using Weir.Tensors;
using Weir.Training;

namespace Weir.Repair;

/// <summary>
/// Looks for the smallest change that helps: single changes for a short while, pairs and triples of the promising ones where no single one
/// does, the best of them longer (successive halving; Jamieson and Talwalkar, 2016), and then every change taken away that is not needed.
/// What is promising is looked at with a second seed before it counts. What it does next depends on the looks at branches alone, so that a
/// repair that was interrupted comes to the same.
/// </summary>
internal sealed partial class RepairSearch
{
    /// <summary>Single changes that are tried at first, and branches of several that are tried in each round after it.</summary>
    private const int Singles = 5, Several = 4;

    /// <summary>
    /// Rounds of branches of several, and after how many that found nothing better there are no more of them while most of the budget is
    /// left: the more branches are looked at, the more of the best is luck.
    /// </summary>
    private const int Rounds = 3, Patience = 8;

    /// <summary>Proposals of one remedy in the first round.</summary>
    private const int OfOneRemedy = 2;

    /// <summary>Branches that are looked at with a second seed in a round.</summary>
    private const int Promising = 3;

    /// <summary>
    /// A branch that gets so much right is good enough to be proved, and while most of the budget is left; what is better still is not
    /// looked for.
    /// </summary>
    private const double Enough = 0.95, EnoughOfAmple = 0.98;

    /// <summary>Seeds that every promising branch is looked at with, and that the best of them are told apart by.</summary>
    private const int FirstSeeds = 2, SteadySeeds = 5;

    /// <summary>As many of the best are told apart by more seeds, and for at most this part of what is left.</summary>
    private const int Finalists = 4;

    private const double OfFinal = 1.0 / 3;

    /// <summary>Where several ways come to the same beyond this, there is hardly more to be had for what is left of the budget.</summary>
    private const double Many = 0.8;

    /// <summary>What a branch counts less for that is a linear map still.</summary>
    private const double OfLinear = 0.2;

    /// <summary>Below it nothing was learnt.</summary>
    private const double LeastSkill = 0.05;

    /// <summary>Two branches within this of each other are as good as each other.</summary>
    private const double Alike = 0.015;

    private readonly RepairCase _case;
    private readonly IReadOnlyList<RankedProposal> _order;
    private readonly TrialRunner _runner;
    private readonly RepairLedger _ledger;
    private readonly JudgedData _data;
    private readonly RateTests _rates;
    private readonly RepairOptions _options;
    private readonly IReadOnlyList<double> _shares;
    private readonly Action<string> _tell;
    private readonly CancellationToken _cancel;
    private readonly HashSet<string> _handed = [], _unpruned = [];
    private readonly bool _isLinear;

    public RepairSearch(RepairCase about, IReadOnlyList<RankedProposal> order, TrialRunner runner, RepairLedger ledger, JudgedData data,
        RateTests rates, RepairOptions options, IReadOnlyList<double> shares, Trial control, Action<string> tell, CancellationToken cancel)
    {
        (_case, _order, _runner, _ledger, _data, _options, _tell, _cancel) = (about, order, runner, ledger, data, options, tell, cancel);
        (_shares, Control, _rates) = (shares, control, rates);
        _isLinear = about.Facts.Network is { IsLinear: true } or { IsLinearBeforeOutput: true };
    }

    /// <summary>What was tried.</summary>
    public Exploration Explored { get; } = new();

    /// <summary>The farthest look at the recipe as it is, which candidates must beat.</summary>
    public Trial Control { private get; set; }

    /// <summary>The seeds that trials of a recipe are made with: the last of them for the best, where the budget reaches.</summary>
    public static long[] SeedsOf(Recipe recipe) => [.. Enumerable.Range(0, SteadySeeds).Select(i => recipe.Seed + i)];

    private long[] Seeds => SeedsOf(_case.Recipe)[..FirstSeeds];

    /// <summary>
    /// Branches that may mend the recipe, each as small as it can be. The next is looked for when the one before could not be proved.
    /// </summary>
    public IEnumerable<Arm> Candidates()
    {
        _tell("single changes, for a short while");
        Round(First(), _shares[0]);
        (double best, int at) = (double.NegativeInfinity, 0);
        for (int round = 0; round < Rounds || (IsAmple && round - at < Patience); round++)
        {
            if (Smallest(LeastSkill).Select(Skill).DefaultIfEmpty(best).Max() is var now && now > best + Alike)
                (best, at) = (now, round);
            foreach (Arm arm in Good())
                yield return arm;
            // What learns is given more time before it is given more changes.
            if (Longer())
            {
                foreach (Arm arm in Good())
                    yield return arm;
            }

            Arm[] several = Pairs(_shares[0]);
            if (several.Length == 0 || !Affords(several, Seeds[..1], _shares[0]))
                break;
            _tell("the best with a change more");
            Round(several, _shares[0]);
        }

        foreach (Arm arm in Good())
            yield return arm;
        while (Longer())
        {
            foreach (Arm arm in Good())
                yield return arm;
        }

        if (Extended() is { } extended && _handed.Add(extended.Name))
            yield return extended;

        // What is ahead for a while may be behind at the end: it must beat what the recipe itself comes to in its whole training.
        foreach (Arm arm in Steadied(Smallest(Math.Max(LeastSkill, Control.Skill))))
        {
            if (Handed(arm) is { } candidate)
                yield return candidate;
        }

        // Where the budget did not reach for a second seed, it may reach for the proof, which is made with seeds of its own.
        if (_handed.Count == 0)
        {
            foreach ((Arm arm, _) in Explored.RankedAt(_shares[0]).Where(pair => pair.Skill > Math.Max(LeastSkill, Control.Skill)))
            {
                if (_handed.Add(arm.Name))
                    yield return arm;
            }
        }

        if (Smallest(LeastSkill).FirstOrDefault(arm => !_handed.Contains(arm.Name)) is not { } slow)
            yield break;
        double end = Shares.Over(_shares, _ledger.LengthOf(slow.Recipe))[^1];
        if (!Affords([slow], Seeds, end))
            yield break;
        _tell("the best goes on to the end of its training");
        Try([slow], Seeds, end);
        if (Explored.Skill(slow, end) > Control.Skill && Handed(slow) is { } last)
            yield return last;
    }

    /// <summary>Branches that are good enough, or as good as it gets: several ways come to the same.</summary>
    private IEnumerable<Arm> Good()
    {
        Arm[] ranked = [.. Smallest(Control.Skill + Alike).Where(arm => !_handed.Contains(arm.Name))];
        if (ranked.Length == 0)
            yield break;
        double best = ranked.Max(Skill);
        bool enough = IsAmple ? best >= EnoughOfAmple
            : best >= Enough || (best > Many && ranked.Count(arm => Skill(arm) > best - (2 * Alike)) > 1);
        if (!enough)
            yield break;
        foreach (Arm arm in Steadied(ranked).Where(arm => Skill(arm) > best - (4 * Alike) || IsAsGood(arm, ranked[0])))
        {
            if (Handed(arm) is { } candidate)
                yield return candidate;
        }
    }

    // A linear map of the inputs is learnt in no time, and is all that layers without a function between them ever come to.
    private double Skill(Arm arm) => Explored.Standing(arm) is { } standing ? standing.Skill - Linear(arm) : double.NegativeInfinity;

    private double Linear(Arm arm) => _isLinear && NonlinearityRemedy.Bare(arm.Recipe.Model).Any() ? OfLinear : 0;

    private Arm? Handed(Arm arm)
    {
        if (!_handed.Add(arm.Name))
            return null;
        Arm pruned = Prune(arm, Explored.Standing(arm)!.Value.Share);
        return pruned.Name == arm.Name || _handed.Add(pruned.Name) ? pruned : null;
    }

    /// <summary>The share of the budget that is kept for a proof, at most.</summary>
    private const double MostReserved = 0.4;

    /// <summary>What a range test may take besides.</summary>
    private const double OfRates = 0.1;

    /// <summary>
    /// What a proof would take from the budget: at a share beyond the first, where most of what helps shows, or with more seeds at the
    /// first.
    /// </summary>
    private double Reserve
    {
        get
        {
            double longer = _options.ProofSeeds * _shares[Math.Min(1, _shares.Count - 1)];
            double more = (_options.ProofSeeds + Prover.More) * _shares[0];
            return Math.Min((2 * Math.Max(longer, more) * _ledger.CostOfOne) + OfRates, MostReserved * _ledger.Budget)
                + _ledger.CostOf(Prover.Rest(Control, Arm.Original(_case.Recipe)));
        }
    }

    /// <summary>Single changes, and all roots' together where several causes were found.</summary>
    private List<Arm> First()
    {
        bool isWeir = _options.Strategy == RepairStrategy.Weir;
        List<RankedProposal> chosen = [];
        foreach (RankedProposal ranked in _order)
        {
            if (chosen.Count == Singles)
                break;
            if (!(isWeir && ranked.Proposal.Refuted is not null)
                && chosen.Count(each => each.Proposal.Remedy == ranked.Proposal.Remedy) < OfOneRemedy)
                chosen.Add(ranked);
        }

        List<Arm> arms = [.. chosen.Select(each => Arm.Of(_case.Recipe, [each.Proposal])).OfType<Arm>()];
        // What mends one cause shows nothing while another stands.
        Proposal[] roots = [.. _order
            .Where(each => each is { Cause: { Because: null, Severity: > Diagnosis.Severity.Information }, Proposal.Refuted: null })
            .GroupBy(each => each.Cause!.Diagnostic.Name).Select(group => group.First().Proposal).DistinctBy(each => each.Remedy).Take(3)];
        if (isWeir && roots.Length > 1 && Arm.Of(_case.Recipe, roots) is { } together)
            arms.Add(together);
        return arms;
    }

    private string? CauseOf(Proposal proposal) => _order.FirstOrDefault(each => each.Proposal.Id == proposal.Id)?.Cause?.Diagnostic.Name;

    /// <summary>Whether most of the budget is left: then what is better still is looked for.</summary>
    private bool IsAmple => _ledger.Left > _ledger.Budget / 2;

    private bool Affords(IReadOnlyCollection<Arm> arms, long[] seeds, double share) =>
        _ledger.CostOf(arms.SelectMany(arm => seeds.Select(seed => new TrialJob(arm, seed, share)))) + Reserve <= _ledger.Left;

    /// <summary>Tries branches with one seed, and the promising ones of all with a second.</summary>
    private void Round(IEnumerable<Arm> arms, double share)
    {
        Try(arms, Seeds[..1], share);
        Arm[] promising = [.. Explored.RankedAt(share).Take(Promising).Where(pair => pair.Skill > LeastSkill).Select(pair => pair.Arm)];
        Try(promising, Seeds, share);
    }

    private void Try(IEnumerable<Arm> arms, long[] seeds, double share)
    {
        List<(Arm Arm, TrialJob Job)> jobs = [];
        foreach (Arm arm in arms.DistinctBy(arm => arm.Name))
        {
            TrialJob[] own = [.. seeds.Select(seed => new TrialJob(arm, seed, share))];
            if ((Explored.Has(arm) || Fits(arm)) && _ledger.CostOf([.. jobs.Select(each => each.Job), .. own]) + Reserve <= _ledger.Left)
                jobs.AddRange(own.Select(job => (arm, job)));
        }

        IReadOnlyList<Trial> trials = _runner.Run([.. jobs.Select(each => each.Job)], _cancel);
        for (int i = 0; i < jobs.Count; i++)
            Explored.Add(jobs[i].Arm, share, trials[i]);
    }

    /// <summary>Whether a changed recipe can be built at all.</summary>
    private bool Fits(Arm arm)
    {
        try
        {
            using Trainer trainer = Trainer.Start(arm.Recipe, new TrainerOptions { Data = _data.Branches, Threads = 1 });
            return true;
        }
        catch (Exception error) when (error is RecipeException or ShapeException or DataException)
        {
            return false;
        }
        catch (AllocationException)
        {
            // Whether there is memory for it is told by who makes it.
            return true;
        }
    }

    /// <summary>The branches that do as well as the best, those of fewer changes first, then the others.</summary>
    private IEnumerable<Arm> Smallest(double least) => Smallest(Explored.Arms.Where(arm => Skill(arm) > least), Skill,
        (arm, best) => Skill(arm) >= Skill(best) - Alike);

    private IEnumerable<Arm> Smallest(IEnumerable<Arm> arms, Func<Arm, double> skill, Func<Arm, Arm, bool> isAsGood)
    {
        Arm[] ranked = [.. arms.OrderByDescending(skill)];
        if (ranked.Length == 0)
            return [];
        // Of those that are as good and as small, what findings speak for most: it was tried first.
        string[] tried = [.. Explored.Arms.Select(arm => arm.Name)];
        Arm[] alike = [.. ranked.Where(arm => isAsGood(arm, ranked[0]))];
        return alike.OrderBy(arm => arm.Proposals.Count).ThenBy(arm => Array.IndexOf(tried, arm.Name)).Concat(ranked.Except(alike));
    }
}
