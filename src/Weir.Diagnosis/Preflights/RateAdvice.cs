using System.Globalization;
using Weir.Data;
using Weir.Nn;
using Weir.Tensors;
using Weir.Training;

namespace Weir.Diagnosis;

/// <summary>Where a rate is at fault, what a range test says of the rates that are not.</summary>
internal static class RateAdvice
{
    private const string Asks = "`weir rate` looks for one";

    /// <summary>Samples that the steps together may see, so that large batches are not dear.</summary>
    private const int Samples = 16_384;
    private const int Fewest = 20, Most = 100;

    /// <summary>How often, and by how much, a rate is lowered that the run's first steps do not bear out.</summary>
    private const int Tries = 4;
    private const double Lower = 3;

    /// <summary>Whether a finding blames the rate itself, and asks for a range test.</summary>
    public static bool IsWanted(Finding finding) => finding.Severity > Severity.Information && finding.Because is null
        && finding.Diagnostic.Name is "learning-rate-too-high" or "learning-rate-too-low"
        && finding.Remedies.Any(remedy => remedy.Contains(Asks, StringComparison.Ordinal));

    /// <summary>Makes the test on a network that is not used for anything else.</summary>
    public static RateRangeResult Test(Module model, Optimizer optimizer, Tape tape, Subject subject)
    {
        Dataset training = subject.Data.Training;
        int batch = Math.Min(subject.Setup.Batch, training.Count);
        using BatchLoader loader = new(training, new BatchOptions { BatchSize = batch, Seed = subject.Seed, DropLast = true });
        TrainingStep step = new(model, subject.Loss, training, optimizer, tape, subject.Seed);
        long number = 0;
        return new RateRangeTest(new RateRangeOptions { Steps = Math.Clamp(Samples / batch, Fewest, Most) })
            .Run(optimizer, Step, model);

        double Step()
        {
            subject.Cancel.ThrowIfCancellationRequested();
            return step.Make(++number, loader.Next()) * subject.LossScale;
        }
    }

    /// <summary>
    /// The result with a rate at which the run's own first steps make the loss fall: the test makes one step at each rate, and what holds
    /// for one step need not hold for several. Without a suggestion where neither its rate nor a few lower ones do so.
    /// </summary>
    /// <param name="result">What the test has come to.</param>
    /// <param name="trial">The first steps of the run at a rate; null where none can be made.</param>
    public static RateRangeResult BorneOut(RateRangeResult result, Func<double, TrialFacts?> trial)
    {
        if (result is not { Suggested: { } rate, Interval: { } interval })
            return result;
        for (int tries = 0; tries < Tries; tries++, rate /= Lower)
        {
            if (trial(rate) is not { } facts || facts.After <= facts.Before)
                return tries == 0 ? result : result with
                {
                    Suggested = rate,
                    Interval = (Math.Min(interval.Low, rate / Lower), rate),
                    Reason = $"{result.Reason}; at higher rates than {Text(rate)} the first steps of the run make the loss rise",
                };
        }

        return result with
        {
            Suggested = null,
            Interval = null,
            Reason = "no rate can be suggested: at those that the test would suggest the first steps of the run make the loss rise",
        };
    }

    /// <summary>The finding with the rate that is advised instead of the advice to look for one; as it is where they disagree.</summary>
    public static Finding With(Finding finding, RateRangeResult result, double rate)
    {
        bool lower = finding.Diagnostic.Name == "learning-rate-too-high";
        if (!IsWanted(finding) || result is not { Suggested: { } suggested, Interval: { } interval } || lower != suggested < rate)
            return finding;
        string advice = $"a rate of about {Text(suggested)}: a range test has {Text(interval.Low)} to {Text(interval.High)}; it is "
            + $"{Text(rate)} now";
        return finding with
        {
            Remedies = [.. finding.Remedies.Select(remedy => remedy.Contains(Asks, StringComparison.Ordinal) ? advice : remedy)],
        };
    }

    private static string Text(double rate) =>
        double.Parse(rate.ToString("g2", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture)
            .Replace("E-0", "e-", StringComparison.Ordinal);
}
