using Weir.Cli.Live;
using Weir.Cli.Rendering;
using Weir.Cli.Views;
using Weir.Training;

namespace Weir.Cli.Tests.Views;

public class RunViewTests
{
    [Theory]
    [InlineData(79, 23)]
    [InlineData(59, 19)]
    [InlineData(139, 49)]
    [InlineData(44, 12)]
    public void A_frame_fits_the_terminal(int width, int height)
    {
        IReadOnlyList<Line> frame = RunView.Draw(Make.Snapshot(9, 0.125), width, height);
        frame.Count.ShouldBeLessThanOrEqualTo(height);
        frame.ShouldAllBe(line => line.Width <= width);
        Snapshot.Match($"run-{width}x{height}", Make.Text(frame));
    }

    [Theory]
    [InlineData(79)]
    [InlineData(40)]
    public void The_address_of_the_live_page_stands_whole_in_it(int width)
    {
        const string Address = "http://127.0.0.1:43217/0123456789abcdef0123456789abcdef/";
        IReadOnlyList<Line> frame = RunView.Draw(Make.Snapshot(9, 0.125) with { Page = Address }, width, 40);
        frame.ShouldAllBe(line => line.Width <= width);
        string.Concat(frame.Select(line => line.ToString())).ShouldContain(Address);
    }

    [Fact]
    public void Many_layers_are_folded_in_the_middle()
    {
        IReadOnlyList<Line> frame = RunView.Draw(Make.Snapshot(60, 0.8), 79, 23);
        frame.Count.ShouldBeLessThanOrEqualTo(23);
        string text = Make.Text(frame);
        text.ShouldContain("60 linear");
        text.ShouldContain("1 linear+sigmoid");
        text.ShouldContain(" more");
    }

    [Fact]
    public void Before_the_first_step_there_is_a_header_and_no_number()
    {
        string text = Make.Text(RunView.Draw(Make.Snapshot(9, 0.125) with { Progress = default, Losses = [], Sample = null, Epoch = null },
            79, 23));
        text.ShouldContain("epoch 1/30");
        text.ShouldContain("loss –");
        text.ShouldNotContain("delta.rms");
    }

    [Fact]
    public void Pre_training_is_shown_layer_by_layer_and_told_in_plain_lines()
    {
        RunSnapshot run = Make.Snapshot(9, 0.125) with
        {
            Progress = default,
            Losses = [],
            Sample = null,
            Epoch = null,
            IsPretraining = true
        };
        Make.Text(RunView.Draw(run, 79, 23)).ShouldContain("pre-training layer 1\n");
        PretrainedLayer layer = new("1", 2, 5, [0.2, 0.05, 0.02]);
        string text = Make.Text(RunView.Draw(run with { Pretrained = layer }, 79, 23));
        text.ShouldContain("pre-training layer 3 of 5   error of layer 2 0.200 → 0.0200");
        text.ShouldNotContain("epoch");
        List<string> told = [];
        new PlainLines(told.Add).OnPretrained(layer);
        told.ShouldBe(["layer 2/5     pre-trained, reconstruction error 0.200 before and 0.0200 after 2 epochs"]);
    }
}
