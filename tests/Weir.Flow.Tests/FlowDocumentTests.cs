using Weir.Nn;
using Weir.Tensors;
using Weir.Tensors.Backends;

namespace Weir.Flow.Tests;

/// <summary>The example in docs/flow.md is this file's, and it runs.</summary>
public sealed class FlowDocumentTests
{
    [Fact]
    public void The_example_of_the_document_is_the_one_that_runs_here() =>
        Document.Block("flow.md", "csharp").ShouldBe(Document.Example("FlowDocumentTests.cs"));

    [Fact]
    public void The_example_writes_a_trace_of_its_dense_part()
    {
        string path = Path.Combine(Path.GetTempPath(), $"weir-example-{Guid.NewGuid():n}.jsonl");
        try
        {
            Train(path, steps: 100);
            Trace trace = TraceReader.Read(path);
            trace.Samples.Take(32).Select(sample => sample.Step).ShouldBe(Enumerable.Range(1, 32).Select(i => (long)i));
            trace.Header.Layers.Count.ShouldBe(5);
            trace.Samples.ShouldAllBe(sample => sample.Attenuation < -0.3);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void The_document_names_every_quantity()
    {
        string document = Document.Read("flow.md");
        foreach (string name in new[]
        {
            "activation.rms", "activation.mean", "activation.std", "activation.max", "activation.zero", "activation.saturated",
                "units.dead", "delta.rms",
            "weight.norm", "gradient.norm", "gradient.zero", "update.ratio", "gradient.cosine", "gradient.norm.clipped", "attenuation",
                "noise.scale", "loss", "rate",
        })
        {
            document.ShouldContain($"| `{name}` |");
        }
    }

    private static void Train(string path, int steps)
    {
        // example
        Sequential model = new(
            new Linear(2, 16, new Sigmoid()), new Linear(16, 16, new Sigmoid()), new Linear(16, 16, new Sigmoid()),
            new Linear(16, 16, new Sigmoid()), new Linear(16, 2));
        model.Initialize(seed: 1);
        using SimdBackend backend = SimdBackend.Create();
        Tape tape = new(backend);
        Sgd optimizer = new(model, backend, new SgdOptions { Rate = 0.1 });
        FlowRecorder recorder = FlowRecorder.Attach(model, optimizer, tape, input: new Shape(2), batch: 64);

        using FileStream file = File.Create(path);
        using TraceWriter writer = new(file);
        writer.Write(recorder.Header);
        RandomStream random = new(2);
        float[] points = new float[64 * 2];
        int[] classes = new int[64];
        for (long step = 1; step <= steps; step++)
        {
            // Points within and outside of a circle.
            for (int i = 0; i < 64; i++)
            {
                (double x, double y) = (random.NextUniform(-1, 1), random.NextUniform(-1, 1));
                (points[2 * i], points[(2 * i) + 1]) = ((float)x, (float)y);
                classes[i] = (x * x) + (y * y) < 0.6 ? 1 : 0;
            }

            tape.Begin();
            bool sampled = recorder.BeginStep(step);
            Tensor logits = model.Apply(tape.Input(new Shape(64, 2), points));
            Tensor loss = new CrossEntropy().Of(logits, new Indices(classes));
            tape.Backward(loss);
            optimizer.Step(measured: sampled);
            if (recorder.EndStep(loss.Item()) is { } sample)
                writer.Write(sample);
        }

        // end of example
    }
}
