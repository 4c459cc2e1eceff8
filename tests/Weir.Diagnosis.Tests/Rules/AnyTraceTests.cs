using FsCheck;
using FsCheck.Fluent;
using Weir.Flow;
using Weir.Training;

namespace Weir.Diagnosis.Tests;

/// <summary>What holds of every rule on any trace, whatever is missing, empty or no number.</summary>
public sealed class AnyTraceTests
{
    private static readonly Config s_config = Config.QuickThrowOnFailure.WithMaxTest(400);

    private static Arbitrary<int> Seeds { get; } = Gen.Choose(0, int.MaxValue).ToArbitrary();

    [Fact]
    public void A_rule_says_nothing_or_a_whole_finding_and_the_same_each_time()
    {
        HashSet<string> spoken = [];
        Check.One(s_config, Prop.ForAll(Seeds, seed =>
        {
            Dossier dossier = Dossier(seed), again = Dossier(seed);
            foreach (Rule rule in RuleList.All)
            {
                Limits limits = new(rule.Diagnostic, new Dictionary<string, double>());
                Finding? finding = rule.Judge(dossier, limits);
                Told(rule.Judge(again, limits)).ShouldBe(Told(finding), rule.Diagnostic.Name);
                if (finding is null)
                    continue;
                spoken.Add(rule.Diagnostic.Name);
                finding.Diagnostic.ShouldBe(rule.Diagnostic);
                finding.Severity.ShouldNotBe(Severity.Off);
                finding.Message.ShouldNotBeNullOrWhiteSpace();
                finding.Layers.ShouldAllBe(layer => layer >= 0 && layer < dossier.Header.Layers.Count);
                finding.Evidence.ShouldAllBe(evidence => evidence.Quantity.Length > 0 && evidence.Healthy.Length > 0);
            }

            return true;
        }));
        spoken.Count.ShouldBeGreaterThan(12, "wild numbers reach the findings of many rules, else nothing was tried");
    }

    [Fact]
    public void The_diagnosis_of_any_run_is_whole_ranked_and_the_same_each_time() =>
        Check.One(s_config, Prop.ForAll(Seeds, seed =>
        {
            IReadOnlyList<Finding> findings = Of(seed);
            findings.Select(finding => finding.Diagnostic.Name).ShouldBeUnique();
            // Whatever has a cause stands behind a finding that has none, and the cause is among the findings.
            findings.Take(1).ShouldAllBe(first => first.Because == null);
            findings.ShouldAllBe(finding => finding.Because == null || findings.Any(other => other.Diagnostic == finding.Because));
            return findings.Select(Told).SequenceEqual(Of(seed).Select(Told));
        }));

    [Fact]
    public void The_diagnosis_of_a_prefix_finds_what_the_run_was_told_until_then_whether_it_stands_or_not() =>
        Check.One(s_config, Prop.ForAll(Seeds, seed =>
        {
            (Trace trace, EpochMetrics[] epochs, RunFacts? facts, _, _) = new Wild(seed).Run();
            if (trace.Samples.Count < 2)
                return true;
            Trace half = new(trace.Header, [.. trace.Samples.Take(trace.Samples.Count / 2)]);
            long end = half.Samples[^1].Step;
            Verdict verdict = Diagnosis.VerdictOf(trace, epochs, facts);
            string[] whole = [.. verdict.Findings.Concat(verdict.Withdrawn).Select(finding => finding.Diagnostic.Name)];
            return Diagnosis.Of(half, [.. epochs.Where(epoch => epoch.Step < end)], facts)
                .All(finding => whole.Contains(finding.Diagnostic.Name));
        }));

    private static Dossier Dossier(int seed)
    {
        (Trace trace, EpochMetrics[] epochs, RunFacts? facts, EndFacts? end, FlowSample[] draws) = new Wild(seed).Run();
        return new Dossier
        {
            Header = trace.Header,
            Samples = trace.Samples,
            Epochs = epochs,
            Setup = facts?.Setup,
            Data = facts?.Data,
            Network = facts?.Network,
            End = end,
            Draws = draws
        };
    }

    private static IReadOnlyList<Finding> Of(int seed)
    {
        (Trace trace, EpochMetrics[] epochs, RunFacts? facts, EndFacts? end, _) = new Wild(seed).Run();
        return Diagnosis.Of(trace, epochs, facts, end);
    }

    private static string Told(Finding? finding) => finding is null
        ? "nothing"
        : $"{finding.Diagnostic} {finding.Severity} {finding.Step} {finding.Message} {string.Join(",", finding.Layers)} "
            + $"{string.Join(";", finding.Evidence)} {finding.Because}";
}
