// A character transformer that learns to add: it reads "7+8=" and goes on with "15". Masks and places are the network's; the flow of every
// block is measured.
//     dotnet run -c Release --project samples/Transformer
using Weir.Flow;
using Weir.Nn;
using Weir.Tensors;
using Weir.Tensors.Backends;
using Weir.Training;

const string Characters = "0123456789+= ";
const int Batch = 64, Length = 7;
Sequential model = CharacterTransformer.Build(Characters.Length, Length, width: 32, depth: 2, heads: 4);
model.Initialize(seed: 1);

using SimdBackend backend = SimdBackend.Create();
Tape tape = new(backend);
AdamW optimizer = new(model, backend, new AdamWOptions { Rate = 3e-3 });
Schedule schedule = new WarmUp(new CosineSchedule(3e-3, 400), 40);
FlowRecorder recorder = FlowRecorder.Attach(model, optimizer, tape, input: new Shape(Length), batch: Batch);
TrainingStep step = new(model, optimizer, tape) { Recorder = recorder };
RandomStream random = new(2);
FlowSample? first = null, last = null;
for (long number = 1; number <= 440; number++)
{
    // Single digits: "3+9=12 ", each character told from those before it.
    string[] sums = [.. Enumerable.Range(0, Batch).Select(_ => Sum(random.NextInteger(10), random.NextInteger(10)))];
    optimizer.Rate = schedule.RateAt(number - 1);
    step.Make(number, _ => LossOf(sums));
    last = step.Sample ?? last;
    first ??= last;
}

for (int i = 0; i < recorder.Header.Layers.Count; i++)
    Console.WriteLine($"{recorder.Header.Layers[i].Path,-22} {recorder.Header.Layers[i].Kind,-18} delta.rms "
        + $"{first!.Layers[i].DeltaRms:e1} at first, {last!.Layers[i].DeltaRms:e1} at last");

model.Train(false);
int right = 0;
for (int a = 0; a < 10; a++)
{
    for (int b = 0; b < 10; b++)
        right += Continue($"{a}+{b}=") == Sum(a, b)[..Length] ? 1 : 0;
}

Console.WriteLine($"loss {first!.Loss:f2} at first, {last!.Loss:f2} at last; 7+8={Continue("7+8=")[4..].Trim()}, {right} of 100 sums "
    + "are right");

Tensor LossOf(string[] sums)
{
    Tensor logits = model.Apply(tape.Input(new Shape(Batch, Length), [.. sums.SelectMany(sum => Tokens(sum[..Length]))]));
    int[] next = [.. sums.SelectMany(sum => Tokens(sum[1..])).Select(token => (int)token)];
    return logits.Reshape(new Shape(Batch * Length, Characters.Length)).CrossEntropy(new Indices(next)).Mean();
}

string Sum(int a, int b) => $"{a}+{b}={a + b}".PadRight(Length + 1);

IEnumerable<float> Tokens(string text) => text.Select(character => (float)Characters.IndexOf(character, StringComparison.Ordinal));

// Writes one likeliest character after the other.
string Continue(string text)
{
    while (text.Length < Length)
    {
        tape.Begin(recording: false);
        float[] logits = model.Apply(tape.Input(new Shape(1, text.Length), [.. Tokens(text)])).ToArray();
        text += Characters[logits[^Characters.Length..].Index().MaxBy(entry => entry.Item).Index];
    }

    return text;
}
