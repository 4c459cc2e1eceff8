using Weir.Tensors;
using Weir.Tensors.Backends;

namespace Weir.Nn.Tests.Modules;

/// <summary>Any number may watch a module or a parameter, and stop in any order.</summary>
public sealed class WatchTests
{
    private readonly Tape _tape = new(new ReferenceBackend());

    [Fact]
    public void A_watcher_sees_what_goes_in_and_out()
    {
        Sequential model = Model();
        List<string> seen = [];
        using Watches watches = new();
        foreach (Module layer in model.Tree())
            watches.Add(layer.Watch((module, input, output) => seen.Add($"{module.Kind}: {input.Shape} → {output.Shape}")));
        Pass(model);
        seen.ShouldBe(["linear: (5, 2) → (5, 3)", "relu: (5, 3) → (5, 3)", "sequential: (5, 2) → (5, 3)"]);
    }

    [Fact]
    public void Several_watch_one_module_and_who_came_last_stands_closest_to_it()
    {
        Sequential model = Model();
        List<string> told = [];
        IDisposable a = model.Parts[0].Watch(new Teller("a", told)), b = model.Parts[0].Watch(new Teller("b", told)), c = model.Parts[0]
            .Watch(new Teller("c", told));
        Pass(model);
        told.ShouldBe(["a in", "b in", "c in", "c out", "b out", "a out", "a left", "b left", "c left"]);
        told.Clear();
        b.Dispose();
        Pass(model);
        told.ShouldBe(["a in", "c in", "c out", "a out", "a left", "c left"]);
        a.Dispose();
        c.Dispose();
        b.Dispose();
        model.Parts[0].IsWatched.ShouldBeFalse();
    }

    [Fact]
    public void A_watcher_that_ends_another_keeps_it_from_being_told()
    {
        Sequential model = Model();
        List<string> told = [];
        IDisposable? later = null;
        using IDisposable first = model.Parts[0].Watch(new Teller("a", told, () => later!.Dispose()));
        later = model.Parts[0].Watch(new Teller("b", told));
        Pass(model);
        told.ShouldBe(["a in", "a out", "a left"]);
    }

    [Fact]
    public void A_watch_ends_also_where_the_module_throws()
    {
        Sequential model = Model();
        Should.Throw<ShapeException>(() =>
        {
            using IDisposable watch = model.Parts[0].Watch((_, _, _) => { });
            model.Apply(_tape.Full(new Shape(5, 9), 1));
        });
        model.Tree().ShouldAllBe(module => !module.IsWatched);
    }

    [Fact]
    public void A_part_of_the_library_that_watches_leaves_others_alone()
    {
        Sequential model = Model();
        int told = 0;
        using IDisposable watch = model.Parts[0].Watch((_, _, _) => told++);
        Summary.Of(model, new Shape(2));
        Lsuv.Initialize(model, () =>
        {
            _tape.Begin(recording: false);
            return _tape.Input(new Shape(4, 2), [1, 2, 3, 4, 5, -6, 7, 8]);
        }, 1);
        told.ShouldBeGreaterThan(1);
        told = 0;
        Pass(model);
        told.ShouldBe(1);
    }

    [Fact]
    public void A_watched_parameter_is_measured_at_each_step_by_all_who_watch()
    {
        Sequential model = Model();
        Linear layer = (Linear)model.Parts[0];
        Sgd sgd = new(model, new ReferenceBackend(), new SgdOptions { Rate = 0.5 });
        Measurer one = new(), two = new();
        IDisposable first = layer.Weight.Watch(one), second = layer.Weight.Watch(two);
        double before = layer.Weight.Value.ToArray().Sum(w => (double)w * w);
        Train(model, sgd);
        one.Seen.Single().WeightSquares.ShouldBe(before, 1e-6);
        one.Seen.Single().UpdateSquares.ShouldBe(0.25 * one.Seen.Single().GradientSquares, 1e-6);
        first.Dispose();
        Train(model, sgd);
        (one.Seen.Count, two.Seen.Count).ShouldBe((1, 2));
        second.Dispose();
        Train(model, sgd);
        two.Seen.Count.ShouldBe(2);
    }

    [Fact]
    public void Evaluation_for_a_while_leaves_a_frozen_part_frozen()
    {
        Sequential frozen = new(new Linear(3, 3), new Dropout()), model = new(new Linear(2, 3), frozen, new Linear(3, 1));
        model.Initialize(1);
        frozen.Train(false);
        using (model.Evaluating())
            model.Tree().ShouldAllBe(module => !module.IsTraining);
        Summary.Of(model, new Shape(2));
        Lsuv.Initialize(model, () =>
        {
            _tape.Begin(recording: false);
            return _tape.Input(new Shape(4, 2), [1, 2, 3, 4, 5, -6, 7, 8]);
        }, 1);
        model.IsTraining.ShouldBeTrue();
        model.Parts[0].IsTraining.ShouldBeTrue();
        frozen.Tree().ShouldAllBe(module => !module.IsTraining);
    }

    private static Sequential Model()
    {
        Sequential model = new(new Linear(2, 3), new Relu());
        model.Initialize(1);
        return model;
    }

    private void Pass(Module model)
    {
        _tape.Begin();
        model.Apply(_tape.Full(new Shape(5, 2), 1));
    }

    private void Train(Module model, Optimizer optimizer)
    {
        _tape.Begin();
        _tape.Backward(model.Apply(_tape.Input(new Shape(4, 2), [1, 2, 3, 4, 5, -6, 7, 8])).Square().Mean());
        optimizer.Step();
    }

    private sealed class Teller(string name, List<string> told, Action? onInput = null) : IModuleWatcher
    {
        public void OnInput(Module module)
        {
            told.Add($"{name} in");
            onInput?.Invoke();
        }

        public void OnOutput(Module module, Tensor input, Tensor output) => told.Add($"{name} out");

        public void OnLeave(Module module) => told.Add($"{name} left");
    }

    private sealed class Measurer : IParameterWatcher
    {
        public List<UpdateMeasure> Seen { get; } = [];

        public void OnUpdate(Parameter parameter, in UpdateMeasure measure) => Seen.Add(measure);
    }
}
