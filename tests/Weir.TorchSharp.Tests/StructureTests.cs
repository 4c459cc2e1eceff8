using Weir.Flow;
using static TorchSharp.torch;

namespace Weir.TorchSharp.Tests;

/// <summary>Networks as people build them: shared, frozen, used twice, with tuples, with functions that write over their input.</summary>
public sealed class StructureTests
{
    [LibtorchFact]
    public void A_module_that_is_held_and_used_twice_is_measured_once()
    {
        nn.Module<Tensor, Tensor> shared = nn.Linear(4, 4);
        Trace trace = Watched(nn.Sequential(shared, nn.Tanh(), shared, nn.Linear(4, 2)));
        trace.Header.Layers.Select(layer => layer.Path).ShouldBe(["0", "1", "3"]);
        trace.Header.Parameters.Count.ShouldBe(4);
    }

    [LibtorchFact]
    public void Frozen_parts_are_layers_without_parameters_that_move()
    {
        nn.Module<Tensor, Tensor> frozen = nn.Linear(4, 4);
        foreach (global::TorchSharp.Modules.Parameter parameter in frozen.parameters())
            parameter.requires_grad = false;
        Trace trace = Watched(nn.Sequential(frozen, nn.Tanh(), nn.Linear(4, 2)));
        trace.Header.Layers.Select(layer => layer.Path).ShouldBe(["0", "1", "2"]);
        trace.Header.Parameters.Select(parameter => (parameter.Name, parameter.Layer)).ShouldBe([("2.weight", 2), ("2.bias", 2)]);
        trace.Samples[0].Layers[0].DeltaRms.ShouldBeNull();
        trace.Samples[0].Layers[0].ActivationRms.ShouldBeGreaterThan(0);
    }

    [LibtorchFact]
    public void Outputs_may_be_tuples()
    {
        Trace trace = Watched(new LastOfSequence());
        TraceLayer recurrent = trace.Header.Layers[0];
        (recurrent.Kind, recurrent.Units, recurrent.Traits.HasFlag(Nn.LayerTraits.Gated)).ShouldBe(("lstm", 5, true));
        trace.Samples.ShouldAllBe(sample => sample.Layers[0].DeltaRms > 0);
    }

    [LibtorchFact]
    public void What_works_in_place_does_not_hide_the_gradient_before_it()
    {
        IReadOnlyList<FlowSample> Of(bool inPlace)
        {
            random.manual_seed(5);
            return Watched(nn.Sequential(nn.Linear(4, 8), nn.ReLU(inplace: inPlace), nn.Linear(8, 8), nn.LeakyReLU(0.1, inplace: inPlace),
                nn.Linear(8, 2))).Samples;
        }

        foreach ((FlowSample plain, FlowSample inPlace) in Of(inPlace: false).Zip(Of(inPlace: true)))
        {
            inPlace.Loss.ShouldBe(plain.Loss);
            inPlace.Layers.Select(layer => layer.DeltaRms).ShouldBe(plain.Layers.Select(layer => layer.DeltaRms));
        }
    }

    [LibtorchFact]
    public void A_gradient_that_somebody_has_written_over_is_left_out()
    {
        Trace trace = Watched(new WritesOver());
        trace.Samples.ShouldAllBe(sample => sample.Layers[0].DeltaRms == null && sample.Layers[1].DeltaRms > 0);
    }

    [LibtorchFact]
    public void Modules_that_are_used_by_forward_are_not_seen_and_it_says_so()
    {
        List<string> warnings = [];
        Trace trace = Watched(new UsesForward(), warnings);
        trace.Header.Layers.ShouldBeEmpty();
        trace.Samples.ShouldAllBe(sample => sample.Parameters.All(parameter => parameter.GradientNorm > 0));
        warnings.ShouldHaveSingleItem().ShouldContain("call(…)");
    }

    private static Trace Watched(nn.Module<Tensor, Tensor> model, List<string>? warnings = null)
    {
        using TemporaryFolder folder = new();
        using (model)
        {
            using optim.Optimizer optimizer = optim.SGD(model.parameters(), 0.1);
            FlowWatchOptions options = Training.Options(folder);
            FlowWatch watch = FlowWatch.Attach(model, optimizer, warnings is null ? options : options with { Warn = warnings.Add });
            Training.Run(model, optimizer, 6, _ => Training.Classes(16, 4, 2), watch);
            watch.Dispose();
            watch.Failure.ShouldBeNull();
        }

        return TraceReader.Read(Path.Combine(folder["run"], "flow.jsonl"));
    }

    private sealed class LastOfSequence : nn.Module<Tensor, Tensor>
    {
        private readonly global::TorchSharp.Modules.LSTM _cells = nn.LSTM(1, 5, batchFirst: true);
        private readonly nn.Module<Tensor, Tensor> _head = nn.Linear(5, 2);

        public LastOfSequence()
            : base("last") => RegisterComponents();

        public override Tensor forward(Tensor input) => _head.call(_cells.call(input.unsqueeze(2), null).Item1.select(1, -1));
    }

    private sealed class WritesOver : nn.Module<Tensor, Tensor>
    {
        private readonly nn.Module<Tensor, Tensor> _first = nn.Linear(4, 4);
        private readonly nn.Module<Tensor, Tensor> _second = nn.Linear(4, 2);

        public WritesOver()
            : base("over") => RegisterComponents();

        public override Tensor forward(Tensor input) => _second.call(_first.call(input).mul_(2));
    }

    private sealed class UsesForward : nn.Module<Tensor, Tensor>
    {
        private readonly nn.Module<Tensor, Tensor> _only = nn.Linear(4, 2);

        public UsesForward()
            : base("forward") => RegisterComponents();

        public override Tensor forward(Tensor input) => _only.forward(input);
    }
}
