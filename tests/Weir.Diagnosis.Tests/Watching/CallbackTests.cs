using Weir.Training;

namespace Weir.Diagnosis.Tests.Watching;

public class CallbackTests
{
    [Fact]
    public void A_callback_that_throws_harms_neither_the_training_nor_its_diagnosis()
    {
        using Trainer trainer = Trainer.Start(Runs.Vanishing(), new TrainerOptions { Threads = 1 });
        int told = 0;
        RunWatch watch = new(trainer, found: _ =>
        {
            told++;
            throw new InvalidOperationException("the window is closed");
        });
        trainer.Run(watch).Status.ShouldBe(TrainingStatus.Finished);
        watch.Findings.ShouldNotBeEmpty();
        told.ShouldBeGreaterThan(0);
        watch.CallbackFailure!.Message.ShouldBe("the window is closed");
    }
}
