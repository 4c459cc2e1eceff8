namespace Weir.Tensors.Tests.Recording;

/// <summary>Any number may watch the gradient of a tensor or of a leaf, and stop in any order.</summary>
public sealed class WatchTests
{
    private static readonly Shape s_three = new(3);

    private readonly Tape _tape = new(TestBackends.Reference);
    private readonly Tensor _x = Tensor.Leaf(s_three, [1, 2, 3], needsGradient: true);

    [Fact]
    public void A_watched_gradient_is_seen_once_and_complete()
    {
        Recorder recorder = new();
        Tensor y = _x.Multiply(_tape.Full(Shape.Scalar, 1)), z = y.Square();
        y.WatchGradient(recorder);
        z.WatchGradient(recorder);
        _tape.Backward(z.Sum().Add(y.Scale(10).Sum()).Add(y.Sum()));
        recorder.Seen.Select(seen => seen.Tensor).ShouldBe([z, y]);
        recorder.Seen[0].Gradient.ShouldBe([1, 1, 1]);
        recorder.Seen[1].Gradient.ShouldBe([13, 15, 17]);
        Should.Throw<InvalidOperationException>(() => recorder.Last.ToArray())
            .Message.ShouldContain("the step that made this tensor has ended");
        _tape.Count.ShouldBe(9);
    }

    [Fact]
    public void Several_watch_the_same_tensor_and_stop_in_any_order()
    {
        int first = 0, second = 0, third = 0;
        Tensor y = _x.Multiply(_tape.Full(Shape.Scalar, 2));
        IDisposable one = y.WatchGradient(_ => first++), two = y.WatchGradient(_ => second++), three = y.WatchGradient(_ => third++);
        one.Dispose();
        three.Dispose();
        one.Dispose();
        _tape.Backward(y.Sum());
        (first, second, third).ShouldBe((0, 1, 0));
        two.Dispose();
    }

    [Fact]
    public void A_watcher_that_ends_another_keeps_it_from_being_told()
    {
        int told = 0;
        Tensor y = _x.Multiply(_tape.Full(Shape.Scalar, 2));
        IDisposable? later = null;
        y.WatchGradient(_ => later!.Dispose());
        later = y.WatchGradient(_ => told++);
        _tape.Backward(y.Sum());
        told.ShouldBe(0);
    }

    [Fact]
    public void A_watch_ends_with_the_step_of_its_tensor()
    {
        int told = 0;
        Tensor y = _x.Multiply(_tape.Full(Shape.Scalar, 2));
        IDisposable watch = y.WatchGradient(_ => told++);
        _tape.Begin();
        Tensor next = _x.Multiply(_tape.Full(Shape.Scalar, 2));
        watch.Dispose();
        int toldOfNext = 0;
        next.WatchGradient(_ => toldOfNext++);
        watch.Dispose();
        _tape.Backward(next.Sum());
        (told, toldOfNext).ShouldBe((0, 1));
    }

    [Fact]
    public void Who_watches_step_after_step_begins_the_same_watch_again()
    {
        int told = 0;
        Counter counter = new(() => told++);
        Watch<IGradientWatcher>? first = null, last = null;
        for (int step = 1; step <= 3; step++)
        {
            _tape.Begin();
            Tensor y = _x.Multiply(_tape.Full(Shape.Scalar, 2));
            last = y.WatchGradient(counter, last);
            first ??= last;
            last.IsOver.ShouldBeFalse();
            _tape.Backward(y.Sum());
            told.ShouldBe(step);
        }

        last.ShouldBeSameAs(first);
        // That of another tensor is left alone.
        _tape.Begin();
        _tape.Full(Shape.Scalar, 2);
        Tensor other = _x.Multiply(_tape.Full(Shape.Scalar, 2)).Sum();
        other.WatchGradient(counter, last).ShouldNotBeSameAs(last);
    }

    [Fact]
    public void A_leaf_is_watched_over_steps_and_shows_what_has_been_gathered()
    {
        List<float[]> seen = [];
        using (_x.WatchGradient(gradient => seen.Add(gradient.ToArray())))
        {
            for (int pass = 0; pass < 2; pass++)
            {
                _tape.Begin();
                _tape.Backward(_x.Multiply(_tape.Input(s_three, [10, 20, 30])).Sum());
            }

            _x.ClearGradient();
            _tape.Begin();
            _tape.Backward(_x.Multiply(_tape.Input(s_three, [1, 2, 3])).Sum());
        }

        _tape.Begin();
        _tape.Backward(_x.Multiply(_tape.Input(s_three, [1, 1, 1])).Sum());
        seen.ShouldBe([[10, 20, 30], [20, 40, 60], [1, 2, 3]]);
    }

    [Fact]
    public void The_gradient_of_a_weight_that_waits_as_a_product_is_worked_out_for_who_watches_it()
    {
        Tensor weight = Tensor.Leaf(new Shape(3, 2), [1, 2, 3, 4, 5, 6], needsGradient: true);
        float[]? seen = null;
        using IDisposable watch = weight.WatchGradient(gradient => seen = gradient.ToArray());
        _tape.Begin();
        _tape.Backward(_tape.Input(new Shape(1, 3), [1, 2, 3]).Affine(weight).Sum());
        seen.ShouldBe([1, 1, 2, 2, 3, 3]);
    }

    [Fact]
    public void A_watcher_may_compute_with_the_gradient_and_no_memory_is_lost()
    {
        Tape tape = new(TestBackends.Reference);
        long bytes = 0;
        for (int step = 0; step < 20; step++)
        {
            tape.Begin();
            Tensor y = tape.Full(new Shape(1000), 1).Multiply(tape.View(_x).Slice(0, 0, 1)), kept = default;
            y.WatchGradient(gradient => kept = gradient.Square().Sum());
            tape.Backward(y.Scale(2).Sum());
            kept.Item().ShouldBe(4000);
            _x.ClearGradient();
            if (step == 2)
                bytes = tape.PoolBytes;
        }

        tape.PoolBytes.ShouldBe(bytes);
    }

    [Fact]
    public void A_watcher_that_throws_leaves_the_tape_fit_for_the_next_step()
    {
        Tensor y = _x.Multiply(_tape.Full(Shape.Scalar, 2));
        y.WatchGradient(_ => throw new NotSupportedException());
        Should.Throw<NotSupportedException>(() => _tape.Backward(y.Sum()));
        _x.ClearGradient();
        _tape.Begin();
        _tape.Backward(_x.Multiply(_tape.Full(Shape.Scalar, 3)).Sum());
        _x.Gradient().ShouldBe([3, 3, 3]);
    }

    [Fact]
    public void Watching_after_the_backward_pass_is_refused()
    {
        Tensor y = _x.Multiply(_tape.Full(Shape.Scalar, 2));
        _tape.Backward(y.Sum());
        Should.Throw<InvalidOperationException>(() => y.WatchGradient(_ => { }))
            .Message.ShouldBe("watch: the backward pass of this step is over; watch a tensor before it");
    }

    private sealed class Recorder : IGradientWatcher
    {
        public List<(Tensor Tensor, float[] Gradient)> Seen { get; } = [];

        public Tensor Last { get; private set; }

        public void OnGradient(Tensor tensor, Tensor gradient)
        {
            Seen.Add((tensor, gradient.ToArray()));
            Last = gradient;
        }
    }

    private sealed class Counter(Action told) : IGradientWatcher
    {
        public void OnGradient(Tensor tensor, Tensor gradient) => told();
    }
}
