using Weir.Cli.Live;
using Weir.Training;

namespace Weir.Cli.Tests.Live;

public class PlainLinesTests
{
    [Fact]
    public void A_sample_tells_both_ends_of_the_network() =>
        new PlainLines(_ => { }).Sample(Make.Header(9), Make.Sample(9, 0.125)).ToString()
            .ShouldBe("step 1,000    loss 2.301  delta.rms 1.0e-2 (layer 9) to 6.0e-10 (layer 1)  attenuation −0.90  2 layers starved");

    [Fact]
    public void An_epoch_tells_its_metrics_and_the_time_left()
    {
        StepProgress progress = new(10_000, 150_000, 2, 30, 2.3, 9_400, 0.5, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(42));
        new PlainLines(_ => { }).Epoch(Make.Epochs(30)[1], 30, progress).ToString()
            .ShouldBe("epoch 2/30    loss 1.000  training 90.0 %  validation 90.5 %  validation loss 1.050  9,400 steps/s  0:42 left");
    }

    [Fact]
    public void An_epoch_whose_batches_are_all_left_out_says_so()
    {
        StepProgress progress = new(10_000, 150_000, 2, 30, 2.3, 9_400, 0.5, TimeSpan.FromSeconds(1), null);
        EpochMetrics skipped = new() { Epoch = 2, Step = 10_000, TrainingLoss = double.NaN, Seconds = 1 };
        new PlainLines(_ => { }).Epoch(skipped, 30, progress).ToString().ShouldStartWith("epoch 2/30    no step moved the network");
    }
}
