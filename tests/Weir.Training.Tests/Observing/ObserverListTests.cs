namespace Weir.Training.Tests.Observing;

public sealed class ObserverListTests
{
    [Fact]
    public void All_are_told_the_same_and_none_is_left_out_for_one_that_is_not_there()
    {
        using Trainer trainer = Trainer.Start(Make.Small(), new TrainerOptions { Threads = 1 });
        Witness first = new(), second = new();
        trainer.Run(new ObserverList(first, null, second));
        first.Calls.ShouldBe(["start", "epoch 1", "epoch 2", "epoch 3", "epoch 4", "epoch 5", "epoch 6", "end Finished"]);
        second.Calls.ShouldBe(first.Calls);
        second.Progress.ShouldBe(first.Progress);
        second.Samples.ShouldBe(first.Samples);
        first.Samples.ShouldNotBeEmpty();
    }

    [Fact]
    public void They_are_told_in_their_order()
    {
        List<string> order = [];
        using Trainer trainer = Trainer.Start(Make.Small(budget: "epochs: 1"), new TrainerOptions { Threads = 1 });
        trainer.Run(new ObserverList(new Witness { AtEpoch = _ => order.Add("first") },
            new Witness { AtEpoch = _ => order.Add("second") }));
        order.ShouldBe(["first", "second"]);
    }
}
