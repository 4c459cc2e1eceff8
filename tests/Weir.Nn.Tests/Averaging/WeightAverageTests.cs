using Weir.Nn.Tests.Optimizers;
using Weir.Tensors.Backends;

namespace Weir.Nn.Tests.Averaging;

public sealed class WeightAverageTests
{
    public static TheoryData<string> Backends => TestBackends.Names;

    [Theory]
    [MemberData(nameof(Backends))]
    public void The_average_follows_the_formula(string backendName)
    {
        Backend backend = TestBackends.Create(backendName);
        foreach (bool warmUp in new[] { false, true })
        {
            Problem problem = Problem.Random(backend);
            WeightAverage average = new(problem.Model, backend, new WeightAverageOptions { Decay = 0.6, WarmUp = warmUp });
            Sgd optimizer = new(problem.Model, backend, new SgdOptions { Rate = 0.3 });
            double[] expected = [.. problem.Values.Select(v => (double)v)];
            for (int step = 1; step <= 20; step++)
            {
                problem.Backward();
                optimizer.Step();
                average.Update();
                double kept = warmUp ? Math.Min(0.6, (1.0 + step) / (10 + step)) : 0.6;
                expected = [.. expected.Zip(problem.Values, (a, w) => (kept * a) + ((1 - kept) * w))];
            }

            float[] weights = problem.Values;
            using (average.Swap())
                problem.Values.ShouldBeNear([.. expected.Select(v => (float)v)], $"average, warm-up {warmUp}");
            problem.Values.ShouldBe(weights);
        }
    }

    [Fact]
    public void What_is_saved_goes_on_to_the_same_bits()
    {
        Backend backend = TestBackends.Create("simd 1");
        Problem problem = Problem.Random(backend);
        WeightAverage average = new(problem.Model, backend), other = new(problem.Model, backend);
        for (int step = 0; step < 5; step++)
        {
            problem.Model.Parameters[0].Set([.. problem.Model.Parameters[0].Value.ToArray().Select(v => v + 1)]);
            average.Update();
        }

        foreach (((string Name, Weir.Tensors.Tensor Value) from, (string Name, Weir.Tensors.Tensor Value) to) in average.State
            .Zip(other.State))
            to.Value.CopyFrom(from.Value.ToArray());
        average.Update();
        other.Update();
        float[] Of(WeightAverage of) => [.. of.State.SelectMany(entry => entry.Value.ToArray())];
        Of(other).ShouldBe(Of(average));
    }

    [Theory]
    [MemberData(nameof(Backends))]
    public void Running_statistics_are_averaged_with_the_weights_and_back_afterwards(string backendName)
    {
        Backend backend = TestBackends.Create(backendName);
        BatchNorm norm = new(2);
        norm.Initialize(1);
        WeightAverage average = new(norm, backend, new WeightAverageOptions { Decay = 0.75, WarmUp = false });
        norm.RunningMean.Value.CopyFrom([4, 8]);
        norm.RunningVariance.Value.CopyFrom([5, 9]);
        average.Update();
        using (average.Swap())
        {
            // From mean 0 and variance 1 a quarter of the way.
            norm.RunningMean.Value.ToArray().ShouldBe([1, 2]);
            norm.RunningVariance.Value.ToArray().ShouldBe([2, 3]);
        }

        norm.RunningMean.Value.ToArray().ShouldBe([4, 8]);
        norm.RunningVariance.Value.ToArray().ShouldBe([5, 9]);
        average.State.Select(entry => entry.Name).ShouldBe(["scale", "shift", "runningMean", "runningVariance", "steps"]);
    }

    [Fact]
    public void A_decay_of_1_is_refused() =>
        Should.Throw<ArgumentOutOfRangeException>(() => new WeightAverageOptions { Decay = 1 }.Check());
}
