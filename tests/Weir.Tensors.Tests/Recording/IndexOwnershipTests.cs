using Weir.Tensors.Backends;

namespace Weir.Tensors.Tests.Recording;

/// <summary>
/// Labels and row numbers are the operation's own from the call on: what the caller does to his array afterwards changes nothing.
/// </summary>
public sealed class IndexOwnershipTests
{
    private const int Far = 1_000_000_000;

    private static readonly float[] s_numbers = Values.Normal(new Shape(4, 3), new RandomStream(1));

    public static TheoryData<bool> Backends => [true, false];

    [Theory]
    [MemberData(nameof(Backends))]
    public void Labels_that_are_filled_again_before_the_backward_pass_do_not_matter(bool simd)
    {
        float[] Gradient(Action<int[]> meanwhile)
        {
            using SimdBackend backend = SimdBackend.Create(new SimdOptions { Threads = 1 });
            Tape tape = new(simd ? backend : TestBackends.Reference);
            Tensor logits = Tensor.Leaf(new Shape(4, 3), s_numbers, needsGradient: true);
            int[] labels = [0, 2, 1, 1];
            Tensor loss = tape.View(logits).CrossEntropy(new Indices(labels)).Mean();
            meanwhile(labels);
            tape.Backward(loss);
            return logits.Gradient()!;
        }

        float[] expected = Gradient(_ => { });
        Gradient(labels => Array.Fill(labels, 0)).ShouldBe(expected);
        Gradient(labels => Array.Fill(labels, Far)).ShouldBe(expected);
        Gradient(labels => Array.Fill(labels, -Far)).ShouldBe(expected);
    }

    [Theory]
    [MemberData(nameof(Backends))]
    public void Rows_that_are_filled_again_before_the_backward_pass_do_not_matter(bool simd)
    {
        using SimdBackend backend = SimdBackend.Create(new SimdOptions { Threads = 1 });
        Tape tape = new(simd ? backend : TestBackends.Reference);
        Tensor table = Tensor.Leaf(new Shape(4, 3), s_numbers, needsGradient: true);
        Indices rows = new(3, 3, 1);
        Tensor loss = table.Gather(rows, tape).Sum();
        Array.Fill(rows.Values, Far);
        rows.Resize(1);
        tape.Backward(loss);
        table.Gradient().ShouldBe([0, 0, 0, 1, 1, 1, 0, 0, 0, 2, 2, 2]);
    }

    [Fact]
    public void What_is_refused_leaves_the_step_as_it_was()
    {
        Tape tape = new(TestBackends.Reference);
        Tensor x = tape.Input(new Shape(4, 3), s_numbers);
        long pool = tape.PoolBytes;
        int count = tape.Count;
        for (int i = 0; i < 3; i++)
            Should.Throw<ShapeException>(() => x.CrossEntropy(new Indices(0, 1, 2, 3)));
        tape.Count.ShouldBe(count);
        (tape.PoolBytes - pool).ShouldBeLessThanOrEqualTo(64);
        x.ToArray().ShouldBe(s_numbers);
    }
}
