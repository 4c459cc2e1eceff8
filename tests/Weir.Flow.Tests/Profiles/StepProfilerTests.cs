using Weir.Nn;
using Weir.Tensors;
using Weir.Tensors.Backends;

namespace Weir.Flow.Tests.Profiles;

/// <summary>Profiles on a clock that stands still unless a module moves it, or that moves a tick whenever it is asked.</summary>
public sealed class StepProfilerTests
{
    private const int Batch = 4;

    [Fact]
    public void Time_is_booked_on_the_layer_that_takes_it()
    {
        Clock clock = new();
        StepProfile profile = Profile(new Sequential(new Linear(6, 5), new Slow(clock, 70), new Linear(5, 3)), clock, sampled: []);
        profile.Layers.Select(layer => layer.Path).ShouldBe(["1", "2", "3", ""]);
        profile.Layers.Select(layer => layer.Forward).ShouldBe([0, 70, 0, 0]);
        profile.Layers.Sum(layer => layer.Total).ShouldBe(70);
        profile.Step.ShouldBe(70);
    }

    [Fact]
    public void Work_between_the_parts_of_a_block_is_the_blocks_own()
    {
        Clock clock = new();
        StepProfile profile = Profile(new Around(new Linear(6, 6), clock), clock, sampled: []);
        profile.Layers.Single(layer => layer.Kind == "around").Forward.ShouldBe(11 + 13);
        profile.Layers.Single(layer => layer.Kind == "linear").Forward.ShouldBe(0);
    }

    [Fact]
    public void Every_tick_of_a_step_is_booked_once()
    {
        Clock clock = new() { TicksARead = 1 };
        StepProfile profile = Profile(new Sequential(new Linear(6, 5, new Relu()), new LayerNorm(5), new Gelu(), new Linear(5, 3)), clock,
            sampled: []);
        profile.Step.ShouldBeGreaterThan(20);
        profile.Layers.Sum(layer => layer.Total + layer.Measuring).ShouldBe(profile.Step);
        profile.Total.ShouldBe(profile.Step);
    }

    [Fact]
    public void Phases_are_told_apart_by_whose_gradient_is_worked_out()
    {
        Clock clock = new() { TicksARead = 1 };
        StepProfile profile = Profile(new Sequential(new Linear(6, 5), new Linear(5, 3)), clock, sampled: []);
        LayerProfile first = profile.Layers[0], second = profile.Layers[1];
        first.PassesOn.ShouldBeFalse("nobody asks for the gradient of the batch");
        second.PassesOn.ShouldBeTrue();
        first.Rate(StepPhase.BackwardData).ShouldBeNull();
        second.Rate(StepPhase.BackwardData).ShouldNotBeNull();
        second.BackwardWeights.ShouldBeGreaterThan(0);
        second.Update.ShouldBeGreaterThan(0, "the bias has a gradient of its own when it is moved");
        (first.MultiplyAdds, second.MultiplyAdds).ShouldBe((Batch * 6 * 5, Batch * 5 * 3));
        second.Rate(StepPhase.Forward).ShouldBe(2 * Batch * 5 * 3 / second.Forward);
        profile.ProductOperations.ShouldBe(2.0 * Batch * ((2 * 6 * 5) + (3 * 5 * 3)));
    }

    [Fact]
    public void What_the_flow_costs_is_apart_from_the_step()
    {
        Clock clock = new() { TicksARead = 1 };
        StepProfile plain = Profile(new Sequential(new Linear(6, 5), new Linear(5, 3)), clock, sampled: []);
        StepProfile both = Profile(new Sequential(new Linear(6, 5), new Linear(5, 3)), clock, sampled: [2]);
        plain.SampledStep.ShouldBeNull();
        plain.Layers.Sum(layer => layer.Measuring).ShouldBe(0);
        both.Step.ShouldBe(plain.Step);
        both.SampledStep!.Value.ShouldBeGreaterThan(both.Step);
        both.Layers.ShouldAllBe(layer => layer.Measuring > 0);
    }

