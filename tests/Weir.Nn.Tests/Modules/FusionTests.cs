using Weir.Tensors;
using Weir.Tensors.Backends;

namespace Weir.Nn.Tests.Modules;

/// <summary>
/// Layers and the functions behind them in one pass, where nobody observes them, and one after the other, where somebody does.
/// </summary>
public sealed class FusionTests
{
    [Theory]
    [InlineData("simd 1")]
    [InlineData("simd 2")]
    public void Observing_layers_does_not_change_a_bit(string name)
    {
        using SimdBackend backend = (SimdBackend)TestBackends.Create(name);
        float[] plain = Train(backend, observed: false, out int none), observed = Train(backend, observed: true, out int seen);
        none.ShouldBe(0);
        // Seven convolutions and seven norms, one of each in the projection, six functions, the pooling and the dense layer; two steps.
        seen.ShouldBe(2 * 22);
        observed.ShouldBe(plain);
    }

    [Theory]
    [MemberData(nameof(TestBackends.Names), MemberType = typeof(TestBackends))]
    public void Evaluation_without_a_record_gives_what_evaluation_with_one_gives(string name)
    {
        Backend backend = TestBackends.Create(name);
        Module model = Model();
        Tape tape = new(backend);
        tape.Begin();
        model.Apply(Images(tape));
        model.Train(false);
        float[][] outputs = new float[2][];
        for (int i = 0; i < 2; i++)
        {
            tape.Begin(recording: i == 0);
            outputs[i] = model.Apply(Images(tape)).ToArray();
        }

        for (int i = 0; i < outputs[0].Length; i++)
            outputs[1][i].ShouldBe(outputs[0][i], 1e-4f);
        outputs[0].Max().ShouldNotBe(outputs[0].Min());
    }

    private static Sequential Model()
    {
        Sequential model = new(
            new ConvBlock(3, 20, 3, activation: new Relu()),
            new Conv2d(20, 20, 3, hasBias: false), new BatchNorm(20), new Silu(),
            ResNet.Basic(20, 24, 2), ResNet.Basic(24, 24), new GlobalAveragePool2d(), new Linear(24, 5));
        model.Initialize(3);
        return model;
    }

    private static float[] Train(Backend backend, bool observed, out int seen)
    {
        Sequential model = Model();
        Counter counter = new();
        using Watches watches = new();
        foreach (Module layer in observed ? model.Layers() : [])
            watches.Add(layer.Watch(counter));
        Tape tape = new(backend);
        Sgd sgd = new(model, backend, new SgdOptions { Rate = 0.1 });
        for (int step = 0; step < 2; step++)
        {
            tape.Begin();
            tape.Backward(new CrossEntropy().Of(model.Apply(Images(tape)), new Indices([0, 1, 2, 3, 4, 0])));
            sgd.Step();
        }

        seen = counter.Count;
        return [.. model.Parameters.SelectMany(parameter => parameter.Value.ToArray()),
            .. model.Buffers.SelectMany(buffer => buffer.Value.ToArray())];
    }

    private static Tensor Images(Tape tape)
    {
        RandomStream random = new(1);
        float[] pixels = [.. Enumerable.Range(0, 6 * 13 * 11 * 3).Select(_ => (float)random.NextNormal())];
        return tape.Input(new Shape(6, 13, 11, 3), pixels);
    }

    private sealed class Counter : IModuleWatcher
    {
        public int Count { get; private set; }

        public void OnOutput(Module module, Tensor input, Tensor output) => Count++;
    }
}
