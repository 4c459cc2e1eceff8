using Weir.Data;
using Weir.Training;

namespace Weir.Repair;

/// <summary>One repair, from the recipe to its certificate.</summary>
internal sealed partial class Repairing
{
    /// <summary>The recipe that is handed back.</summary>
    public const string RepairedName = "repaired.yaml";

    private const string PageName = "report.html";

    private const string SpentBefore = "the budget does not reach for its proof";

    /// <summary>Of so many samples an accuracy of a half has a standard error of 0.07.</summary>
    private const int FewJudged = 50;

    private readonly RepairOptions _options;
    private readonly RepairTelling _telling;
    private readonly CancellationToken _cancel;
    private readonly Recipe _recipe;
    private readonly string _text;
    private readonly EarlierRun? _earlier;
    private readonly DataSplit _data;
    private readonly JudgedData _judged;
    private readonly BranchFolder _folder;
    private readonly RepairLedger _ledger;
    private readonly RateTests _rates;
    private readonly TrialRunner _runner;
    private readonly Arm _original;
    private readonly IReadOnlyList<string> _opaque;
    private IReadOnlyList<RankedProposal> _order = [];

    public Repairing(RepairRequest request, RepairOptions options, IRepairObserver? observer, CancellationToken cancel)
    {
        (_options, _cancel) = (options, cancel);
        _recipe = request.Recipe with
        {
            Data = DataPreference.Choose(request.Recipe.Data, options.DataDirectory, request.Recipe.Registry),
        };
        string name = options.Name ?? $"{_recipe.Name}-repair";
        RunName.Check("repair", name);
        _opaque = request.OpaqueParts;
        _text = request.Text ?? RecipeWriter.Write(request.Recipe);
        _earlier = request.Run is { } run ? EarlierRun.Read(run) : null;
        _data = options.Data ?? _recipe.Data.Load(options.DataDirectory ?? _earlier?.Record?.DataDirectory, _recipe.Registry,
            cancel);
        _judged = new JudgedData(_data, _recipe, _earlier is not null);
        string folder = Path.Combine(options.RunsDirectory, name);
        _ledger = new RepairLedger(_recipe, _judged.Learnt.Count, options);
        _rates = new RateTests(_judged, _ledger, cancel);
        _original = Arm.Original(_recipe);
        _telling = new RepairTelling(_recipe, observer, _ledger);
        _runner = new TrialRunner(folder, _recipe, _judged, _ledger, options) { Looked = _telling.Look, Going = _telling.Go };
        _folder = new BranchFolder(folder, _runner, "repair", "what it repairs");
    }

    /// <summary>What would be tried.</summary>
    public IReadOnlyList<Hypothesis> Plan() =>
        HypothesisList.Of(Ordered(Before()), null, _runner.All, _recipe.Seed, null);

