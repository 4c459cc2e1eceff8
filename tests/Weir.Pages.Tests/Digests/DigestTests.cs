using System.Text;
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
        digest.ShouldContain("- run tiny, step 1, layers ");
        digest.ShouldContain("- evidence: ");
        digest.ShouldContain("- try: rectifiers instead of sigmoids");
        digest.ShouldContain($"{Diagnosis.RuleList.All.Count} of {Diagnosis.RuleList.All.Count} ran.");
        digest.ShouldContain("    name: tiny");
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
        digest.ShouldNotContain("[x](");
    }
}
