using Weir.Nn;
using Weir.Tensors;
using Weir.Tensors.Backends;

namespace Weir.Flow.Tests.Histograms;

/// <summary>When histograms are taken, and of what.</summary>
public sealed class FlowHistogramsTests
{
    [Fact]
    public void They_are_taken_at_sampled_steps_ever_further_apart()
    {
        Taken(new FlowOptions(), 2000).ShouldBe([1, 2, 3, 4, 6, 8, 12, 18, 26, 39, 60, 91, 130, 196, 298, 454, 694, 997, 1523]);
        Taken(new FlowOptions { Every = 100, HistogramGrowth = 10 }, 2000).ShouldBe([1, 101, 1001]);
        Taken(new FlowOptions { HistogramGrowth = null }, 100).ShouldBeEmpty();
    }

    [Fact]
    public void They_count_the_entries_of_signals_gradients_and_parameters()
    {
        Run run = new(Models.All["sequential"](), new Shape(6), 3);
        Linear first = (Linear)run.Model.Children[0];
        Histogram weight = Histogram.Of(first.Weight.Value.ToArray()), output = Histogram.Of([]), delta = Histogram.Of([]);
        using IDisposable watch = first.Watch((_, _, y) =>
        {
            output = Histogram.Of(y.ToArray());
            y.WatchGradient(gradient => delta = Histogram.Of(gradient.ToArray()));
        });
        Histogram gradient = Histogram.Of([]);
        using IDisposable leaf = first.Weight.Value.WatchGradient(g => gradient = Histogram.Of(g.ToArray()));
        FlowHistograms histograms = run.Next()!.Histograms.ShouldNotBeNull();
        histograms.Layers[0].ShouldBe(new LayerHistograms(output, delta));
        histograms.Parameters[0].ShouldBe(new ParameterHistograms(weight, gradient));
        run.Next(4)[^1].Histograms.ShouldBeNull("step 5 lies between two powers");
    }

    [Fact]
    public void A_resumed_run_takes_those_of_a_run_without_interruption()
    {
        SamplingPlan straight = new(new FlowOptions()), resumed = new(new FlowOptions());
        bool[] expected = [.. Enumerable.Range(1, 500)
            .Select(step => straight.IsSampled(step) && HistogramPlan.IsTaken(1.5, straight.Previous, step))];
        for (int step = 237; step <= 500; step++)
            (resumed.IsSampled(step) && HistogramPlan.IsTaken(1.5, resumed.Previous, step)).ShouldBe(expected[step - 1]);
    }

    [Fact]
    public void A_trace_keeps_them()
    {
        Run run = new(new Sequential(new SimpleRnn(4, 5, lastOnly: true), new Linear(5, 3)), new Shape(7, 4), 3);
        FlowSample sample = run.Next()!;
        using MemoryStream stream = new();
        using TraceWriter writer = new(stream);
        writer.Write(run.Recorder!.Header);
        writer.Write(sample);
        FlowSample read = TraceReader.Parse(System.Text.Encoding.UTF8.GetString(stream.ToArray()), "t").Samples.Single();
        read.Histograms!.Layers.ShouldBe(sample.Histograms!.Layers);
        read.Histograms.Parameters.ShouldBe(sample.Histograms.Parameters);
        read.Layers[0].DeltaPositions!.Select(position => position.Back)
            .ShouldBe(sample.Layers[0].DeltaPositions!.Select(position => position.Back));
    }

    [Theory]
    [InlineData(0.2)]
    [InlineData(1)]
    [InlineData(3)]
    public void A_gradient_that_goes_back_through_time_is_seen_at_a_few_places(double gain)
    {
        // Without a function that flattens, δ of the state is taken times the orthogonal U, times the gain, at each place.
        SimpleRnn layer = new(2, 6, lastOnly: true);
        Run run = new(new Sequential(layer, new Linear(6, 3)), new Shape(40, 2), 3, new SgdOptions { Rate = 0 }, scale: 0);
        float[] u = layer.StateWeight.Value.ToArray();
        layer.StateWeight.Set([.. u.Select(w => (float)(gain * w))]);
        IReadOnlyList<PositionFlow> positions = run.Next()!.Layers[0].DeltaPositions.ShouldNotBeNull();
        positions.Select(position => position.Back).ShouldBe([0, 1, 2, 3, 4, 6, 8, 12, 16, 24, 32]);
        foreach (PositionFlow position in positions)
            (position.DeltaRms / positions[0].DeltaRms).ShouldBe(Math.Pow(gain, position.Back), 1e-3 * Math.Pow(gain, position.Back));
    }

    [Fact]
    public void A_memory_is_what_the_gradient_goes_back_through()
    {
        Run run = new(new Sequential(new Lstm(2, 6, lastOnly: true), new Linear(6, 3)), new Shape(5, 2), 3);
        run.Next()!.Layers[0].DeltaPositions!.Select(position => position.Back).ShouldBe([0, 1, 2, 3, 4]);
        Run dense = new(Models.All["sequential"](), new Shape(6), 3, flow: new FlowOptions { Positions = 2 },
            backend: new ReferenceBackend());
        dense.Next()!.Layers.ShouldAllBe(layer => layer.DeltaPositions == null);
    }

    private static long[] Taken(FlowOptions options, int steps)
    {
        SamplingPlan plan = new(options);
        return [.. Enumerable.Range(1, steps).Where(step => plan.IsSampled(step)
            && HistogramPlan.IsTaken(options.HistogramGrowth, plan.Previous, step)).Select(step => (long)step)];
    }
}
