// A module of one's own: a class with parameters and a Forward. It is initialized, moved, saved and measured like those that ship.
//     dotnet run -c Release --project samples/CustomModule
using Weir.Data;
using Weir.Flow;
using Weir.Nn;
using Weir.Tensors;
using Weir.Tensors.Backends;
using Weir.Training;

DataSplit spirals = DataSources.Load("spirals", new DataRequest { TrainingCount = 600, ValidationCount = 0, TestCount = 0 });
Sequential model = new(new Linear(2, 32, new Tanh()), new Highway(32), new Highway(32), new Highway(32),
    new Linear(32, ((ClassTargets)spirals.Training.Targets).Classes));
model.Initialize(seed: 1);

using SimdBackend backend = SimdBackend.Create();
Tape tape = new(backend);
Adam optimizer = new(model, backend, new AdamOptions { Rate = 0.01 });
FlowRecorder recorder = FlowRecorder.Attach(model, optimizer, tape, input: new Shape(2), batch: 50);
TrainingStep step = new(model, new CrossEntropy(), spirals.Training, optimizer, tape) { Recorder = recorder };
using BatchLoader loader = new(spirals.Training, new BatchOptions { BatchSize = 50, Seed = 1 });
FlowSample? first = null, last = null;
for (long number = 1; number <= 60 * loader.BatchesPerEpoch; number++)
{
    step.Make(number, loader.Next());
    last = step.Sample ?? last;
    first ??= last;
}

for (int i = 0; i < recorder.Header.Layers.Count; i++)
    Console.WriteLine($"layer {recorder.Header.Layers[i].Path,-9} {recorder.Header.Layers[i].Kind,-12} delta.rms "
        + $"{first!.Layers[i].DeltaRms:e1} at first, {last!.Layers[i].DeltaRms:e1} at last");
Console.WriteLine($"loss {first!.Loss:f2} at first, {last!.Loss:f3} at last");

/// <summary>
/// y = g·tanh(xW + b) + (1 − g)·x with the gate g = sigmoid(xV + c): a highway layer (Srivastava, Greff and Schmidhuber, 2015).
/// </summary>
internal sealed class Highway(int width) : Module
{
    // c begins at −1: most of the signal, and most of the gradient, passes by.
    private readonly Parameter _weight = new(new Shape(width, width), new GlorotUniform());
    private readonly Parameter _bias = new(new Shape(width), new Zeros(), ParameterKind.Bias);
    private readonly Parameter _gateWeight = new(new Shape(width, width), new GlorotUniform());
    private readonly Parameter _gateBias = new(new Shape(width), new Constant(-1), ParameterKind.Bias);

    protected override Tensor Forward(Tensor x)
    {
        Tensor gate = x.Affine(_gateWeight.Value, _gateBias.Value).Sigmoid();
        Tensor fresh = x.Affine(_weight.Value, _bias.Value).Tanh();
        return x.Add(gate.Multiply(fresh.Subtract(x)));
    }
}
