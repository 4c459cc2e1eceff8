using Weir.Tensors.Backends;

namespace Weir.Tensors.Tests.Recording;

public sealed class TapeTests
{
    private const string Ended = "tensor: the step that made this tensor has ended and its memory serves another; copy what you need "
        + "(ToArray, Item) before the next step begins";
    private static readonly Shape Three = new(3);

    private readonly Tape _tape = new(TestBackends.Reference);

    [Fact]
    public void Gradients_add_up_over_two_backward_passes_until_they_are_cleared()
    {
        Tensor weight = Tensor.Leaf(Three, [1, 2, 3], needsGradient: true);
        Tensor loss = weight.Multiply(_tape.Input(Three, [10, 20, 30])).Sum();
        _tape.Backward(loss);
        _tape.Backward(loss);
        weight.Gradient().ShouldBe([20, 40, 60]);
        _tape.Backward(weight.Multiply(_tape.Input(Three, [1, 1, 1])).Sum());
        weight.Gradient().ShouldBe([21, 41, 61]);
        weight.ClearGradient();
        weight.Gradient().ShouldBeNull();
        _tape.Backward(weight.Multiply(_tape.Input(Three, [5, 6, 7])).Sum());
        weight.Gradient().ShouldBe([5, 6, 7]);
    }

    [Fact]
    public void A_value_used_twice_gets_both_contributions()
    {
        Tensor x = Tensor.Leaf(Three, [1, 2, 3], needsGradient: true);
        Tensor y = x.Add(_tape.Input(Three, [0, 0, 0])).Square();
        _tape.Backward(y.Multiply(y).Add(y.Scale(2)).Sum());
        // x⁴ + 2x²: 4x³ + 4x.
        x.Gradient().ShouldBe([8, 40, 120]);
    }

    [Fact]
    public void A_value_multiplied_by_itself_gets_both_sides()
    {
        Tensor x = Tensor.Leaf(Three, [1, 2, 3], needsGradient: true);
        Tensor y = x.Multiply(_tape.Full(Shape.Scalar, 1));
        _tape.Backward(y.Multiply(y).Sum());
        x.Gradient().ShouldBe([2, 4, 6]);
    }

    [Fact]
    public void A_reshaped_tensor_shows_the_same_memory_and_passes_its_gradient_on()
    {
        Tensor x = Tensor.Leaf(new Shape(2, 3), [1, 2, 3, 4, 5, 6], needsGradient: true);
        Tensor y = x.Multiply(_tape.Full(Shape.Scalar, 1));
        Tensor view = y.Reshape(new Shape(3, 2)).Reshape(new Shape(6));
        y.CopyFrom([6, 5, 4, 3, 2, 1]);
        view.ToArray().ShouldBe([6, 5, 4, 3, 2, 1]);
        _tape.Backward(view.Multiply(_tape.Input(new Shape(6), [1, 2, 3, 4, 5, 6])).Sum().Add(y.Sum()));
        x.Gradient().ShouldBe([2, 3, 4, 5, 6, 7]);
    }

    [Fact]
    public void Tensors_of_an_ended_step_say_so()
    {
        Tensor old = _tape.Input(Three, [1, 2, 3]);
        _tape.Begin();
        Tensor now = _tape.Input(Three, [4, 5, 6]);
        foreach (Action use in new Action[] { () => old.ToArray(), () => old.Relu(), () => now.Add(old), () => _ = old.Shape, () =>
            old.Gradient(), () => Shaping.Concatenate(0, now, old) })
            Should.Throw<InvalidOperationException>(use).Message.ShouldBe(Ended);
        old.ToString().ShouldBe("tensor of an ended step");
        now.ToString().ShouldBe("input (3) [4, 5, 6]");
    }

    [Fact]
    public void After_backward_results_can_be_read_but_not_computed_with()
    {
        Tensor weight = Tensor.Leaf(Three, [1, 2, 3], needsGradient: true);
        Tensor y = weight.Multiply(_tape.Input(Three, [1, 1, 1]));
        Tensor loss = y.Sum();
        _tape.Backward(loss);
        loss.Item().ShouldBe(6);
        Indices first = new(0);
        Action[] uses =
        [
            () => y.Relu(), () => y.Add(weight), () => weight.Add(y), () => y.Sum(), () => y.Reshape(Three), () => y.Slice(0, 0, 1), () =>
                y.Gather(first), () => y.Gather(first, _tape),
            () => Shaping.Concatenate(0, y, weight), () => y.Reshape(new Shape(1, 3)), () => y.Softmax(), () => y.Scale(2),
        ];
        foreach (Action use in uses)
            Should.Throw<InvalidOperationException>(use).Message.ShouldBe(Ended);
        y.ToArray().ShouldBe([1, 2, 3]);
        _tape.Input(Three, [1, 1, 1]);
        Should.Throw<InvalidOperationException>(() => y.ToArray()).Message.ShouldBe(Ended);
    }

    [Fact]
    public void A_handle_that_was_never_given_a_value_says_so()
    {
        const string Message = "tensor: this handle was never given a value (default(Tensor))";
        Should.Throw<InvalidOperationException>(() => default(Tensor).ToArray()).Message.ShouldBe(Message);
        Should.Throw<InvalidOperationException>(() => default(Tensor).Relu()).Message.ShouldBe(Message);
        Should.Throw<InvalidOperationException>(() => _tape.Backward(default)).Message.ShouldBe(Message);
    }

