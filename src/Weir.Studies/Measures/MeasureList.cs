namespace Weir.Studies;

/// <summary>The list of measures. A new one is a line here.</summary>
public static class MeasureList
{
    /// <summary>All measures.</summary>
    public static IReadOnlyList<Measure> All { get; } =
    [
        Score("accuracy", "accuracy", "accuracy after the last epoch, on the validation part (on the training part without one)", run =>
            run.Epochs is [.., var last] ? last.ValidationAccuracy ?? last.TrainingAccuracy : null) with
        { Needs = MeasureNeeds.Classes, Grounds = MeasureGrounds.Validation },
        Score("best-accuracy", "best accuracy", "accuracy of the best epoch", run => run.Record.Best is { } best ? best.ValidationAccuracy
            ?? best.TrainingAccuracy : null) with { Needs = MeasureNeeds.Classes, Grounds = MeasureGrounds.Validation },
        Score("test-accuracy", "test accuracy", "accuracy on the test part", run => run.Record.Test?.Accuracy) with
        { Needs = MeasureNeeds.Classes | MeasureNeeds.Test },
        Score("training-accuracy", "training accuracy", "accuracy of the last epoch on the training part, as it went", run =>
            run.Epochs is [.., var last] ? last.TrainingAccuracy : null) with { Needs = MeasureNeeds.Classes },
        Score("fit", "fit", "share of the variance of the validation part's values that is explained", run => run.Epochs is [.., var last]
            ? last.ValidationR2 : null) with { Needs = MeasureNeeds.Values | MeasureNeeds.Validation },
        Loss("loss", "loss", "loss after the last epoch, on the validation part (on the training part without one)", run =>
            run.Epochs is [.., var last] ? last.ValidationLoss ?? last.TrainingLoss : null) with
        { Grounds = MeasureGrounds.Loss | MeasureGrounds.Validation },
        Loss("training-loss", "training loss", "loss of the last epoch on the training part", run => run.Epochs is [.., var last]
            ? last.TrainingLoss : null) with { Grounds = MeasureGrounds.Loss | MeasureGrounds.Training },
        Loss("test-loss", "test loss", "loss on the test part", run => run.Record.Test?.Loss) with { Needs = MeasureNeeds.Test },
        Count("parameters", "parameters", "numbers that training moves", run => run.Record.Parameters) with { HoldsWhereDiverged = true },
        Count("steps", "steps", "steps made", run => run.Record.Steps),
        Time("seconds", "seconds", "s", "seconds from the first step to the end, evaluations included", run =>
            run.Record.Duration(run.Epochs).TotalSeconds),
        Time(Study.TestSeconds, "test s/1000", "s", "seconds for a thousand samples without learning", run => run.TestSeconds),
        Time("steps-per-second", "steps/s", "1/s", "steps of training in a second", run =>
            run.Record.StepsPerSecond) with { HigherIsBetter = true },
        Count("steps-to-target", "steps to target", "steps until an epoch first reached the study's target", run => Reached(run) is { } at
            ? run.Epochs[at].Step : null) with { HigherIsBetter = false, HoldsWhereDiverged = true, IsOfStudy = true },
        Time("seconds-to-target", "s to target", "s", "seconds until an epoch first reached the study's target", run =>
            Reached(run) is { } at ? run.Epochs.Take(at + 1).Sum(epoch => epoch.Seconds) : null)
            with { HoldsWhereDiverged = true, IsOfStudy = true },
        Signed("attenuation-start", "att. start", "decades/layer", "change of the gradient per layer towards the input at the first step",
            run => FlowMeasures.AttenuationAt(run, RunMoment.Start)) with { HoldsWhereDiverged = true },
        Signed("attenuation-middle", "att. middle", "decades/layer", "the same in the middle of the run", run =>
            FlowMeasures.AttenuationAt(run, RunMoment.Middle)),
        Signed("attenuation-end", "att. end", "decades/layer", "the same at the end of the run", run =>
            FlowMeasures.AttenuationAt(run, RunMoment.End)),
        Signed("decades-start", "first/last start", "decades", "log₁₀ of the gradient at the first layer over that at the last, at the "
            + "first step", run => FlowMeasures.DecadesAt(run, RunMoment.Start)) with { HoldsWhereDiverged = true },
        Signed("decades-middle", "first/last middle", "decades", "the same in the middle of the run", run =>
            FlowMeasures.DecadesAt(run, RunMoment.Middle)),
        Signed("decades-end", "first/last end", "decades", "the same at the end of the run", run =>
            FlowMeasures.DecadesAt(run, RunMoment.End)),
        Signed("places-start", "through time start", "decades", "of recurrent layers: log₁₀ of the gradient at the earliest measured place "
            + "over that at the last, at the first step", run => FlowMeasures.PlacesAt(run, RunMoment.Start)) with
        { HoldsWhereDiverged = true, Needs = MeasureNeeds.Flow | MeasureNeeds.Recurrent },
        Signed("places-end", "through time end", "decades", "the same at the end of the run", run =>
            FlowMeasures.PlacesAt(run, RunMoment.End)) with { Needs = MeasureNeeds.Flow | MeasureNeeds.Recurrent },
        Signed("gradient-start", "log ‖g‖ start", "decades of ‖g‖", "log₁₀ of the norm of the whole gradient, before clipping, at the "
            + "first step", run => FlowMeasures.GradientAt(run, RunMoment.Start)) with { HoldsWhereDiverged = true },
        Signed("gradient-end", "log ‖g‖ end", "decades of ‖g‖", "the same at the end of the run", run =>
            FlowMeasures.GradientAt(run, RunMoment.End)),
        Signed("gradient-largest", "log ‖g‖ largest", "decades of ‖g‖", "the same where it is largest of the measured steps",
            FlowMeasures.LargestGradient) with { HoldsWhereDiverged = true },
        Signed("weight-spread", "weight spread", "decades of weight", "log₁₀ of the largest size of a layer's weights over the smallest "
            + "(the root of their mean square), at the first step", FlowMeasures.WeightSpread) with { HoldsWhereDiverged = true },
        Share("starved", "starved", "share of layers that move less than a hundredth of the median layer, at the end",
            FlowMeasures.Starved) with { HigherIsBetter = false, Needs = MeasureNeeds.Flow },
        Share("dead", "dead", "share of units that were zero for a whole window of samples, at the end",
            FlowMeasures.Dead) with { HigherIsBetter = false, Needs = MeasureNeeds.Flow },
        Share("saturated", "saturated", "share of outputs whose function is nearly flat, at the end",
            FlowMeasures.Saturated) with { HigherIsBetter = false, Needs = MeasureNeeds.Flow },
        Share("zero", "zeros", "share of outputs behind a function that are zero, at the end",
            FlowMeasures.Zero) with { HigherIsBetter = null, Needs = MeasureNeeds.Flow },
        Size("update-ratio", "update ratio", "how far a step moves the weights of the median layer, ‖Δw‖/‖w‖, at the end", run =>
            FlowMeasures.UpdateRatio(run, first: false)),
        Size("update-ratio-first", "update first", "the same of the first layer", run =>
            FlowMeasures.UpdateRatio(run, first: true)),
        Size("noise", "noise scale", "median gradient noise scale of the second half of the run, in samples",
            FlowMeasures.Noise),
        Count("findings", "findings", "errors and warnings that diagnosis found", run => !run.IsWatched ? null
            : run.Findings.Count(finding => finding.Severity != Weir.Diagnosis.Severity.Information)) with
        { HigherIsBetter = false, HoldsWhereDiverged = true, Needs = MeasureNeeds.Rules },
        Share("trained", "trained", "share of runs that beat the trivial predictor by the study's margin", run => Trains(run) ? 1 : 0)
            with { HoldsWhereDiverged = true, IsOfStudy = true, CountsRuns = true },
        Share("diverged", "diverged", "share of runs whose loss was no longer finite", run => run.Record.Status == "nonFinite" ? 1
            : 0) with { HigherIsBetter = false, HoldsWhereDiverged = true, CountsRuns = true },
    ];

