namespace Weir.Tensors.Tests.Recording;

/// <summary>A step of a tape is made by one thread; what another would put into it is refused in words.</summary>
public sealed class TapeThreadTests
{
    private static readonly Shape Three = new(3);

    private readonly Tape _tape = new(TestBackends.Reference);

    [Fact]
    public void Another_thread_is_refused_within_a_step_and_the_step_goes_on()
    {
        Tensor weight = Tensor.Leaf(Three, [1, 2, 3], needsGradient: true);
        Tensor product = weight.Multiply(_tape.Input(Three, [10, 20, 30]));
        Exception? refusal = Elsewhere(() => _tape.Input(Three, [7, 7, 7]));
        refusal.ShouldBeOfType<InvalidOperationException>().Message.ShouldContain("a tape is used by two threads: thread ");
        Elsewhere(() => product.Sum()).ShouldBeOfType<InvalidOperationException>();
        Elsewhere(() => _tape.Backward(product)).ShouldNotBeNull();
        _tape.Backward(product.Sum());
        weight.Gradient().ShouldBe([10, 20, 30]);
    }

    [Fact]
    public void Another_thread_may_make_the_next_step()
    {
        Tensor weight = Tensor.Leaf(Three, [1, 2, 3], needsGradient: true);
        _tape.Backward(weight.Multiply(_tape.Input(Three, [10, 20, 30])).Sum());
        // Behind a backward pass the next operation begins a step, and Begin takes over what was not finished.
        Elsewhere(() => _tape.Backward(weight.Multiply(_tape.Input(Three, [1, 1, 1])).Sum())).ShouldBeNull();
        weight.Gradient().ShouldBe([11, 21, 31]);
        _tape.Input(Three, [7, 7, 7]);
        Elsewhere(() =>
        {
            _tape.Begin();
            _tape.Backward(weight.Multiply(_tape.Input(Three, [1, 2, 3])).Sum());
        }).ShouldBeNull();
        weight.Gradient().ShouldBe([12, 23, 34]);
    }

    [Fact]
    public void However_two_threads_meet_the_one_that_comes_later_is_told_so()
    {
        for (int round = 0; round < 200; round++)
        {
            Tape tape = new(TestBackends.Reference);
            using Barrier barrier = new(2);
            Exception?[] told = new Exception?[2];
            Thread[] threads =
            [
                .. Enumerable.Range(0, 2).Select(i => new Thread(() =>
                {
                    barrier.SignalAndWait();
                    told[i] = Record.Exception(() =>
                    {
                        for (int j = 0; j < 50; j++)
                            tape.Input(Three, [1, 2, 3]).Square().Sum();
                    });
                })),
            ];
            foreach (Thread thread in threads)
                thread.Start();
            foreach (Thread thread in threads)
                thread.Join();
            told.Count(exception => exception is null).ShouldBe(1);
            told.ShouldContain(exception => exception is InvalidOperationException);
        }
    }

    private static Exception? Elsewhere(Action action)
    {
        Exception? exception = null;
        Thread thread = new(() => exception = Record.Exception(action));
        thread.Start();
        thread.Join();
        return exception;
    }
}
