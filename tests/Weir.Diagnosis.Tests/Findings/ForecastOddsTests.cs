namespace Weir.Diagnosis.Tests.Findings;

/// <summary>How often what is said before a run comes true.</summary>
public class ForecastOddsTests
{
    [Fact]
    public void Every_entry_is_a_rule_that_looks_before_a_run_and_counts_no_more_than_was_said()
    {
        foreach (Rule rule in RuleList.All)
        {
            if (ForecastOdds.Of(rule.Diagnostic.Name) is { } odds)
                odds.Suffered.ShouldBeInRange(1, odds.Said, rule.Diagnostic.Name);
        }

        ForecastOdds.Of("saturation").ShouldBe(new Odds(17, 21));
        ForecastOdds.Of("plateau").ShouldBeNull();
    }

    [Fact]
    public void Odds_stand_beside_a_forecast_and_are_gone_when_the_run_has_begun()
    {
        Written run = new Written("linear+tanh", "linear+tanh", "linear").Draw(5,
            Written.EachLayer((flow, _) => flow with { ActivationSaturated = 0.9 }));
        Judge judge = new(run.Header, new DiagnosisOptions()) { Setup = run.Setup, Data = run.Data, Draws = run.Dossier().Draws };
        judge.Start();
        judge.Findings.Single(finding => finding.Diagnostic.Name == "saturation").Odds.ShouldBe(new Odds(17, 21));
        foreach (Weir.Flow.FlowSample sample in run.Run(40, loss: _ => 2.3).Dossier().Samples)
            judge.Add(sample);
        judge.Findings.Single(finding => finding.Diagnostic.Name == "saturation").Odds.ShouldBeNull();
    }

    [Fact]
    public void What_is_proved_needs_no_odds()
    {
        Written run = new Written().Draw(5);
        run.Network = run.Network with { SymmetricLayers = [0] };
        Judge judge = new(run.Header, new DiagnosisOptions()) { Setup = run.Setup, Data = run.Data, Network = run.Network };
        judge.Start();
        judge.Findings.Single(finding => finding.Diagnostic.Name == "symmetric-init").Odds.ShouldBeNull();
    }
}
