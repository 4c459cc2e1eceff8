using System.Text.Json;
using Weir.Nn;
using Weir.Tensors;
using Weir.Tensors.Backends;

namespace Weir.Flow.Tests;

/// <summary>
/// The same network, weights and batches in Weir and in PyTorch, watched by <c>python/weir_trace</c>: every quantity of the trace is the
/// same. The file names the command that made it.
/// </summary>
public sealed class SameNumbersTests
{
    private const double Tolerance = 1e-4;

    [Fact]
    public void What_weir_trace_measures_of_pytorch_is_what_weir_measures_of_itself()
    {
        using JsonDocument golden = JsonDocument.Parse(
            File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "golden", "flow-watch.json")));
        JsonElement file = golden.RootElement;
        int[] widths = Whole(file.GetProperty("widths"));
        int batch = file.GetProperty("batch").GetInt32();
        float[] inputs = Numbers(file.GetProperty("inputs"));
        int[] labels = Whole(file.GetProperty("labels"));
        Sequential model = new(
            new Linear(widths[0], widths[1]), new Tanh(), new Linear(widths[1], widths[2]), new Relu(), new Linear(widths[2], widths[3]));
        JsonElement[] first = [.. file.GetProperty("parameters").EnumerateArray()];
        for (int i = 0; i < first.Length; i++)
            model.Parameters[i].Set(Numbers(first[i]));
        using SimdBackend backend = SimdBackend.Create(new SimdOptions { Threads = 1 });
        Tape tape = new(backend);
        Sgd optimizer = new(model, backend, new SgdOptions { Rate = 0.5, Momentum = 0.9, ClipNorm = 0.3 });
        FlowRecorder recorder = FlowRecorder.Attach(model, optimizer, tape, new Shape(widths[0]), batch);
        JsonElement[] lines = [.. file.GetProperty("trace").EnumerateArray()];
        using MemoryStream stream = new();
        using (TraceWriter writer = new(stream))
        {
            writer.Write(recorder.Header);
            for (int step = 0; step < lines.Length - 1; step++)
            {
                tape.Begin();
                recorder.BeginStep(step + 1);
                int from = step * batch;
                Tensor x = tape.Input(new Shape(batch, widths[0]), inputs.AsSpan(from * widths[0], batch * widths[0]));
                Tensor loss = new CrossEntropy().Of(model.Apply(x), new Indices(labels[from..(from + batch)]));
                tape.Backward(loss);
                optimizer.Step(measured: true);
                writer.Write(recorder.EndStep(loss.Item())!);
            }
        }

        JsonElement[] own = [.. System.Text.Encoding.UTF8.GetString(stream.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => JsonDocument.Parse(line).RootElement)];
        int compared = 0;
        for (int line = 1; line < lines.Length; line++)
            Compare($"step {line}", own[line], lines[line], ref compared);
        compared.ShouldBe(200);
    }

    private static void Compare(string place, JsonElement own, JsonElement golden, ref int compared)
    {
        switch (golden.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (JsonProperty entry in golden.EnumerateObject())
                {
                    own.TryGetProperty(entry.Name, out JsonElement mine).ShouldBeTrue($"{place}: Weir has no {entry.Name}");
                    Compare($"{place} {entry.Name}", mine, entry.Value, ref compared);
                }

                break;
            case JsonValueKind.Array:
                own.GetArrayLength().ShouldBe(golden.GetArrayLength(), place);
                for (int i = 0; i < golden.GetArrayLength(); i++)
                    Compare($"{place}[{i}]", own[i], golden[i], ref compared);
                break;
            default:
                double wanted = golden.GetDouble();
                own.GetDouble().ShouldBe(wanted, Math.Max(1e-7, Tolerance * Math.Abs(wanted)), place);
                compared++;
                break;
        }
    }

    private static float[] Numbers(JsonElement values) => [.. values.EnumerateArray().Select(value => value.GetSingle())];

    private static int[] Whole(JsonElement values) => [.. values.EnumerateArray().Select(value => value.GetInt32())];
}
