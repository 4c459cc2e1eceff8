using Weir.Nn;
using Weir.Tensors;
using Weir.Tensors.Backends;

namespace Weir.Flow.Tests.Probes;

/// <summary>The recorder is one of several who watch a network.</summary>
public sealed class FlowRecorderWatchingTests
{
    [Fact]
    public void A_users_own_watch_sees_every_step_whether_it_is_sampled_or_not()
    {
        Run run = new(Models.All["sequential"](), new Shape(6), 3, flow: new FlowOptions { Every = 2 });
        Module layer = run.Model.Layers().First();
        int outputs = 0, gradients = 0, moves = 0;
        using IDisposable watch = layer.Watch((_, _, output) =>
        {
            outputs++;
            output.WatchGradient(_ => gradients++);
        });
        using IDisposable moving = layer.OwnParameters[0].Watch(new Counter(() => moves++));
        run.Next(6).Count.ShouldBe(3);
        (outputs, gradients, moves).ShouldBe((6, 6, 6));
    }

    [Fact]
    public void Two_recorders_measure_the_same_step_alike()
    {
        Run run = new(Models.All["sequential"](), new Shape(6), 3, flow: new FlowOptions { Every = 1 });
        FlowRecorder other = FlowRecorder.Attach(run.Model, run.Optimizer, run.Tape, new Shape(6), 8, new FlowOptions { Every = 1 });
        for (int step = 1; step <= 3; step++)
        {
            other.BeginStep(step);
            FlowSample sample = run.Next()!, twin = other.EndStep(sample.Loss)!;
            twin.Layers.ShouldBe(sample.Layers);
            twin.Parameters.ShouldBe(sample.Parameters);
        }
    }

    [Fact]
    public void A_sampled_step_allocates_little_more_than_its_sample()
    {
        using SimdBackend backend = SimdBackend.Create(new SimdOptions { Threads = 1 });
        // Five layers with ten parameters, whose flow alone is about 1,500 bytes.
        Run run = new(Models.Deep(4, 10, () => new Relu()), new Shape(6), 3, flow: new FlowOptions { Every = 1, HistogramGrowth = null },
            backend: backend);
        run.Next(200);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 100; i++)
            run.Next();
        ((GC.GetAllocatedBytesForCurrentThread() - before) / 100).ShouldBeLessThan(2500);
    }

    [Fact]
    public void A_step_that_throws_leaves_nothing_behind_once_it_is_given_up()
    {
        Run run = new(Models.All["sequential"](), new Shape(6), 3);
        FlowRecorder recorder = FlowRecorder.Attach(run.Model, run.Optimizer, run.Tape, new Shape(6), 8);
        recorder.BeginStep(1).ShouldBeTrue();
        Should.Throw<ShapeException>(() => run.Model.Apply(run.Tape.Full(new Shape(8, 9), 1)));
        recorder.AbandonStep();
        run.Model.Layers().ShouldAllBe(layer => !layer.IsWatched);
    }

    [Fact]
    public void Layers_that_put_out_the_same_tensor_are_all_told_of_its_gradient()
    {
        // Rows are flat already, so that flattening gives back what came in; a module of the user's own gives back what its part made.
        foreach (Module model in new Module[]
        {
            new Sequential(new Linear(6, 5), new Flatten(), new Linear(5, 3)),
            new Sequential(new Linear(6, 6), new Shifted()),
        })
        {
            FlowSample sample = new Run(model, new Shape(6), 3).Next()!;
            sample.Layers.ShouldAllBe(layer => layer.DeltaRms > 0);
            sample.Attenuation.ShouldNotBeNull();
        }
    }

    [Fact]
    public void A_frozen_part_stays_frozen_when_a_recorder_is_attached()
    {
        Sequential frozen = new(new Linear(6, 6), new BatchNorm(6)), model = new(frozen, new Linear(6, 3));
        model.Initialize(1);
        frozen.Train(false);
        _ = new Run(model, new Shape(6), 3).Next();
        frozen.Tree().ShouldAllBe(module => !module.IsTraining);
        model.IsTraining.ShouldBeTrue();
    }

    [Fact]
    public void Nothing_is_attached_between_samples()
    {
        Run run = new(Models.All["custom"](), new Shape(6), 3, flow: new FlowOptions { Every = 3 });
        for (int step = 1; step <= 9; step++)
        {
            bool sampled = run.Next() is not null;
            sampled.ShouldBe(step % 3 == 1);
            Attached(run).ShouldBe(0);
            run.Recorder!.IsSampling.ShouldBeFalse();
        }

        // A sampled step that is given up half-way.
        run.Tape.Begin();
        run.Recorder!.BeginStep(10).ShouldBeTrue();
        Attached(run).ShouldBe(4);
        run.Tape.Begin();
        run.Recorder.BeginStep(11).ShouldBeFalse();
        Attached(run).ShouldBe(0);
    }

    [Fact]
    public void An_unsampled_step_allocates_next_to_nothing()
    {
        foreach (int threads in new[] { 1, 2 })
        {
            Run run = new(Models.Deep(4, 32, () => new Tanh()), new Shape(6), 3, flow: new FlowOptions { Every = 1000 },
                backend: SimdBackend.Create(new SimdOptions { Threads = threads }));
            run.Next(200);
            long before = GC.GetAllocatedBytesForCurrentThread();
            for (int i = 0; i < 100; i++)
                run.Next();
            // 100 bytes of each step are the test's own: its loss is an object.
            ((GC.GetAllocatedBytesForCurrentThread() - before) / 100.0).ShouldBeLessThan(300);
        }
    }

    private static int Attached(Run run) => run.Model.Layers().Count(layer => layer.IsWatched);

    private sealed class Counter(Action count) : IParameterWatcher
    {
        public void OnUpdate(Parameter parameter, in UpdateMeasure measure) => count();
    }

    /// <summary>A module with a parameter of its own around a layer, whose output is its own.</summary>
    private sealed class Shifted : Module
    {
        private readonly Parameter _shift = new(new Shape(6), new Zeros(), ParameterKind.Bias);
        private readonly Linear _part = new(6, 3);

        protected override Tensor Forward(Tensor x) => _part.Apply(x + _shift.Value);
    }
}