    [Fact]
    public void A_profile_changes_neither_the_steps_nor_what_is_measured()
    {
        (List<FlowSample> samples, float[] weights) = Train(profiled: true);
        (List<FlowSample> expected, float[] expectedWeights) = Train(profiled: false);
        weights.ShouldBe(expectedWeights);
        samples.Count.ShouldBe(expected.Count);
        samples.Select(sample => (sample.Loss, sample.GradientNorm, sample.Layers[0].DeltaRms))
            .ShouldBe(expected.Select(sample => (sample.Loss, sample.GradientNorm, sample.Layers[0].DeltaRms)));
    }

    [Fact]
    public void Sampled_steps_alone_make_no_profile() =>
        Should.Throw<InvalidOperationException>(() => Profile(new Sequential(new Linear(6, 3)), new Clock(), sampled: [1, 2]))
            .Message.ShouldContain("at least one step that is not sampled");

    private static StepProfile Profile(Module model, Clock clock, int[] sampled) => Steps(model, clock, sampled, profiled: true)
        .Profiler!.Result();

    private static (List<FlowSample> Samples, float[] Weights) Train(bool profiled)
    {
        Sequential model = new(new Linear(6, 5, new Tanh()), new Linear(5, 3));
        List<FlowSample> samples = Steps(model, new Clock(), [1, 2], profiled).Samples;
        model.Tree().ShouldAllBe(module => !module.IsWatched);
        return (samples, [.. model.Parameters.SelectMany(parameter => parameter.Value.ToArray())]);
    }

    /// <summary>Two steps, of which those given are sampled.</summary>
    private static (StepProfiler? Profiler, List<FlowSample> Samples) Steps(Module model, Clock clock, int[] sampled, bool profiled)
    {
        model.Initialize(1);
        ReferenceBackend backend = new();
        Tape tape = new(backend);
        Sgd optimizer = new(model, backend, new SgdOptions { Rate = 0.1 });
        FlowRecorder recorder = FlowRecorder.Attach(model, optimizer, tape, new Shape(6), Batch,
            new FlowOptions { Every = sampled is [2] ? 2 : 1 });
        clock.Time = 0;
        StepProfiler? profiler = profiled ? new StepProfiler(model, optimizer, tape, clock) : null;
        List<FlowSample> samples = [];
        for (int step = 1; step <= 2; step++)
        {
            tape.Begin();
            bool isSampled = sampled.Contains(step) && recorder.BeginStep(step is 2 && sampled is [2] ? 3 : step);
            profiler?.Begin(isSampled);
            Tensor loss = new CrossEntropy().Of(model.Apply(tape
                .Input(new Shape(Batch, 6), [.. Enumerable.Range(0, 6 * Batch).Select(i => MathF.Sin(i))])), new Indices([0, 1, 2, 0]));
            tape.Backward(loss);
            optimizer.Step(isSampled);
            if (isSampled && recorder.EndStep(loss.Item()) is { } sample)
                samples.Add(sample);
            profiler?.End();
        }

        return (profiler, samples);
    }

    /// <summary>One tick is one second.</summary>
    private sealed class Clock : TimeProvider
    {
        public long Time { get; set; }

        public long TicksARead { get; init; }

        public override long TimestampFrequency => 1;

        public override long GetTimestamp() => Time += TicksARead;
    }

    private sealed class Slow(Clock clock, long ticks) : Module
    {
        protected override Tensor Forward(Tensor x)
        {
            clock.Time += ticks;
            return x.Relu();
        }
    }

    private sealed class Around(Linear part, Clock clock) : Module
    {
        public Linear Part { get; } = part;

        protected override Tensor Forward(Tensor x)
        {
            clock.Time += 11;
            x = Part.Apply(x);
            clock.Time += 13;
            return x.Relu();
        }
    }
}
