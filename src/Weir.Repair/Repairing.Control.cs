using Weir.Diagnosis;
using Weir.Studies;
using Weir.Training;

namespace Weir.Repair;

/// <content>The training of the recipe as it is: made by the repair, or a run that was made before it.</content>
internal sealed partial class Repairing
{
    /// <summary>The share of a training after which one that has learnt nothing may be given up.</summary>
    private const double Hopeless = 0.25;

    private GivenRun? _given;
    private string? _copy;

    /// <summary>Where the run lies that is held to be the training of the recipe as it is.</summary>
    private string ControlDirectory => _copy ?? _runner.Directory(Arm.Control, _recipe.Seed);

    /// <summary>The training of the recipe as it is, as far as it tells something, and the shares that branches are looked at.</summary>
    private (Trial Control, IReadOnlyList<double> Shares) Control()
    {
        if (TakeEarlier() is { } taken)
        {
            if (_recipe.Budget.Minutes is not null)
                _ledger.Measure(_recipe, taken.Finite ? taken.Step : _ledger.StepsByClock(_recipe, _earlier!.Record!.StepsPerSecond));
            return (taken, AllShares());
        }

        Phase("a training of the recipe as it is");
        if (_recipe.Budget.Minutes is not null)
        {
            // How many steps it makes by the clock is known at its end alone.
            Trial timed = Look(1);
            double? pace = RunDirectory.ReadRecord(ControlDirectory)?.StepsPerSecond;
            _ledger.Measure(_recipe, timed.Finite ? timed.Step : _ledger.StepsByClock(_recipe, pace));
            return (timed, AllShares());
        }

        // A look at each share, so that each branch has its like beside it.
        IReadOnlyList<double> shares = AllShares();
        double before = double.NegativeInfinity;
        foreach (double share in shares.SkipLast(1))
        {
            Trial control = Look(share);
            if (IsHopeless(ControlDirectory, control, before))
                return (control, shares);
            before = control.Skill;
        }

        return (Look(shares[^1]), shares);

        IReadOnlyList<double> AllShares() => Shares.Of(_ledger.StepsOf(_recipe, 1), _ledger.CostOfOne);
        Trial Look(double share) => _runner.Run([new TrialJob(_original, _recipe.Seed, share)], _cancel)[0];
    }

    /// <summary>
    /// Whether a training has learnt nothing at all so far, or little and nothing lately, and what was found says that it will not: the
    /// rest of it would tell nothing.
    /// </summary>
    /// <param name="directory">Its run directory.</param>
    /// <param name="control">The last look.</param>
    /// <param name="before">The skill at the look before it.</param>
    private bool IsHopeless(string directory, Trial control, double before)
    {
        const double Nothing = 0.05, Little = 0.5;
        bool nothing = control.Share >= Hopeless && control.Skill < Nothing && control.TrainingSkill < Nothing;
        bool stands = control.Share >= 2 * Hopeless && control.Skill < Little && control.Skill < before + Nothing;
        return (nothing || stands) && CaseReader.At(directory, control, _recipe)?.Findings
            .Any(finding => finding.Severity >= Severity.Warning) == true;
    }

    /// <summary>
    /// Takes the run that the repair was asked to start from for the training of the recipe as it is, where it is that, and says so.
    /// </summary>
    /// <returns>The look at it; null where the recipe is to be trained.</returns>
    private Trial? TakeEarlier()
    {
        EarlierRun.RemoveCopy(_folder.Path);
        if (_earlier is null)
            return null;
        Trial? look = null;
        string? reason = _earlier.Unfit(_recipe, _data, _judged.IsHeldOut);
        if (reason is null)
        {
            try
            {
                look = _runner.LookAt(_original, _earlier, _data);
            }
            catch (RunException error)
            {
                reason = error.Message;
            }
        }

        if (look is { Ended: false } && !IsHopeless(_earlier.Directory, look, double.NegativeInfinity))
            (reason, look) = ($"it was stopped after {look.Share:p0} of its training, and may have learnt yet", null);
        if (look is not null)
        {
            (_runner.Taken, _copy) = (look, _earlier.CopyInto(_folder.Path));
            _telling.Take(look);
        }

        _given = new GivenRun(_earlier.Directory, reason);
        Phase(reason is null ? $"the run {_earlier.Name} stands for a training of the recipe as it is"
            : $"the run {_earlier.Name} is not used, and the recipe is trained again: {reason}");
        return look;
    }

    /// <summary>
    /// Where the training of the recipe as it is was not made here, there is no look at it that trials could be held against: one is made,
    /// as far as they go at first.
    /// </summary>
    private void Beside(double share, Trial control)
    {
        if (_given is { IsTaken: true } && _recipe.Budget.Minutes is null && share < control.Share)
            _ = _runner.Run([new TrialJob(_original, _recipe.Seed, share)], _cancel);
    }

    private static LayerChange[] FlowOf(string directory) => Directory.Exists(directory)
        ? [.. LayerYield.Of(RunEvidence.Read(directory))
            .Select(layer => new LayerChange(layer.Kind, layer.Gradient[0], layer.Gradient[^1]))] : [];
}