    /// <summary>Makes the repair.</summary>
    public RepairResult Run()
    {
        CheckRecipe();
        using IDisposable held = Open();
        _folder.Begin(_original);
        Phase("before the first step");
        RepairCase about = Before();
        if (DataFaults.Before(about.Findings, _data, about.Facts.Data) is { Count: > 0 } faults)
            return DataFault(about, faults, null);
        (Trial control, IReadOnlyList<double> shares) = Control();
        about = CaseReader.After(about, CaseReader.At(ControlDirectory, control, _recipe), _rates);
        if (DataFaults.After(about.Findings, _data, control.Skill) is { Count: > 0 } later)
            return DataFault(about, later, control);
        if (RepairRunner.LeastGain(about.Findings, control.Skill) is not { } gain)
            return Unchanged(RepairStatus.Healthy, "it trains as it is; nothing was changed", control);
        IReadOnlyList<RankedProposal> order = Ordered(about);
        _order = order;
        _telling.Rank(order);
        Beside(shares[0], control);
        RepairSearch search = new(about, order, _runner, _ledger, _judged, _rates, _options, shares, control, Phase, _cancel);
        Prover prover = new(_original, control, _runner, _ledger, _options, gain, (arm, share) => search.Explored.Skill(arm, share) ?? 0,
            () => _judged.IsShared ? Math.Max(1, search.Explored.Arms.Count()) : 1);
        List<FailedProof> failed = [];
        foreach (Arm arm in search.Candidates())
        {
            Phase($"the proof: {string.Join(", ", arm.Proposals.Select(proposal => proposal.Summary))}");
            Proof? proof = prover.Prove(arm, Shares.Over(shares, _ledger.LengthOf(arm.Recipe)), _cancel);
            if (proof is { Stands: true })
                return Repaired(order, search, prover.Farthest, arm, proof, failed);
            search.Control = prover.Farthest;
            failed.Add(new FailedProof(arm.Name, proof?.Reason ?? SpentBefore));
            if (prover.IsExhausted)
                break;
        }

        string message = failed.Count == 0 ? "nothing that was tried is better" : "nothing that was tried could be proved to be better"
            + (prover.IsExhausted ? $": the {Prover.MostLooks} looks that the proofs of a repair may take together were taken" : "")
            + (failed.Exists(each => each.Reason == SpentBefore) ? "; a larger budget may do it" : "")
            + (_judged is { IsLearnt: false, Judged.Count: < FewJudged }
                ? $"; the {_judged.Judged.Count} samples that it judges by tell large differences alone: more for validation would help"
                : "");
        return Unchanged(RepairStatus.NotRepaired, message, prover.Farthest, certificate => certificate with
        {
            Failed = failed,
            Hypotheses = HypothesisList.Of(order, search.Explored, _runner.All, _recipe.Seed, null),
        });
    }

    private RepairCase Before() => CaseReader.Before(_recipe, _judged.Branches, _ledger, _cancel);

    private IReadOnlyList<RankedProposal> Ordered(RepairCase about) => ProposalOrder.Of(about, _options.Strategy, _options.Seed);

    private RepairResult Repaired(IReadOnlyList<RankedProposal> order, RepairSearch search, Trial control, Arm arm, Proof proof,
        List<FailedProof> failed)
    {
        string text = _text;
        // As it is written: a table that lies beside the file keeps its short name.
        Recipe recipe = RecipeReader.Parse(_text, _recipe.Name + ".yaml", _recipe.Registry);
        List<AppliedChange> changes = [];
        foreach (Proposal proposal in arm.Proposals)
        {
            Recipe after = proposal.Change(recipe);
            text = RecipeText.With(text, recipe, after, $"{proposal.Summary}: {proposal.Why}");
            recipe = after;
            changes.Add(new AppliedChange(proposal.Remedy.Name, proposal.Id, proposal.Summary, proposal.Why,
                proposal.Remedy.Source, order.FirstOrDefault(each => each.Proposal.Id == proposal.Id)?.Cause?.Diagnostic.Name));
        }

        // Its page stands beside that of the original, and is to have looked as far.
        _runner.Diagnose(arm, _recipe.Seed);
        Certificate certificate = Blank(RepairStatus.Repaired, "", control) with
        {
            Message = $"{string.Join("; ", changes.Select(change => change.Summary))}: proved on {proof.Seeds.Count} fresh seeds"
                + (search.IsUnpruned(arm) ? "; the budget did not reach for leaving each change out in turn" : ""),
            Changes = changes,
            Repaired = search.Explored.Last(arm, _recipe.Seed),
            Proof = proof,
            Failed = failed,
            FlowAfter = FlowOf(_runner.Directory(arm.Name, _recipe.Seed)),
            Hypotheses = HypothesisList.Of(order, search.Explored, _runner.All, _recipe.Seed, arm),
            Difference = LineDifference.Lines(_text, text),
        };
        // In the repair's folder, files that lie beside the recipe's have longer names.
        return Written(certificate, arm.Recipe, text,
            arm.Recipe == recipe ? text : RecipeText.With(text, recipe, arm.Recipe, "the file where it lies"));
    }

