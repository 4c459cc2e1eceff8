using Weir.Flow;
using Weir.Training;

namespace Weir.Diagnosis.Tests;

public sealed class MisalignedLabelsTests
{
    private const string Rule = "misaligned-labels";

    /// <summary>A run that learns by heart: a share of the loss in training, and nothing for the validation part.</summary>
    private static Written ByHeart(double? score, double explained = 0.8, int epochs = 6, double validation = 2.4, double? accuracy = 0.1)
    {
        Written written = new();
        written.Data = written.Data with { NeighbourScore = score };
        for (int i = 0; i < epochs; i++)
            written.Epoch((1 - explained) * Math.Log(10), validation, accuracy);
        return written;
    }

    [Theory]
    [InlineData(2.9, true)]
    [InlineData(3.1, false)]
    public void Neighbours_are_to_share_targets_three_deviations_above_chance(double score, bool found)
    {
        Written written = new();
        written.Data = written.Data with { NeighbourScore = score };
        (written.Says(Rule)?.Severity).ShouldBe(found ? Severity.Warning : null);
    }

    [Fact]
    public void Where_neighbours_share_targets_learning_by_heart_is_overfitting() => ByHeart(score: 20).Says(Rule).ShouldBeNull();

    [Fact]
    public void Where_they_could_not_be_compared_the_run_decides() => ByHeart(score: null).Says(Rule)!.Severity.ShouldBe(Severity.Error);

    [Fact]
    public void Four_epochs_are_too_few() => ByHeart(null, epochs: 4).Says(Rule).ShouldBeNull();

    [Theory]
    [InlineData(0.29, false)]
    [InlineData(0.31, true)]
    public void Three_tenths_must_be_learnt_by_heart(double explained, bool found) => (ByHeart(null, explained).Says(Rule) is not null)
        .ShouldBe(found);

    [Theory]
    [InlineData(0.97, false)]
    [InlineData(0.99, true)]
    public void A_validation_loss_below_guessing_is_knowledge(double times, bool found) =>
        (ByHeart(null, validation: times * Math.Log(10)).Says(Rule) is not null).ShouldBe(found);

    [Theory]
    [InlineData(0.16, false)]
    [InlineData(0.14, true)]
    [InlineData(null, true)]
    public void A_validation_accuracy_above_guessing_is_knowledge(double? accuracy, bool found) =>
        (ByHeart(null, accuracy: accuracy).Says(Rule) is not null).ShouldBe(found);

    [Theory]
    [InlineData(500, 2.302, Severity.Warning)]
    [InlineData(501, 2.302, Severity.Error)]
    [InlineData(501, 1.5, Severity.Warning)]
    public void It_is_an_error_when_half_of_the_budget_has_taught_nothing(int steps, double loss, Severity severity)
    {
        Written written = new Written().Run(steps, _ => loss);
        written.Data = written.Data with { NeighbourScore = 0.3 };
        written.Says(Rule)!.Severity.ShouldBe(severity);
    }

    [Fact]
    public void Without_a_validation_part_a_run_proves_nothing()
    {
        Written written = new();
        written.Data = written.Data with { NeighbourScore = null };
        for (int i = 0; i < 6; i++)
            written.Epoch(0.2);
        written.Says(Rule).ShouldBeNull();
    }

    [Theory]
    [InlineData(2.9, 501, 2.302, true)]
    [InlineData(3.1, 501, 2.302, false)]
    [InlineData(2.9, 500, 2.302, false)]
    [InlineData(2.9, 501, 1.5, false)]
    public void Of_sequences_the_test_sees_too_little_unless_the_run_has_failed_too(double score, int steps, double loss, bool found)
    {
        Written written = new Written().Run(steps, _ => loss);
        written.Data = written.Data with { NeighbourScore = null, SequenceScore = score };
        (written.Says(Rule)?.Severity).ShouldBe(found ? Severity.Error : null);
    }

    [Theory]
    [InlineData(0.3, 0.09, Severity.Error)]
    [InlineData(0.3, 0.11, null)]
    [InlineData(3.1, 0.09, null)]
    public void What_is_learnt_and_does_not_hold_for_the_validation_part_makes_the_suspicion_sure(double score, double fit,
        Severity? severity)
    {
        Written written = new Written().Run(501, _ => 1.5);
        written.Data = written.Data with { NeighbourScore = score };
        for (int i = 0; i < 3; i++)
            written.Epoch(1.5, validation: 2.2, fit: fit);
        (written.Says(Rule)?.Severity).ShouldBe(severity);
    }

    [Theory]
    [InlineData(149, true)]
    [InlineData(150, false)]
    public void Of_few_samples_it_says_that_a_weak_dependence_would_not_be_seen(int samples, bool said)
    {
        Written written = new();
        written.Data = written.Data with { NeighbourScore = 0.3, Samples = samples };
        written.Says(Rule)!.Message.Contains($"nor a weak one, as there are {samples} samples", StringComparison.Ordinal).ShouldBe(said);
    }

    /// <summary>A tenth and more of the validation part is learnt: the test had no eye for what the targets depend on.</summary>
    [Fact]
    public void It_is_taken_back_when_the_validation_part_refutes_it()
    {
        Written run = new Written().Run(1, _ => 2.302);
        run.Data = run.Data with { NeighbourScore = 0.3 };
        Dossier first = run.Dossier();
        run.Run(80, _ => 1.9, every: 10);
        for (int epoch = 0; epoch < 8; epoch++)
            run.Epoch(1.9, validation: 1.9, accuracy: 0.3);
        Dossier dossier = run.Dossier();
        Judge judge = new(dossier.Header, new DiagnosisOptions()) { Setup = dossier.Setup, Data = dossier.Data, Network = dossier.Network };
        judge.Add(first.Samples[0]);
        judge.Verdict.Findings.ShouldContain(finding => finding.Diagnostic.Name == Rule);
        foreach (FlowSample sample in dossier.Samples.Skip(1))
            judge.Add(sample);
        foreach (EpochMetrics epoch in dossier.Epochs)
            judge.Add(epoch);
        judge.End(new EndFacts(NonFinite: false, Steps: 1000));
        judge.Verdict.Findings.ShouldNotContain(finding => finding.Diagnostic.Name == Rule);
        judge.Verdict.Withdrawn.ShouldContain(finding => finding.Diagnostic.Name == Rule);
    }
}
