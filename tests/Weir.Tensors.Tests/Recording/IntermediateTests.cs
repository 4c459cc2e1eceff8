namespace Weir.Tensors.Tests.Recording;

/// <summary>What a module gives back before the step ends, and what handles on it say.</summary>
public sealed class IntermediateTests
{
    private static readonly Shape Eight = new(8);

    private readonly Tape _tape = new(TestBackends.Reference);

    [Fact]
    public void A_handle_on_a_result_that_was_given_back_says_so_and_so_does_a_view_of_it()
    {
        _tape.Begin(recording: false);
        Tensor x = _tape.Full(Eight, 1), intermediate = x.Scale(2), view = intermediate.Reshape(new Shape(2, 4));
        Tensor y = view.Scale(3).Replacing(view, given: x);
        Should.Throw<InvalidOperationException>(() => intermediate.ToArray()).Message.ShouldBe(Tensor.Ended().Message);
        Should.Throw<InvalidOperationException>(() => view.ToArray()).Message.ShouldBe(Tensor.Ended().Message);
        view.ToString().ShouldBe("tensor of an ended step");
        long bytes = _tape.PoolBytes;
        Tensor next = x.Scale(9);
        _tape.PoolBytes.ShouldBe(bytes);
        (x.ToArray()[7], y.ToArray()[7], next.ToArray()[7]).ShouldBe((1, 6, 9));
    }

    [Fact]
    public void What_shows_the_memory_of_the_result_or_of_what_was_given_is_not_given_back()
    {
        _tape.Begin(recording: false);
        Tensor x = _tape.Full(Eight, 1), shown = x.Reshape(new Shape(2, 4));
        shown.Scale(2).Replacing(shown, given: x);
        shown.ToArray().ShouldBe(x.ToArray());
        Tensor intermediate = x.Scale(2), result = intermediate.Reshape(new Shape(4, 2)).Replacing(intermediate, given: x);
        _tape.Full(Eight, 7);
        (intermediate.ToArray()[0], result.ToArray()[0]).ShouldBe((2, 2));
    }

    [Fact]
    public void A_run_leaves_its_results_and_what_is_exposed()
    {
        _tape.Begin(recording: false);
        Tensor x = _tape.Full(Eight, 1);
        int first = _tape.Count;
        Tensor one = x.Scale(2), two = x.Scale(3), held = x.Scale(4), gone = x.Scale(5), shown = held.Reshape(new Shape(4, 2));
        shown.Expose();
        _tape.ReleaseSince(first, one, two);
        (x.ToArray()[0], one.ToArray()[0], two.ToArray()[0], held.ToArray()[0], shown.ToArray()[0]).ShouldBe((1, 2, 3, 4, 4));
        Should.Throw<InvalidOperationException>(() => gone.ToArray());
    }

    [Fact]
    public void Where_a_gradient_is_recorded_nothing_is_given_back()
    {
        Tensor weight = Tensor.Leaf(Eight, new float[8], needsGradient: true);
        _tape.Begin();
        Tensor x = _tape.Full(Eight, 1), intermediate = x.Multiply(weight), y = intermediate.Square().Replacing(intermediate, given: x);
        _tape.ReleaseSince(0, y);
        intermediate.ToArray().ShouldBe(new float[8]);
        x.ToArray()[0].ShouldBe(1);
    }

    [Fact]
    public void Memory_up_to_twice_as_large_serves_where_no_gradient_is_recorded()
    {
        Shape large = new(2 * 20_000), small = new(20_000), tiny = new(18_000);
        _tape.Begin(recording: false);
        Tensor x = _tape.Full(large, 1), intermediate = x.Scale(2);
        _tape.Full(new Shape(1), 0).Replacing(intermediate, given: x);
        long bytes = _tape.PoolBytes;
        _tape.Full(small, 1);
        _tape.PoolBytes.ShouldBe(bytes);
        _tape.Full(tiny, 1);
        _tape.PoolBytes.ShouldBeGreaterThan(bytes);

        bytes = _tape.PoolBytes;
        _tape.Begin(recording: false);
        _tape.Full(tiny, 1);
        _tape.Begin();
        _tape.Full(new Shape(30_000), 1);
        _tape.PoolBytes.ShouldBeGreaterThan(bytes);
    }
}