    /// <summary>What of all remedies could not be tried because parts of the network are taken as they are.</summary>
    private UntriedRemedy[] Untried() => _opaque.Count == 0 || _order.Count == 0 ? [] :
    [
        .. RemedyList.All.Where(remedy => remedy.RewritesLayers && !_order.Any(each => each.Proposal.Remedy == remedy))
            .Select(remedy => new UntriedRemedy(remedy.Name,
                $"it rewrites layers, and of the network these parts are taken as they are: {string.Join(", ", _opaque)}")),
    ];

    private RepairResult DataFault(RepairCase about, IReadOnlyList<DataFault> faults, Trial? control) =>
        Unchanged(RepairStatus.DataFault, $"the data is at fault, and no change of the recipe mends it: {faults[0].Message}", control,
            certificate => certificate with
            {
                DataFaults = faults,
                Hypotheses = HypothesisList.Of(Ordered(about), null, _runner.All, _recipe.Seed, null),
            });

    private RepairResult Unchanged(RepairStatus status, string message, Trial? control, Func<Certificate, Certificate>? add = null)
    {
        Certificate certificate = Blank(status, message, control);
        return Written(add is null ? certificate : add(certificate), _recipe, _text, null);
    }

    private Certificate Blank(RepairStatus status, string message, Trial? control) => new()
    {
        Recipe = _recipe.Name,
        Status = status,
        Message = message,
        Strategy = _options.Strategy,
        Seed = _options.Seed,
        Score = _data.Training.Targets is not ClassTargets ? "r2" : _judged.Classes.IsUnequal ? "balanced-accuracy" : "accuracy",
        JudgedBy = _judged.IsLearnt ? "training" : _judged.IsHeldOut ? "held-out" : "validation",
        JudgedSamples = _judged.Judged.Count,
        SearchedSamples = _judged.Searched.Count,
        Shared = _judged.IsShared,
        Trivial = _runner.Trivial.Value,
        Run = _given,
        Untried = Untried(),
        Original = control,
        GivenUpAt = control is { IsGivenUp: true } ? control.Share : null,
        FlowBefore = control is null ? [] : FlowOf(ControlDirectory),
        Trials = _runner.All,
        Cost = new RepairCost(Math.Round(_ledger.Spent, 3), _ledger.Budget, _ledger.Seen, _ledger.Training,
            _runner.RunsMade, _ledger.OfRecipe),
    };

    /// <summary>
    /// Writes what is handed back, the certificate last and after all of one before it is gone: what stands beside one is its own.
    /// </summary>
    private RepairResult Written(Certificate certificate, Recipe recipe, string text, string? repaired)
    {
        // What differences are judged by stands beside the runs.
        certificate = certificate with
        {
            Original = certificate.Original is { } original ? Bare(original) : null,
            Repaired = certificate.Repaired is { } after ? Bare(after) : null,
            Trials = [.. certificate.Trials.Select(Bare)],
        };
        foreach (string before in new[] { Certificate.FileName, PageName, RepairedName })
            _folder.Remove(before);
        if (repaired is not null)
            _folder.Write(RepairedName, repaired);
        _folder.Write(Certificate.FileName, certificate.ToJson());
        return new RepairResult(certificate, recipe, text, _folder.Path);

        static Trial Bare(Trial trial) => trial with { ScoreParts = null };
    }

    /// <summary>Refuses a recipe that cannot be trained, or not here, before a folder is made for it.</summary>
    private void CheckRecipe()
    {
        if (Directory.Exists(_folder.Path))
            return;
        using Trainer trainer = Trainer.Start(_recipe, new TrainerOptions { Data = _judged.Branches, Threads = 1 });
    }

    /// <summary>Opens the folder, in which the run that it began from must not lie.</summary>
    private IDisposable Open()
    {
        if (_earlier?.LiesIn(_folder.Path) == true)
            throw new RunException($"{_earlier.Directory}: it lies in the folder of this repair, {_folder.Path}, which would write over "
                + "it. Give another --name, or repair the run or the recipe that it was made of");
        _earlier?.CheckPlace(_folder.Path);
        return _folder.Open();
    }

    private void Phase(string what) => _telling.Phase(what);
}
