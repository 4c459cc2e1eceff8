using Weir.Nn;
using Weir.Tensors;

namespace Weir.Flow.Tests.Probes;

/// <summary>What a recorder saves is all that it needs to go on as if it had never stopped.</summary>
public sealed class FlowRecorderStateTests
{
    [Fact]
    public void Samples_after_restoring_are_those_of_an_uninterrupted_run()
    {
        SgdOptions sgd = new() { Rate = 0.05, Momentum = 0.9 };
        FlowOptions flow = new() { Dense = 10, DeadWindow = 7 };
        Run straight = new(Models.All["sequential"](), new Shape(6), 3, sgd, flow);
        Run first = new(Models.All["sequential"](), new Shape(6), 3, sgd, flow);
        List<FlowSample> all = straight.Next(60);
        // Stopped on a dense step, inside a window, and before a pair of consecutive samples.
        foreach (int stop in new[] { 5, 9, 23 })
        {
            first.Next((int)(stop - first.Step));
            Run second = new(Models.All["sequential"](), new Shape(6), 3, sgd, flow) { Step = stop };
            first.Model.CopyTo(second.Model);
            foreach (((string Name, Tensor Value) from, (string Name, Tensor Value) to) in first.Optimizer.State
                .Zip(second.Optimizer.State))
                to.Value.CopyFrom(from.Value.ToArray());
            second.Recorder!.RestoreState(first.Recorder!.SaveState());
            Texts(second, second.Next(60 - stop)).ShouldBe(Texts(straight, all.Where(sample => sample.Step > stop)));
        }

        all.ShouldContain(sample => sample.Step > 23 && sample.NoiseScale != null);
    }

    [Fact]
    public void The_state_keeps_large_step_numbers()
    {
        const long Late = 40_000_000_000;
        FlowOptions every = new() { Every = 1 };
        Run run = new(Models.All["sequential"](), new Shape(6), 3, flow: every) { Step = Late };
        IReadOnlyDictionary<string, float[]> state = StateAt(run);
        ((long)state["flow.step"][0] + ((long)state["flow.step"][1] << 24)).ShouldBe(Late + 1);
    }

    private static IReadOnlyDictionary<string, float[]> StateAt(Run run)
    {
        // The plan walks through all steps; a sparse one arrives sooner.
        FlowRecorder recorder = FlowRecorder.Attach(run.Model, run.Optimizer, run.Tape, new Shape(6), 8,
            new FlowOptions { Every = 1_000_000_000 });
        run.Tape.Begin();
        recorder.BeginStep(run.Step + 1).ShouldBeTrue();
        Tensor loss = run.Model.Apply(run.Tape.Full(new Shape(8, 6), 1)).Sum();
        run.Tape.Backward(loss);
        run.Optimizer.Step(measured: true);
        recorder.EndStep(1);
        return recorder.SaveState();
    }

    private static string Texts(Run run, IEnumerable<FlowSample> samples)
    {
        using MemoryStream stream = new();
        using TraceWriter writer = new(stream);
        writer.Write(run.Recorder!.Header);
        foreach (FlowSample sample in samples)
            writer.Write(sample);
        return System.Text.Encoding.UTF8.GetString(stream.ToArray());
    }
}