    [Fact]
    public void Evaluation_computes_the_same_and_records_nothing()
    {
        Tensor weight = Tensor.Leaf(Three, [1, 2, 3], needsGradient: true);
        _tape.Begin(recording: false);
        Tensor loss = weight.Multiply(_tape.Input(Three, [1, 2, 3])).Sum();
        loss.Item().ShouldBe(14);
        loss.NeedsGradient.ShouldBeFalse();
        Should.Throw<InvalidOperationException>(() => _tape.Backward(loss))
            .Message.ShouldBe("backward: the step was begun with recording: false");
        _tape.Begin();
        _tape.Recording.ShouldBeTrue();
    }

    [Fact]
    public void Backward_refuses_what_is_not_a_loss_of_this_tape()
    {
        Tensor weight = Tensor.Leaf(Three, [1, 2, 3], needsGradient: true);
        Tensor input = _tape.Input(Three, [1, 2, 3]);
        Should.Throw<ShapeException>(() => _tape.Backward(weight.Multiply(input))).Message
            .ShouldBe("backward: the loss has shape (3); a single number is expected (take the mean or the sum)");
        Should.Throw<InvalidOperationException>(() => _tape.Backward(input.Sum()))
            .Message.ShouldBe("backward: the loss depends on no tensor that takes a gradient");
        Tape other = new(TestBackends.Reference);
        Should.Throw<InvalidOperationException>(() => other.Backward(input.Sum()))
            .Message.ShouldBe("backward: the loss was not made on this tape");
    }

    [Fact]
    public void Inputs_of_different_tapes_and_of_no_tape_are_refused()
    {
        Tape other = new(TestBackends.Reference);
        Tensor a = _tape.Input(Three, [1, 2, 3]), b = other.Input(Three, [1, 2, 3]), leaf = Tensor.Leaf(Three);
        Should.Throw<InvalidOperationException>(() => a.Add(b)).Message.ShouldBe("add: the inputs belong to different tapes");
        Should.Throw<InvalidOperationException>(() => Shaping.Concatenate(0, leaf, a, b))
            .Message.ShouldBe("concatenate: the inputs belong to different tapes");
        Should.Throw<InvalidOperationException>(() => a.Gather(new Indices(0), other))
            .Message.ShouldBe("gather: the inputs belong to different tapes");
        const string NoTape = "all inputs are leaves, so that no tape is known; put the data on one with tape.Input(...)";
        Should.Throw<InvalidOperationException>(() => leaf.Add(leaf)).Message.ShouldBe($"add: {NoTape}");
        Should.Throw<InvalidOperationException>(() => Shaping.Concatenate(0, leaf, leaf)).Message.ShouldBe($"concatenate: {NoTape}");
        leaf.Gather(new Indices(2), _tape).ToArray().ShouldBe([0]);
    }

    [Fact]
    public void A_retained_gradient_can_be_read_until_the_step_ends()
    {
        Tensor x = Tensor.Leaf(Three, [1, 2, 3], needsGradient: true);
        Tensor y = x.Multiply(_tape.Full(Shape.Scalar, 2)).RetainGradient(), z = y.Square().RetainGradient(), plain = z.Sum();
        _tape.Backward(plain);
        z.Gradient().ShouldBe([1, 1, 1]);
        y.Gradient().ShouldBe([4, 8, 12]);
        x.Gradient().ShouldBe([8, 16, 24]);
        plain.Gradient().ShouldBeNull();
    }

    [Fact]
    public void An_endless_step_is_stopped_with_advice()
    {
        _tape.Begin(recording: false);
        Tensor x = _tape.Full(Shape.Scalar, 0);
        Should.Throw<AllocationException>(() =>
        {
            while (true)
                x.Reshape(Shape.Scalar);
        }).Message.ShouldBe("tape: this step has made 1,000,000 tensors, and a step can hold no more: take shorter sequences or fewer "
            + "layers that go through them place by place; a program of its own calls tape.Begin() at the start of every step");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void A_steady_step_takes_no_new_memory_and_hardly_allocates(int threads)
    {
        using SimdBackend backend = SimdBackend.Create(new SimdOptions { Threads = threads, Grain = 1024 });
        Tape tape = new(backend);
        RandomStream random = new(1);
        float[] data = Values.Normal(new Shape(10, 20), random);
        Indices labels = new([.. Enumerable.Range(0, 10)]);
        Tensor w1 = Tensor.Leaf(new Shape(20, 50), Values.Normal(new Shape(20, 50), random), true),
            b1 = Tensor.Leaf(new Shape(50), new float[50], true);
        Tensor w2 = Tensor.Leaf(new Shape(50, 10), Values.Normal(new Shape(50, 10), random), true),
            b2 = Tensor.Leaf(new Shape(10), new float[10], true);
        Tensor[] parameters = [w1, b1, w2, b2];

        for (int step = 0; step < 50; step++)
            Step();
        long pool = tape.PoolBytes, allocated = GC.GetAllocatedBytesForCurrentThread();
        for (int step = 0; step < 1000; step++)
            Step();
        long perStep = (GC.GetAllocatedBytesForCurrentThread() - allocated) / 1000;
        tape.PoolBytes.ShouldBe(pool);
        perStep.ShouldBe(0);

        void Step()
        {
            tape.Begin();
            Tensor hidden = tape.Input(new Shape(10, 20), data).Affine(w1, b1).Relu();
            tape.Backward(hidden.Affine(w2, b2).CrossEntropy(labels).Mean());
            foreach (Tensor parameter in parameters)
                parameter.ClearGradient();
        }
    }
}
