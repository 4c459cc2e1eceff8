using Weir.Training;

namespace Weir.Diagnosis.Tests.Rules;

/// <summary>A rule from outside is asked, weighed, named by recipes and counted like those of the library.</summary>
public sealed class OwnRuleTests
{
    private static readonly DiagnosisOptions s_options = new DiagnosisOptions().With(new LargeLoss());

    [Fact]
    public void It_is_asked_beside_the_others()
    {
        Written run = new Written().Run(40, _ => 5);
        Verdict verdict = Diagnosis.VerdictOf(new Flow.Trace(run.Header, run.Dossier().Samples), options: s_options);
        Finding finding = verdict.Findings.Single(each => each.Diagnostic.Code == "OWN100");
        finding.Severity.ShouldBe(Severity.Warning);
        finding.Message.ShouldBe("the loss is 5");
        verdict.Rules.ShouldBe(RuleList.All.Count + 1);
        Diagnosis.VerdictOf(new Flow.Trace(run.Header, run.Dossier().Samples)).Findings
            .ShouldNotContain(each => each.Diagnostic.Code == "OWN100");
    }

    [Theory]
    [InlineData("severities: {large-loss: error}", Severity.Error)]
    [InlineData("severities: {OWN100: information}", Severity.Information)]
    [InlineData("thresholds: {large-loss.loss: 6}", null)]
    public void A_recipe_names_it_and_its_thresholds(string diagnosis, Severity? severity)
    {
        Recipe recipe = RecipeReader.Parse($"model: [linear: outputs]\noptimizer: adam\ndiagnosis: {{{diagnosis}}}");
        DiagnosisOptions options = DiagnosisOptions.Of(recipe, s_options.Rules);
        options.Check();
        Written run = new Written().Run(40, _ => 5);
        Verdict verdict = Diagnosis.VerdictOf(new Flow.Trace(run.Header, run.Dossier().Samples), options: options);
        (verdict.Findings.SingleOrDefault(each => each.Diagnostic.Code == "OWN100")?.Severity).ShouldBe(severity);
        Should.Throw<RecipeException>(() => DiagnosisOptions.Of(recipe)).Message.ShouldContain("there is no ");
    }

    [Fact]
    public void Two_of_a_name_are_refused() => Should.Throw<ArgumentException>(() => s_options.With(new LargeLoss())).Message
        .ShouldContain("'large-loss' or OWN100");

    private sealed class LargeLoss : Rule
    {
        private static readonly Threshold s_loss = new("loss", 4, "a loss that is large");

        public override Diagnostic Diagnostic { get; } = new("OWN100", "large-loss", "the loss is large")
        {
            Meaning = "It is large.",
            Remedies = ["wait"],
        };

        public override IReadOnlyList<Threshold> Thresholds { get; } = [s_loss];

        public override bool SaysItFails => false;

        public override Finding? Judge(Dossier dossier, Limits limits) => dossier.Samples is [.., var last] && last.Loss > limits.Of(s_loss)
            ? Found(dossier, Severity.Warning, $"the loss is {last.Loss}") : null;
    }
}
