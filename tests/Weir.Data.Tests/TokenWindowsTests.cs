using Weir.Tensors;

namespace Weir.Data.Tests;

public class TokenWindowsTests
{
    private static readonly int[] Tokens = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9];

    [Theory]
    [InlineData(3, null, 3)]
    [InlineData(3, 1, 7)]
    [InlineData(3, 2, 4)]
    [InlineData(3, 5, 2)]
    [InlineData(9, null, 1)]
    [InlineData(2, null, 4)]
    public void A_sample_is_a_window_and_its_targets_are_the_tokens_one_further(int length, int? stride, int count)
    {
        Dataset set = TokenWindows.Make("t", Tokens, 10, length, stride);
        set.Count.ShouldBe(count);
        set.InputShape.ShouldBe(new Shape(length));
        set.Tokens.ShouldBe(10);
        for (int i = 0; i < count; i++)
        {
            int start = i * (stride ?? length);
            set.Sample(i).ToArray().ShouldBe(Enumerable.Range(start, length).Select(t => (float)t));
            Labels(set, i).ShouldBe(Enumerable.Range(start + 1, length));
        }
    }

    [Fact]
    public void Overlapping_windows_lie_in_memory_once()
    {
        int[] tokens = [.. Enumerable.Range(0, 10_000).Select(i => i % 7)];
        Dataset set = TokenWindows.Make("t", tokens, 7, 100, 1);
        set.Count.ShouldBe(9_900);
        set.Inputs.Length.ShouldBe(9_999);
        DatasetFacts facts = DatasetFacts.Of(set);
        facts.InputMean.ShouldBe(3, 0.01);
        facts.NonFiniteInputs.ShouldBe(0);
    }

    [Fact]
    public void Parts_and_choices_of_windows_keep_inputs_and_targets_together()
    {
        Dataset set = TokenWindows.Make("t", Tokens, 10, 3, 2);
        foreach ((Dataset part, int[] starts) in new[] { (set.Take(2), new[] { 0, 2 }), (set.Skip(1), [2, 4, 6]),
            (set.Select([3, 0, 3]), [6, 0, 6]), (set.Named("n"), [0, 2, 4, 6]) })
        {
            part.Count.ShouldBe(starts.Length);
            part.Tokens.ShouldBe(10);
            for (int i = 0; i < starts.Length; i++)
            {
                part.Sample(i).ToArray().ShouldBe([starts[i], starts[i] + 1, starts[i] + 2]);
                Labels(part, i).ShouldBe([starts[i] + 1, starts[i] + 2, starts[i] + 3]);
            }
        }

        set.Take(0).Count.ShouldBe(0);
        set.Split(2, 1).First.Count.ShouldBe(2);
    }

    [Fact]
    public void Batches_hold_the_labels_of_all_positions()
    {
        Dataset set = TokenWindows.Make("t", Tokens, 10, 3, 1);
        using BatchLoader loader = new(set, new BatchOptions { BatchSize = 4, Seed = 3 });
        for (int n = 0; n < 6; n++)
        {
            Batch batch = loader.Next();
            batch.Positions.ShouldBe(3);
            batch.Inputs.Length.ShouldBe(batch.Count * 3);
            batch.Labels.ToArray().ShouldBe(batch.Inputs.ToArray().Select(x => (int)x + 1));
            batch.Samples.ToArray().ShouldBe(Enumerable.Range(0, batch.Count).Select(i => (int)batch.InputBuffer[3 * i]));
        }
    }

    [Fact]
    public void What_fills_no_window_is_refused()
    {
        Message(() => TokenWindows.Make("t", Tokens, 10, 10)).ShouldContain("10 tokens are there, and a window of 10 needs one more");
        Message(() => TokenWindows.Make("t", Tokens, 10, 1)).ShouldContain("2 or more");
        Message(() => TokenWindows.Make("t", Tokens, 10, 3, 0)).ShouldContain("stride of 0");
        Message(() => TokenWindows.Make("t", Tokens, 9, 3, 1)).ShouldContain("position 8 has label 9");
        Message(() => TokenWindows.Make("t", [5, 1, 1, 1], 5, 2)).ShouldContain("token 0 is 5");
        Message(() => new DataSplit(TokenWindows.Make("a", Tokens, 10, 3), TokenWindows.Make("b", Tokens, 10, 4)))
            .ShouldContain("do not fit");
    }

    private static string Message(Func<object> make) => Should.Throw<DataException>(make).Message;

    private static int[] Labels(Dataset set, int sample) => ((ClassTargets)set.Targets).Of(sample).ToArray();
}
