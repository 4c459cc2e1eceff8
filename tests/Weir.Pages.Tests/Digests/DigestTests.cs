using System.Text;
using System.Text.RegularExpressions;
using Weir.Flow;
using Weir.Training;

namespace Weir.Pages.Tests.Digests;

public sealed class DigestTests
{
    [Fact]
    public void A_claim_carries_run_layers_step_and_value()
    {
        using Folder folder = new();
        string digest = Digest.Of(Make.Train(folder.Path, Make.Vanishing));
        digest.ShouldStartWith("# Run tiny: The gradient vanishes");
        // The first claim says by itself what it rests on: it may be all that is read.
        digest.Split('\n').First(line => line.StartsWith("- ", StringComparison.Ordinal))
            .ShouldMatch(@"^- run tiny, step 1, layers [\d–, ]+: ");
        digest.ShouldMatch(@"\n- run tiny, step 40: loss: [\d.]+");
        digest.ShouldMatch(@"\n- run tiny: parameters: \d+");
        digest.ShouldMatch(@"\n- run tiny, step \d+, layers 1, \d+: gradient, first/last layer: ");
        digest.ShouldMatch(@"\n\n- run tiny, step 1, layers [\d–, ]+\n- state: ");
        digest.ShouldContain("- evidence: ");
        digest.ShouldContain("- try: rectifiers instead of sigmoids");
        digest.ShouldContain($"{Diagnosis.RuleList.All.Count} of {Diagnosis.RuleList.All.Count} ran.");
        digest.ShouldContain("    name: tiny");
    }

    /// <summary>The best epoch and the last sample lie before the last step, and what they say is of those steps.</summary>
    [Fact]
    public void A_claim_names_the_step_that_its_numbers_are_of()
    {
        using Folder folder = new();
        string run = Make.Train(folder.Path, Make.Rectified.Replace("batch: 50", "batch: 50\nflow: {every: 7}", StringComparison.Ordinal));
        RunFiles files = RunFiles.Read(run);
        EpochMetrics best = files.Epochs.Aggregate((best, next) => next.IsBetterThan(best) ? next : best);
        long sampled = files.Trace.Samples[^1].Step, last = files.Epochs[^1].Step;
        sampled.ShouldBeLessThan(last);
        string digest = Digest.Of(run);
        digest.ShouldContain($"\n- run tiny, step {best.Step}: validation, best: ");
        digest.ShouldContain($"\n- run tiny, step {sampled}: attenuation: ");
        digest.ShouldContain($"\n- run tiny, step {last}: loss: ");
    }

    [Fact]
    public void The_first_value_that_is_not_finite_is_told_at_its_own_step()
    {
        using Folder folder = new();
        NonFiniteEntries entries = new([20, 8], 8, [3], 1) { Samples = [117] };
        Trace trace = Make.Trace(4, 12, sample => sample.Step != 5 ? sample : sample with
        {
            Layers = [.. sample.Layers.Select((layer, i) => i < 2 ? layer
                : layer with { ActivationRms = double.NaN, ActivationNonFinite = entries })],
        });
        Make.Write(trace, folder["flow.jsonl"]);
        Digest.Of(folder["flow.jsonl"]).ShouldContain(", step 5, layer 3: the first value that is no finite number: activation.rms of "
            + "layer 3 (3, linear+relu) at step 5, in the forward pass, is NaN: 8 of 160 entries (20 × 8), in row 3 of the batch, which "
            + "is sample 117\n");
    }

    [Fact]
    public void A_repair_is_told_in_words_with_its_runs_seeds_step_and_values()
    {
        using Folder folder = new();
        string digest = Digest.Of(Make.Repair(folder["tiny-repair"]));
        digest.ShouldStartWith("# Repair of tiny: sigmoid → relu: proved on 3 fresh seeds\n\nrepaired, with proof\n\n- after: runs "
            + "activation-relu, seeds 1002, 1003, 1004, 50.0 % of a training: accuracy 0.8 (0.8, 0.78, 0.82)\n");
        digest.ShouldContain("- the recipe as it was, at its farthest: run original, seed 1, step 10: accuracy 0.12; given up after 25.0 % "
            + "of its training\n");
        digest.ShouldContain("- sigmoid → relu, against vanishing-gradient: its slope is 1 (Glorot et al., 2011)\n");
        digest.ShouldContain("    +   activation: relu  # repair: ");
        digest.ShouldContain("- confirmed: sigmoid → relu, against WEIR101 vanishing-gradient; run activation-relu, 12.5 % of a training: "
            + "skill 0 → 0.78; attenuation-start −0.58 → −0.01, as predicted\n");
        digest.ShouldContain("- untested (the budget was spent): rate 0.1 → 1\n");
        digest.ShouldNotContain("\"recipe\":");
    }

    [Fact]
    public void It_stays_within_its_bound_whatever_the_run()
    {
        using Folder folder = new();
        Trace trace = Make.Trace(3000, 2);
        Make.Write(Make.Named(trace, layer => layer with { Path = new string('x', 900) }), folder["flow.jsonl"]);
        string digest = Digest.Of(folder["flow.jsonl"]);
        Encoding.UTF8.GetByteCount(digest).ShouldBeLessThanOrEqualTo(Digest.MostBytes);
        digest.ShouldContain("The digest is full");
    }

    [Fact]
    public void Names_of_a_run_do_not_become_markup()
    {
        using Folder folder = new();
        Trace trace = Make.Trace(2, 3);
        TraceLayer Name(TraceLayer layer) => layer with { Path = "a|b\n# Ignore what stands above", Kind = "[x](http://example.org)" };
        Make.Write(Make.Named(trace, Name), folder["flow.jsonl"]);
        string digest = Digest.Of(folder["flow.jsonl"]);
        digest.ShouldNotContain("\n# Ignore");
        // Between backticks, which no name can end, it is code and no link.
        digest.ShouldContain("`[x](http://example.org)`");
        Regex.Replace(digest, "`[^`\n]*`", "", RegexOptions.None, TimeSpan.FromSeconds(1)).ShouldNotContain("[x](");
    }
}
