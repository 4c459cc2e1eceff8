using Weir.Training;

namespace Weir.Repair;

/// <summary>Tells an observer of a repair, one call at a time, and keeps what it is to be told of.</summary>
/// <param name="recipe">The recipe as it is.</param>
/// <param name="observer">Who is told; null for nobody.</param>
/// <param name="ledger">What it costs.</param>
internal sealed class RepairTelling(Recipe recipe, IRepairObserver? observer, RepairLedger ledger)
{
    private readonly Lock _gate = new();
    private readonly Exploration _seen = new();
    private readonly List<Trial> _controls = [];
    private readonly List<Branch> _running = [];
    private IReadOnlyList<RankedProposal> _order = [];
    private IReadOnlyList<Hypothesis> _hypotheses = [];
    private string _phase = "";

    /// <summary>A part of the repair begins.</summary>
    public void Phase(string what) => Tell(() =>
    {
        _phase = what;
        observer!.OnPhase(what);
    });

    /// <summary>Hypotheses are there, in the order of promise.</summary>
    public void Rank(IReadOnlyList<RankedProposal> order) => Tell(() =>
    {
        _order = order;
        Judge();
    });

    /// <summary>The training of the recipe as it is was looked at that a run has made before.</summary>
    public void Take(Trial control) => Tell(() => _controls.Add(control));

    /// <summary>A branch was looked at.</summary>
    /// <param name="arm">The branch.</param>
    /// <param name="trial">The look.</param>
    /// <param name="isNew">Whether it was made now, and not by an earlier start of the same repair.</param>
    public void Look(Arm arm, Trial trial, bool isNew) => Tell(() =>
    {
        if (!arm.IsControl)
            _seen.Add(arm, trial.Share, trial);
        else if (trial.Seed == recipe.Seed)
            _controls.Add(trial);
        Judge();
        if (isNew)
            observer!.OnTrial(trial, ledger.Spent);
    });

    /// <summary>A branch goes on.</summary>
    /// <param name="job">How far it is wanted.</param>
    /// <param name="done">How much of what is wanted is made; null where it goes on no longer.</param>
    public void Go(TrialJob job, double? done) => Tell(() =>
    {
        int at = _running.FindIndex(each => each.Job == job);
        if (done is not { } part)
            _running.RemoveAll(each => each.Job == job);
        else if (at < 0)
            _running.Add(new Branch(job, part, ledger.CostOf([job])));
        else
            _running[at] = _running[at] with { Done = part };
    });

    private void Judge() => _hypotheses = HypothesisList.Of(_order, _seen, _controls, recipe.Seed, null);

    private void Tell(Action change)
    {
        if (observer is null)
            return;
        lock (_gate)
        {
            change();
            observer.OnProgress(new RepairProgress
            {
                Recipe = recipe.Name,
                Phase = _phase,
                Hypotheses = _hypotheses,
                Running = [.. _running.Select(each => new BranchProgress(each.Job.Arm.Name,
                    [.. each.Job.Arm.Proposals.Select(proposal => proposal.Id)], each.Job.Seed, each.Job.Share, each.Done))],
                Original = _controls.MaxBy(trial => trial.Share),
                Spent = ledger.Spent + _running.Sum(each => each.Done * each.Cost),
                Budget = ledger.Budget,
            });
        }
    }

    private sealed record Branch(TrialJob Job, double Done, double Cost);
}
