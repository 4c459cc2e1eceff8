// A training loop of one's own: two networks teach each other. A generator learns to draw points that a critic cannot tell from real ones;
// each has an optimizer and a recorder of its own, and both flows are written as traces that `weir` reads.
//     dotnet run -c Release --project samples/CustomLoop
using Weir.Flow;
using Weir.Nn;
using Weir.Tensors;
using Weir.Tensors.Backends;

const int Batch = 64;
Sequential generator = new(new Linear(4, 32, new LeakyRelu(0.2f)), new Linear(32, 32, new LeakyRelu(0.2f)), new Linear(32, 2));
Sequential critic = new(new Linear(2, 32, new LeakyRelu(0.2f)), new Linear(32, 32, new LeakyRelu(0.2f)), new Linear(32, 1));
generator.Initialize(seed: 1);
critic.Initialize(seed: 2);

using SimdBackend backend = SimdBackend.Create();
Tape tape = new(backend);
Adam generatorMoves = new(generator, backend, new AdamOptions { Rate = 1e-3, Beta1 = 0.5 }),
    criticMoves = new(critic, backend, new AdamOptions { Rate = 2e-3, Beta1 = 0.5 });
FlowRecorder generatorFlow = FlowRecorder.Attach(generator, generatorMoves, tape, new Shape(4), Batch),
    criticFlow = FlowRecorder.Attach(critic, criticMoves, tape, new Shape(2), 2 * Batch);
using FileStream generatorFile = File.Create("generator.jsonl"), criticFile = File.Create("critic.jsonl");
using TraceWriter generatorTrace = new(generatorFile), criticTrace = new(criticFile);
generatorTrace.Write(generatorFlow.Header);
criticTrace.Write(criticFlow.Header);

RandomStream random = new(3);
float[] truth = [.. Enumerable.Repeat(1f, Batch), .. Enumerable.Repeat(0f, Batch)];
double distance = 0;
for (long step = 1; step <= 1500; step++)
{
    // The critic: real points, on a circle, and drawn ones.
    tape.Begin(recording: false);
    float[] drawn = generator.Apply(tape.Input(new Shape(Batch, 4), Noise())).ToArray();
    tape.Begin();
    bool sampled = criticFlow.BeginStep(step);
    Tensor loss = critic.Apply(tape.Input(new Shape(2 * Batch, 2), [.. Circle(), .. drawn]))
        .SigmoidCrossEntropyError(tape.Input(new Shape(2 * Batch, 1), truth)).Mean();
    tape.Backward(loss);
    criticMoves.Step(measured: sampled);
    double error = loss.Item();
    if (criticFlow.EndStep(error) is { } criticSample)
        criticTrace.Write(criticSample);

    // The generator: what the tape held is another's now, so numbers were read before. The gradient comes through the critic, which is not
    // moved by it.
    tape.Begin();
    sampled = generatorFlow.BeginStep(step);
    Tensor fooled = critic.Apply(generator.Apply(tape.Input(new Shape(Batch, 4), Noise())))
        .SigmoidCrossEntropyError(tape.Full(new Shape(Batch, 1), 1)).Mean();
    tape.Backward(fooled);
    generatorMoves.Step(measured: sampled);
    foreach (Parameter parameter in critic.Parameters)
        parameter.Value.ClearGradient();
    if (generatorFlow.EndStep(fooled.Item()) is { } sample)
        generatorTrace.Write(sample);
    distance = Enumerable.Range(0, Batch)
        .Average(i => Math.Abs(Math.Sqrt((drawn[2 * i] * drawn[2 * i]) + (drawn[(2 * i) + 1] * drawn[(2 * i) + 1])) - 1));
    if (step is 1 or 100 or 500 or 1500)
        Console.WriteLine($"step {step}: critic {error:f2}, generator {fooled.Item():f2}, drawn points lie {distance:f2} off the circle");
}

float[] Noise() => [.. Enumerable.Range(0, Batch * 4).Select(_ => (float)random.NextNormal())];

float[] Circle() => [.. Enumerable.Range(0, Batch).Select(_ => random.NextUniform(0, 2 * Math.PI))
    .SelectMany(angle => new[] { (float)Math.Cos(angle), (float)Math.Sin(angle) })];
