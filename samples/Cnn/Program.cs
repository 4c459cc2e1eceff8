// A convolutional network with a residual block, made of modules and trained step by step, with the flow measured at each sampled step.
//     dotnet run -c Release --project samples/Cnn
using Weir.Data;
using Weir.Flow;
using Weir.Nn;
using Weir.Tensors;
using Weir.Tensors.Backends;
using Weir.Training;

DataSplit digits = DataSources.Load("digits",
    new DataRequest { TrainingCount = 2000, ValidationCount = 0, TestCount = 200, AsImages = true });
Sequential model = new(
    new ConvBlock(1, 8, 3, activation: new Relu()), new MaxPool2d(),
    new Residual(new Sequential(new ConvBlock(8, 8, 3, activation: new Relu()), new ConvBlock(8, 8, 3)), activation: new Relu()),
    new MaxPool2d(), new Flatten(), new Linear(7 * 7 * 8, 10));
model.Initialize(seed: 1);

using SimdBackend backend = SimdBackend.Create();
Tape tape = new(backend);
Adam optimizer = new(model, backend, new AdamOptions { Rate = 0.003 });
FlowRecorder recorder = FlowRecorder.Attach(model, optimizer, tape, input: digits.Training.InputShape, batch: 32);
TrainingStep step = new(model, new CrossEntropy(), digits.Training, optimizer, tape) { Recorder = recorder };
FlowSample? last = null;
using BatchLoader loader = new(digits.Training, new BatchOptions { BatchSize = 32, Seed = 1 });
for (long number = 1; number <= 4 * loader.BatchesPerEpoch; number++)
{
    step.Make(number, loader.Next());
    last = step.Sample ?? last;
}

for (int i = 0; i < recorder.Header.Layers.Count; i++)
    Console.WriteLine($"{recorder.Header.Layers[i].Path,-20} {recorder.Header.Layers[i].Kind,-22} activation.rms "
        + $"{last!.Layers[i].ActivationRms:f2}  delta.rms {last.Layers[i].DeltaRms:e1}");

model.Train(false);
int right = 0;
foreach (Batch batch in BatchLoader.Sequential(digits.Test!, 100))
{
    tape.Begin(recording: false);
    float[] logits = model.Apply(tape.Input(batch.InputShape, batch.Inputs)).ToArray();
    for (int i = 0; i < batch.Count; i++)
        right += logits[(i * 10)..((i + 1) * 10)].Index().MaxBy(entry => entry.Item).Index == batch.Labels[i] ? 1 : 0;
}

Console.WriteLine($"step {last!.Step}: loss {last.Loss:f2}, test {(double)right / digits.Test!.Count:p1}");
