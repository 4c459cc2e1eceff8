using Weir.Data;
using Weir.Training;

namespace Weir.Repair;

/// <summary>One search of a policy, from the recipe to its report.</summary>
internal sealed class PolicySearching
{
    private const string AugmentedName = "augmented.yaml";

    /// <summary>
    /// Earlier than this trials show how fast a network learns, which random changes slow down, and not what it comes to.
    /// </summary>
    private const double Earliest = 0.5;

    /// <summary>Policies that are put to a proof, at most.</summary>
    private const int MostProofs = 2;

    /// <summary>Of so many samples an accuracy of a half has a standard error of 0.05.</summary>
    private const int FewJudged = 100;

    private readonly PolicyOptions _options;
    private readonly CancellationToken _cancel;
    private readonly Recipe _recipe;
    private readonly string _text;
    private readonly DataSplit _data;
    private readonly JudgedData _judged;
    private readonly RepairLedger _ledger;
    private readonly RepairTelling _telling;
    private readonly TrialRunner _runner;
    private readonly BranchFolder _folder;
    private readonly Arm _original;

    public PolicySearching(RepairRequest request, PolicyOptions options, IRepairObserver? observer, CancellationToken cancel)
    {
        (_options, _cancel) = (options, cancel);
        _recipe = request.Recipe with
        {
            Data = DataPreference.Choose(request.Recipe.Data, options.DataDirectory, request.Recipe.Registry),
        };
        string name = options.Name ?? $"{_recipe.Name}-augment";
        RunName.Check("search", name);
        _text = request.Text ?? RecipeWriter.Write(request.Recipe);
        _data = options.Data ?? _recipe.Data.Load(options.DataDirectory, _recipe.Registry, cancel);
        _judged = new JudgedData(_data, _recipe, isApart: true);
        if (_judged.IsShared)
            throw new DataException($"{_data.Training.Name}: a policy is chosen by some samples and proved by others, and its "
                + $"{_data.Training.Count} training samples leave none for that. Give the recipe samples for validation");
        _ledger = new RepairLedger(_recipe, _judged.Learnt.Count, options.ForTrials());
        _telling = new RepairTelling(_recipe, observer, _ledger);
        string folder = Path.Combine(options.RunsDirectory, name);
        _runner = new TrialRunner(folder, _recipe, _judged, _ledger, options.ForTrials()) { Looked = _telling.Look, Going = _telling.Go };
        _folder = new BranchFolder(folder, _runner, "search of a policy", "for which recipe it is");
        _original = Arm.Original(_recipe);
    }

    /// <summary>Makes the search.</summary>
    public PolicyResult Run()
    {
        IReadOnlyList<AugmentationChoice> choices = Choices();
        using IDisposable held = _folder.Open();
        _folder.Begin(_original);
        if (_recipe.Budget.Minutes is not null)
            Time();
        double reserve = 2 * _options.ProofSeeds * _ledger.CostOfOne;
        double[] shares = [.. Shares.Of(_ledger.StepsOf(_recipe, 1), _ledger.CostOfOne).Where(share => share >= Earliest)];
        PolicySearch search = new(_original, choices, _runner, _ledger, shares, reserve, _telling, _cancel);
        IReadOnlyList<Arm> candidates = search.Candidates();
        Trial control = _runner.Run([new TrialJob(_original, _recipe.Seed, 1)], _cancel)[0];
        Prover prover = new(_original, control, _runner, _ledger, _options.ForTrials(), _ => 0, (arm, share) =>
            search.Looks.Skill(arm, share), () => 1)
        { MayBeSooner = false };
        List<FailedProof> failed = [];
        Proof? last = null;
        foreach (Arm arm in candidates.Take(MostProofs))
        {
            string policy = arm.Proposals[0].Summary;
            _telling.Phase($"the proof: {policy}");
            Proof? proof = prover.Prove(arm, [1], _cancel);
            if (proof is { Stands: true })
                return Found(search, arm, proof, failed);
            last = proof ?? last;
            failed.Add(new FailedProof(policy, proof?.Reason ?? "the budget does not reach for its proof"));
        }

        return Written(Blank(search, PolicyStatus.NoneBetter, NoneBetter(candidates.Count)) with { Proof = last, Failed = failed }, _recipe,
            _text, null);
    }

    private IReadOnlyList<AugmentationChoice> Choices()
    {
        // Refused as it is before anything is told of its changes.
        using (Trainer.Start(_recipe, new TrainerOptions { Data = _judged.Branches, Threads = 1, Cancel = _cancel }))
            return AugmentationChoices.For(_recipe, _judged.Branches);
    }

