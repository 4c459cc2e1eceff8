namespace Weir.Training.Tests.Observing;

public sealed class ProgressObserverTests
{
    [Fact]
    public void Progress_is_handed_on_as_it_is_told()
    {
        using Trainer trainer = Trainer.Start(Make.Small(), new TrainerOptions { Threads = 1 });
        Witness witness = new();
        Report report = new();
        trainer.Run(new ObserverList(witness, new ProgressObserver(report)));
        report.All.ShouldBe(witness.Progress);
        report.All[^1].Step.ShouldBe(42);
    }

    private sealed class Report : IProgress<StepProgress>
    {
        public List<StepProgress> All { get; } = [];

        void IProgress<StepProgress>.Report(StepProgress value) => All.Add(value);
    }
}