    /// <summary>The measure of a name; null if there is none.</summary>
    /// <param name="name">Its name.</param>
    public static Measure? Find(string name) => All.FirstOrDefault(measure => measure.Name == name);

    /// <summary>Whether a run has learnt more than the trivial predictor knows.</summary>
    internal static bool Trains(RunEvidence run) =>
        run.Record.Status != "nonFinite" && run.Epochs is [.., var last] && RunEvidence.ScoreOf(last) is { } score
            && score >= (run.Chance ?? 0) + run.Margin;

    private static int? Reached(RunEvidence run)
    {
        for (int i = 0; i < run.Epochs.Count; i++)
        {
            if (RunEvidence.ScoreOf(run.Epochs[i]) >= run.Target)
                return i;
        }

        return null;
    }

    private static Measure Share(string name, string title, string description, Func<RunEvidence, double?> of) =>
        new(name, title, "", description, of) { Form = MeasureForm.Share, HigherIsBetter = true };

    private static Measure Score(string name, string title, string description, Func<RunEvidence, double?> of) =>
        Share(name, title, description, of) with { TellsOfChance = true };

    private static Measure Loss(string name, string title, string description, Func<RunEvidence, double?> of) =>
        new(name, title, "", description, of) { HigherIsBetter = false, Grounds = MeasureGrounds.Loss };

    // Neither way is better.
    private static Measure Size(string name, string title, string description, Func<RunEvidence, double?> of) =>
        new(name, title, "", description, of) { Needs = MeasureNeeds.Flow };

    private static Measure Count(string name, string title, string description, Func<RunEvidence, double?> of) =>
        new(name, title, "", description, of) { Form = MeasureForm.Count };

    private static Measure Signed(string name, string title, string unit, string description, Func<RunEvidence, double?> of) =>
        new(name, title, unit, description, of) { Form = MeasureForm.Signed, Needs = MeasureNeeds.Flow };

    private static Measure Time(string name, string title, string unit, string description, Func<RunEvidence, double?> of) =>
        new(name, title, unit, description, of) { IsTime = true, HigherIsBetter = false };
}
