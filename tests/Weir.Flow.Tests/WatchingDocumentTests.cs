using Weir.Nn;
using Weir.Tensors;
using Weir.Tensors.Backends;

namespace Weir.Flow.Tests;

/// <summary>The second example in docs/flow.md is this file's, and it runs.</summary>
public sealed class WatchingDocumentTests
{
    [Fact]
    public void The_example_of_the_document_is_the_one_that_runs_here() =>
        Document.Block("flow.md", "csharp", number: 2).ShouldBe(Document.Example("WatchingDocumentTests.cs"));

    [Fact]
    public void The_example_tells_what_the_document_says()
    {
        List<string> told = [];
        Watch(told);
        told.ShouldBe(
        [
            "layer 3: δ of shape (2, 2)", "layer 2: δ of shape (2, 16)", "layer 1: δ of shape (2, 16)", "1.weight: g of shape (2, 16)",
        ]);
    }

    private static void Watch(List<string> told)
    {
        // example
        Sequential model = new(new Linear(2, 16, new Tanh()), new Linear(16, 16, new Tanh()), new Linear(16, 2));
        model.Initialize(seed: 1);
        using SimdBackend backend = SimdBackend.Create();
        Tape tape = new(backend);
        Sgd optimizer = new(model, backend, new SgdOptions { Rate = 0.1 });
        ModuleMap names = ModuleMap.Of(model);

        using Watches watches = new();
        foreach ((string path, Module layer) in names.Layers)
        {
            // Told of each output. The gradient of a tensor is watched for its step: it is complete when the backward pass has come so far.
            watches.Add(layer.Watch((_, input, output) =>
                output.WatchGradient(gradient => told.Add($"layer {path}: δ of shape {gradient.Shape}"))));
        }

        // A parameter's gradient is complete when the backward pass ends.
        Parameter weight = model.Parameters[0];
        watches.Add(weight.Value.WatchGradient(gradient => told.Add($"{names.NameOf(weight)}: g of shape {gradient.Shape}")));

        tape.Begin();
        Tensor loss = new CrossEntropy().Of(model.Apply(tape.Input(new Shape(2, 2), [0.5f, 1, -1, 0.25f])), new Indices([0, 1]));
        tape.Backward(loss);
        optimizer.Step();
        // end of example
    }
}
