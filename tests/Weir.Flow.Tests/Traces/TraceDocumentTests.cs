using Weir.Nn;
using Weir.Tensors;
using Weir.Tensors.Backends;

namespace Weir.Flow.Tests.Traces;

/// <summary>The example in docs/trace.md is what the code writes, letter by letter.</summary>
public sealed class TraceDocumentTests
{
    [Fact]
    public void The_example_of_the_document_is_what_the_code_writes() => Document.Block("trace.md", "jsonl").ShouldBe(Example());

    [Fact]
    public void The_document_names_every_field()
    {
        string document = Document.Read("trace.md");
        foreach (string field in System.Text.RegularExpressions.Regex.Matches(Example(), "\"([a-z.]+)\":")
            .Select(match => match.Groups[1].Value).Distinct())
            document.ShouldContain($"`{field}`");
        document.ShouldContain($"version {TraceHeader.CurrentVersion}");
    }

    /// <summary>Two steps of a network of 2 → 3 → 2 units; the third hidden unit is dead.</summary>
    private static string Example()
    {
        Sequential model = new(new Linear(2, 3, new Relu()), new Linear(3, 2));
        float[][] values = [[0.5f, -1, 0, 1, 0.5f, 0], [0, 0, -1], [1, -0.5f, 0.25f, 1, -1, 1], [0, 0]];
        for (int i = 0; i < values.Length; i++)
            model.Parameters[i].Set(values[i]);
        ReferenceBackend backend = new();
        Sgd optimizer = new(model, backend, new SgdOptions { Rate = 0.5, ClipNorm = 0.5 });
        Tape tape = new(backend);
        FlowRecorder recorder = FlowRecorder.Attach(model, optimizer, tape, new Shape(2), batch: 2,
            new FlowOptions { DeadWindow = 2, HistogramGrowth = null });
        List<FlowSample> samples = [];
        for (int step = 1; step <= 2; step++)
        {
            tape.Begin();
            bool sampled = recorder.BeginStep(step);
            Tensor loss = new CrossEntropy().Of(model.Apply(tape.Input(new Shape(2, 2), [1, 0.5f, -0.5f, 1])), new Indices(1, 0));
            tape.Backward(loss);
            optimizer.Step(measured: sampled);
            samples.Add(recorder.EndStep(loss.Item())!);
        }

        return TraceTests.Write(recorder.Header, samples);
    }
}
