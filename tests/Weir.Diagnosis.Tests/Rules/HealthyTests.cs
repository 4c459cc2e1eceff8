namespace Weir.Diagnosis.Tests;

/// <summary>A false alarm is a bug: what healthy networks show raises nothing.</summary>
public sealed class HealthyTests
{
    [Fact]
    public void A_network_that_learns_raises_nothing() => new Written().Draw(5).Run(60).Epoch(1.5, 1.4, 0.5).Epoch(0.8, 0.9, 0.7)
        .Epoch(0.5, 0.7, 0.8).Alarms().ShouldBeEmpty();

    [Fact]
    public void A_converged_network_is_not_vanishing() =>
        new Written().Run(40).Run(40, _ => 0.01, sample => Written.Parameters(sample, (flow, i) =>
            flow with { UpdateRatio = i == 0 ? 1e-9 : 1e-5, GradientNorm = 1e-6 })).Alarms().ShouldBeEmpty();

    [Fact]
    public void Sparse_rectifiers_that_learn_are_not_dead() =>
        new Written().Run(20).Run(40, _ => 0.5, sample =>
            Written.Layers(sample, (flow, _) => flow with { ActivationZero = 0.96, UnitsDead = 7 })).Alarms().ShouldBeEmpty();

    [Fact]
    public void Steps_that_undo_each_other_while_the_loss_falls_are_the_edge_of_stability() =>
        new Written().Run(60, null, sample => Written.Parameters(sample, (flow, _) => flow with { GradientCosine = -0.8 })).Alarms()
            .ShouldBeEmpty();

    [Fact]
    public void A_trace_of_another_program_alone_raises_nothing_that_it_cannot_know()
    {
        Written written = new();
        Weir.Flow.Trace trace = new(written.Header, [.. written.Run(60).Dossier().Samples]);
        Diagnosis.Of(trace).ShouldBeEmpty();
    }

    [Fact]
    public void Rules_are_silent_on_an_empty_dossier()
    {
        Dossier empty = new() { Header = new Weir.Flow.TraceHeader([], [], 1) };
        foreach (Rule rule in RuleList.All)
            rule.Judge(empty, new Limits(rule.Diagnostic, new Dictionary<string, double>())).ShouldBeNull(rule.Diagnostic.Name);
    }
}
