using System.Text;
using System.Text.RegularExpressions;
using Weir.Flow;

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
        digest.ShouldMatch(@"\n\n- run tiny, step 1, layers [\d–, ]+\n- state: ");
        digest.ShouldContain("- evidence: ");
        digest.ShouldContain("- try: rectifiers instead of sigmoids");
        digest.ShouldContain($"{Diagnosis.RuleList.All.Count} of {Diagnosis.RuleList.All.Count} ran.");
        digest.ShouldContain("    name: tiny");
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
