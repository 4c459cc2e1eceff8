using Microsoft.Extensions.Logging;
using Weir.Diagnosis;
using Weir.Flow;
using Weir.Training;

namespace Weir.Hosting.Tests.Logging;

public sealed class TrainingLogTests
{
    private const string Recipe = """
        name: told
        data: {source: spirals, training: 60, validation: 20, test: 20}
        model: [{linear: 12, activation: tanh, repeat: 2}, linear: outputs]
        optimizer: {sgd: {rate: 0.1}}
        batch: 9
        epochs: 3
        """;

    [Fact]
    public void A_run_is_told_from_its_start_to_its_end()
    {
        using TemporaryFolder folder = new();
        using Trainer trainer = folder.Start(Recipe);
        ListLogger logger = new();
        TrainingResult result = trainer.Run(new TrainingLog(logger));
        logger.Entries.Where(entry => entry.Level >= LogLevel.Information).Select(entry => entry.Id).ShouldBe([1, 8, 8, 8, 10, 11]);
        ListLogger.Entry start = logger.Of(1).Single();
        start.Text.ShouldStartWith($"told: training of {trainer.Info.Parameters} parameters on 60 samples starts: 3 epochs of 7 steps, "
            + "batches of 9, ");
        start.Values["Parameters"].ShouldBe(trainer.Info.Parameters);
        ListLogger.Entry last = logger.Of(8)[^1];
        last.Text.ShouldStartWith("told: epoch 3 of 3: loss ");
        last.Values["Loss"].ShouldBe(result.Last!.TrainingLoss);
        last.Values["ValidationLoss"].ShouldBe(result.Last.ValidationLoss);
        last.Values["ValidationAccuracy"].ShouldBe(result.Last.ValidationAccuracy);
        logger.Of(10).Single().Values["Steps"].ShouldBe(21L);
        logger.Of(11).Single().Values["Score"].ShouldBe(result.Test!.Accuracy);
        IReadOnlyList<FlowSample> samples = TraceReader.Read(Path.Combine(trainer.Info.Directory!, "flow.jsonl")).Samples;
        logger.Of(5).ShouldAllBe(entry => entry.Level == LogLevel.Debug);
        logger.Of(5).Select(entry => entry.Values["Step"]).ShouldBe(samples.Select(sample => (object?)sample.Step));
    }

    [Fact]
    public void Each_kind_of_score_has_its_words()
    {
        ListLogger logger = new();
        TrainingLog log = new(logger);
        EpochMetrics plain = new() { Epoch = 2, Step = 20, TrainingLoss = 0.5, Seconds = 1.25 };
        log.OnEpoch(plain);
        log.OnEpoch(plain with { ValidationLoss = 0.25 });
        log.OnEpoch(plain with { ValidationLoss = 0.25, ValidationAccuracy = 0.75 });
        log.OnEpoch(plain with { ValidationLoss = 0.25, ValidationR2 = 0.875 });
        logger.Entries.Select(entry => entry.Text).ShouldBe([
            ": epoch 2 of 2: loss 0.5, 1.25 s",
            ": epoch 2 of 2: loss 0.5, validation loss 0.25, 1.25 s",
            ": epoch 2 of 2: loss 0.5, validation loss 0.25, validation accuracy 0.75, 1.25 s",
            ": epoch 2 of 2: loss 0.5, validation loss 0.25, validation R² 0.875, 1.25 s",
        ]);
    }

    [Fact]
    public void A_loss_that_is_no_longer_finite_is_an_error_with_its_step()
    {
        using TemporaryFolder folder = new();
        using Trainer trainer = folder.Start("""
            name: told
            data: {source: friedman}
            model: [{linear: 8}, {linear: outputs}]
            loss: mean-squared-error
            optimizer: {sgd: {rate: 10}}
            """);
        ListLogger logger = new(LogLevel.Warning);
        TrainingResult result = trainer.Run(new TrainingLog(logger));
        result.Status.ShouldBe(TrainingStatus.NonFinite);
        ListLogger.Entry error = logger.Entries.Single();
        (error.Id, error.Level).ShouldBe((13, LogLevel.Error));
        error.Text.ShouldBe($"told: not finite at step {result.FailedStep}: {result.Message}");
    }