    /// <summary>How many steps a training makes by the clock is known at its end alone.</summary>
    private void Time()
    {
        _telling.Phase("a training of the recipe as it is");
        Trial timed = _runner.Run([new TrialJob(_original, _recipe.Seed, 1)], _cancel)[0];
        double? pace = RunDirectory.ReadRecord(_runner.Directory(Arm.Control, _recipe.Seed))?.StepsPerSecond;
        _ledger.Measure(_recipe, timed.Finite ? timed.Step : _ledger.StepsByClock(_recipe, pace));
    }

    private string NoneBetter(int candidates) =>
        (candidates == 0 ? "no policy that was tried is ahead of the recipe as it is" : "no policy could be shown to be better than the "
            + "recipe as it is")
        + $", which stays so, {(_recipe.Data.Augment.Count == 0 ? "without augmentation" : "with the augmentation that it has")}"
        + (_judged.Judged.Count < FewJudged ? $"; the {_judged.Judged.Count} samples that it judges by tell large differences alone: more "
            + "for validation would help" : "");

    private PolicyResult Found(PolicySearch search, Arm arm, Proof proof, List<FailedProof> failed)
    {
        // As it is written: a table that lies beside the file keeps its short name.
        Recipe recipe = RecipeReader.Parse(_text, _recipe.Name + ".yaml", _recipe.Registry);
        Recipe after = recipe with { Data = recipe.Data with { Augment = arm.Recipe.Data.Augment } };
        string gain = $"{Signed(proof.Difference.Mean)} [{Signed(proof.Difference.Low)}, {Signed(proof.Difference.High)}] of {Score}";
        string text = RecipeText.With(_text, recipe, after, $"chosen by a search: {gain} on {_judged.Judged.Count} other samples",
            "augment");
        PolicyReport report = Blank(search, PolicyStatus.Better, $"{arm.Proposals[0].Summary}: {gain}, proved on {proof.Seeds.Count} fresh "
            + "seeds") with
        {
            Policy = arm.Proposals[0].Summary,
            Proof = proof,
            Failed = failed,
        };
        return Written(report, arm.Recipe, text,
            arm.Recipe == after ? text : RecipeText.With(text, after, arm.Recipe, "the file where it lies", "augment"));
    }

    private string Score => _data.Training.Targets is not ClassTargets ? "r2" : _judged.Classes.IsUnequal ? "balanced-accuracy"
        : "accuracy";

    private PolicyReport Blank(PolicySearch search, PolicyStatus status, string message) => new()
    {
        Recipe = _recipe.Name,
        Status = status,
        Message = message,
        Seed = _options.Seed,
        Score = Score,
        JudgedBy = _judged.IsHeldOut ? "held-out" : "validation",
        JudgedSamples = _judged.Judged.Count,
        SearchedSamples = _judged.Searched.Count,
        Trivial = _runner.Trivial.Value,
        Tried = [.. search.Looks.Policies.Select(each => Tried(search.Looks, each.Arm)).OrderByDescending(each => each.Share)
            .ThenByDescending(each => each.Seeds).ThenByDescending(each => each.Ahead)],
        Untried = [.. search.Untried.Select(policy => AugmentationPolicy.TextOf(_recipe, policy.Augmentations))],
        Cost = new RepairCost(Math.Round(_ledger.Spent, 3), _ledger.Budget, _ledger.Seen, _ledger.Training, _runner.RunsMade,
            _ledger.OfRecipe),
    };

    private static TriedPolicy Tried(PolicyLooks looks, Arm arm)
    {
        double share = looks.Farthest(arm);
        (double Mean, double Error, int Seeds)? ahead = looks.Ahead(arm, share);
        return new TriedPolicy(arm.Proposals[0].Summary, share, ahead?.Seeds ?? 1, ahead?.Mean, ahead is { Seeds: > 1 } ? ahead.Value.Error
            : null);
    }

    /// <summary>Writes what is handed back, the report last.</summary>
    private PolicyResult Written(PolicyReport report, Recipe recipe, string text, string? augmented)
    {
        _folder.Remove(PolicyReport.FileName);
        _folder.Remove(AugmentedName);
        if (augmented is not null)
            _folder.Write(AugmentedName, augmented);
        _folder.Write(PolicyReport.FileName, report.ToJson());
        return new PolicyResult(report, recipe, text, _folder.Path);
    }

    private static string Signed(double value) => value.ToString("+0.000;−0.000;0.000", System.Globalization.CultureInfo.InvariantCulture);
}