    [Fact]
    public void A_run_that_is_stopped_is_a_warning_and_says_that_it_goes_on()
    {
        using TemporaryFolder folder = new();
        using CancellationTokenSource stop = new();
        ListLogger logger = new(LogLevel.Information);
        string directory;
        using (Trainer trainer = folder.Start(Recipe))
        {
            directory = trainer.Info.Directory!;
            trainer.Run(new ObserverList(new TrainingLog(logger), new ProgressObserver(new Stopping(stop))), stop.Token);
        }

        ListLogger.Entry warning = logger.Entries.Single(entry => entry.Level == LogLevel.Warning);
        warning.Id.ShouldBe(12);
        warning.Text.ShouldContain(" steps; it can be resumed (stopped after step ");
        long steps = (long)warning.Values["Steps"]!;
        steps.ShouldBeInRange(1, 20);
        using Trainer resumed = Trainer.Resume(directory, new TrainerOptions());
        resumed.Run(new TrainingLog(logger));
        logger.Of(2).Single().Text.ShouldBe($"told: goes on behind step {steps} of 21");
        logger.Entries[^2].Id.ShouldBe(10);
    }

    [Fact]
    public void But_not_where_nothing_of_it_is_kept()
    {
        using CancellationTokenSource stop = new();
        ListLogger logger = new(LogLevel.Warning);
        using Trainer trainer = Trainer.Start(RecipeReader.Parse(Recipe), new TrainerOptions { Threads = 1 });
        ObserverList observers = new(new TrainingLog(logger), new ProgressObserver(new Stopping(stop)));
        TrainingResult result = trainer.Run(observers, stop.Token);
        logger.Entries.Single().Text.ShouldBe($"told: interrupted after {result.Steps} steps; "
            + $"it has no run directory and cannot be resumed (stopped after step {result.Steps})");
    }

    [Theory]
    [InlineData(Severity.Error, LogLevel.Error)]
    [InlineData(Severity.Warning, LogLevel.Warning)]
    [InlineData(Severity.Information, LogLevel.Information)]
    public void A_finding_has_the_level_of_its_severity(Severity severity, LogLevel level)
    {
        ListLogger logger = new();
        new TrainingLog(logger).OnFinding(new Finding
        {
            Diagnostic = RuleList.All[0].Diagnostic,
            Severity = severity,
            Message = "seen",
            Step = 7,
        });
        ListLogger.Entry entry = logger.Entries.Single();
        (entry.Id, entry.Level).ShouldBe((15, level));
        entry.Text.ShouldBe($": {RuleList.All[0].Diagnostic.Code} {RuleList.All[0].Diagnostic.Title}, from step 7 on: seen");
    }

    [Fact]
    public void What_a_watch_finds_is_told()
    {
        using TemporaryFolder folder = new();
        using Trainer trainer = folder.Start("""
            name: vanishing
            data: {source: digits, training: 200, validation: 0, test: 0}
            model: [{linear: 30, activation: sigmoid, repeat: 8}, linear: outputs]
            optimizer: {sgd: {rate: 0.1}}
            batch: 20
            epochs: 4
            """);
        ListLogger logger = new(LogLevel.Warning);
        TrainingLog log = new(logger);
        RunWatch watch = new(trainer, found: log.OnFinding);
        trainer.Run(new ObserverList(log, watch));
        logger.Of(15).Select(entry => entry.Values["Code"]).ShouldContain("WEIR101");
        logger.Of(15).ShouldAllBe(entry => entry.Text.StartsWith("vanishing: WEIR", StringComparison.Ordinal));
    }

    private sealed class Stopping(CancellationTokenSource stop) : IProgress<StepProgress>
    {
        public void Report(StepProgress value) => stop.Cancel();
    }
}
