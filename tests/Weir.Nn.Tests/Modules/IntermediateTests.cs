using Weir.Tensors;
using Weir.Tensors.Backends;

namespace Weir.Nn.Tests.Modules;

/// <summary>Intermediates of a network in evaluation go back before the step ends; whatever somebody may hold on to stays.</summary>
public sealed class IntermediateTests
{
    private static readonly Dictionary<string, (Func<Module> Make, Shape Input, int Tokens)> Networks = new()
    {
        ["mlp"] = (() => Mlp.Build(12, 3, depth: 5, width: 20), new(4, 12), 0),
        ["sequence of parts that pass the signal on"] = (() => new Sequential(new Flatten(), new Dropout(), new Sequential(),
            new Linear(12, 8), new Flatten(), new Dropout(), new Tanh(), new Sequential(new Dropout())), new(4, 12), 0),
        ["vgg"] = (() => Vgg.Build(11, 4, batchNorm: true, width: 4), new(2, 32, 32, 3), 0),
        ["resnet"] = (() => ResNet.Large(18, 4, width: 4), new(2, 32, 32, 3), 0),
        ["bottlenecks"] = (() => new Sequential(ResNet.Bottleneck(3, 4, 2), ResNet.Bottleneck(16, 4), new SqueezeExcite(16),
            new GlobalMaxPool2d()), new(2, 9, 8, 3), 0),
        ["residual around what passes on"] = (() => new Sequential(new Linear(12, 12), new Residual(new Dropout(), activation: new Silu()),
            new Residual(new Sequential(), new Dropout()), new Softmax()), new(4, 12), 0),
        ["concatenated"] = (() => new Sequential(new Conv2d(3, 6, 3, new ConvolutionOptions { Padding = 1 }),
            new Concat(new Sequential(new Relu(), new MaxPool2d(), new Concat(new Sequential(new Silu(), new Conv2d(6, 4, 1))),
                new Tanh(), new Upsample2d())), new Concat(new Dropout(), branchFirst: true), new Sigmoid(),
            new ConvTranspose2d(32, 3, 2, new ConvolutionOptions { Stride = 2 }, new Gelu()), new Upsample2d(bilinear: true)),
            new(2, 8, 6, 3), 0),
        ["convolutions and norms"] = (() => new Sequential(new Conv2d(3, 8, 3, activation: new Gelu()), new GroupNorm(2, 8),
            new WeightNormConv2d(8, 4, 3, activation: new Elu()), new BatchNorm(4), new PRelu(4), new AdaptiveAveragePool2d(2),
            new Flatten(), new WeightNormLinear(16, 5)), new(2, 9, 8, 3), 0),
        ["transformer"] = (() => CharacterTransformer.Build(11, 9, width: 12, depth: 3, heads: 3, dropout: 0.1), new(2, 7), 11),
        ["norms behind"] = (() => new Sequential(new Embedding(11, 12), new PositionalEncoding(7, 12),
            new TransformerBlock(12, 2, normFirst: false), new TransformerBlock(12, 2, normFirst: false, dropout: 0.2), new RmsNorm(12)),
            new(2, 7), 11),
        ["vision transformer"] = (() => new VisionTransformer(8, 4, width: 12, depth: 3, heads: 2), new(2, 8, 8, 3), 0),
        ["recurrent"] = (() => new Sequential(new SimpleRnn(3, 5), new Lstm(5, 6), new Gru(6, 4), new Lstm(4, 5, lastOnly: true)),
            new(2, 6, 3), 0),
        ["gru"] = (() => new Gru(3, 5, lastOnly: true), new(2, 6, 3), 0),
    };

    public static TheoryData<string> Names => [.. Networks.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_pass_gives_the_bits_of_a_pass_that_keeps_everything(string name)
    {
        using SimdBackend backend = SimdBackend.Create(new SimdOptions { Threads = 2, Grain = 1024 });
        (Module model, Func<Tape, Tensor> input) = Build(name);
        Keeper keeper = new();
        Watches watches = new();
        foreach (Module module in model.Tree())
            watches.Add(module.Watch(keeper));
        Tape open = new(backend);
        open.Begin(recording: false);
        float[] expected = model.Apply(input(open)).ToArray();
        keeper.Met.Count.ShouldBeGreaterThan(0);
        expected.Distinct().Count().ShouldBeGreaterThan(1);

        watches.Dispose();
        Tape tape = new(backend);
        for (int pass = 0; pass < 3; pass++)
        {
            tape.Begin(recording: false);
            Tensor x = input(tape);
            float[] before = x.ToArray();
            model.Apply(x).ToArray().ShouldBe(expected);
            x.ToArray().ShouldBe(before);
        }

        tape.PoolBytes.ShouldBeLessThanOrEqualTo(open.PoolBytes);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void What_watchers_have_met_stays_until_the_step_ends(string name)
    {
        (Module model, Func<Tape, Tensor> input) = Build(name);
        Keeper keeper = new();
        foreach (Module layer in model.Layers())
            layer.Watch(keeper);
        Tape tape = new(new ReferenceBackend());
        tape.Begin(recording: false);
        Tensor y = model.Apply(input(tape));
        _ = model.Apply(input(tape));
        y.ToArray().Length.ShouldBe(y.Shape.Size);
        foreach ((Tensor tensor, float[] values) in keeper.Met)
            tensor.ToArray().ShouldBe(values);
    }

    [Fact]
    public void The_memory_of_a_pass_does_not_grow_with_the_depth()
    {
        // Two results of 64·256 numbers and the input.
        Peak(() => Mlp.Build(256, 256, depth: 30, width: 256), new(64, 256)).ShouldBe(3 * 64 * 256 * sizeof(float));
        foreach ((Func<Module> shallow, Func<Module> deep, Shape input) in new (Func<Module>, Func<Module>, Shape)[]
        {
            (() => Vgg.Build(13, 4, width: 16), () => Vgg.Build(19, 4, width: 16), new(2, 32, 32, 3)),
            (() => ResNet.Small(14, 4), () => ResNet.Small(38, 4), new(2, 32, 32, 3)),
            (() => new VisionTransformer(16, 4, depth: 2), () => new VisionTransformer(16, 4, depth: 9), new(2, 16, 16, 3)),
            (() => new Sequential(new TransformerBlock(64, 4), new TransformerBlock(64, 4)), () =>
                new Sequential([.. Enumerable.Range(0, 8).Select(_ => new TransformerBlock(64, 4))]), new(2, 40, 64)),
        })
        {
            ((double)Peak(deep, input)).ShouldBeLessThanOrEqualTo(Peak(shallow, input) * 1.05);
        }
    }

    [Fact]
    public void A_residual_network_needs_less_than_five_of_its_largest_results()
    {
        // The first block at full resolution: what comes in and the branch's two results. The image has a fifth of one, and the second
        // stage, of half the extent, adds one.
        int largest = 4 * 32 * 32 * 16 * sizeof(float);
        Peak(() => ResNet.Small(32, 4), new(4, 32, 32, 3)).ShouldBeLessThanOrEqualTo((long)(4.6 * largest));
    }

    [Fact]
    public void A_transformer_needs_the_widest_place_of_one_block()
    {
        // What comes into the network and into the block, the sum behind the attention, what each of its halves makes and the sum of them;
        // queries, keys and values; and the four times as wide middle.
        int one = 4 * 64 * 64 * sizeof(float);
        Peak(() => new Sequential([.. Enumerable.Range(0, 6).Select(_ => new TransformerBlock(64, 4))]), new(4, 64, 64))
            .ShouldBeLessThanOrEqualTo((long)(12.2 * one));
    }

    [Fact]
    public void The_places_of_a_sequence_leave_only_their_states()
    {
        const int Length = 50, Gates = 4 * 256;
        long bytes = Peak(() => new Lstm(256, 256, lastOnly: true), new(8, Length, 256));
        // The sequence, the sequence turned (its memory may serve the gates later), what it brings to the gates, and some vectors of a
        // place.
        bytes.ShouldBeLessThan(sizeof(float) * 8 * ((2 * Length * 256) + ((Length + 12) * Gates)));
    }

    [Fact]
    public void What_a_module_from_outside_has_met_or_made_stays()
    {
        Collector collector = new(20);
        Sequential model = new(new Linear(20, 20), new Relu(), collector, new Tanh(), new Linear(20, 20), new Relu(),
            new Sequential(collector, new Linear(20, 20)), new Linear(20, 20));
        model.Initialize(1);
        model.Train(false);
        Tape tape = new(new ReferenceBackend());
        tape.Begin(recording: false);
        Tensor x = tape.Full(new Shape(8, 20), 0.5f), scaled = x.Scale(2);
        Tensor y = model.Apply(scaled), again = model.Apply(y);
        collector.Met.Count.ShouldBe(2 * 2 * 6);
        foreach ((Tensor tensor, float[] values) in collector.Met)
            tensor.ToArray().ShouldBe(values);
        x.ToArray().ShouldAllBe(value => value == 0.5f);
        scaled.ToArray().ShouldAllBe(value => value == 1);
        y.Shape.ShouldBe(again.Shape);
        y.ToArray().ShouldNotBe(again.ToArray());
    }

    [Fact]
    public void Evaluation_with_a_record_keeps_what_its_gradient_needs()
    {
        Sequential model = ResNet.Small(8, 4);
        model.Initialize(1);
        model.Train(false);
        Tape tape = new(new ReferenceBackend());
        tape.Begin();
        tape.Backward(model.Apply(tape.Full(new Shape(2, 8, 8, 3), 0.5f)).Square().Sum());
        model.Parameters.ShouldAllBe(parameter => parameter.Value.Gradient() != null);
    }

    [Fact]
    public void A_steady_pass_takes_no_new_memory()
    {
        using SimdBackend backend = SimdBackend.Create(new SimdOptions { Threads = 2 });
        (Module model, Func<Tape, Tensor> input) = Build("resnet");
        Tape tape = new(backend);
        long after = 0;
        for (int pass = 0; pass < 20; pass++)
        {
            tape.Begin(recording: false);
            model.Apply(input(tape));
            if (pass == 1)
                after = tape.PoolBytes;
        }

        tape.PoolBytes.ShouldBe(after);
    }

    private static (Module Model, Func<Tape, Tensor> Input) Build(string name)
    {
        (Func<Module> make, Shape shape, int tokens) = Networks[name];
        Module model = make();
        model.Initialize(1);
        model.Train(false);
        RandomStream random = new(2);
        float[] values = [.. Enumerable.Range(0, shape.Size)
            .Select(_ => tokens > 0 ? random.NextInteger(tokens) : (float)random.NextNormal())];
        return (model, tape => tape.Input(shape, values));
    }

    /// <summary>Bytes of the pool after a few passes.</summary>
    private static long Peak(Func<Module> make, Shape input)
    {
        using SimdBackend backend = SimdBackend.Create(new SimdOptions { Threads = 1 });
        Module model = make();
        model.Initialize(1);
        model.Train(false);
        Tape tape = new(backend);
        for (int pass = 0; pass < 3; pass++)
        {
            tape.Begin(recording: false);
            model.Apply(tape.Full(input, 0.5f));
        }

        return tape.PoolBytes;
    }

    private sealed class Keeper : IModuleWatcher
    {
        public List<(Tensor Tensor, float[] Values)> Met { get; } = [];

        public void OnOutput(Module module, Tensor input, Tensor output)
        {
            Tensor own = output.Reshape(new Shape(output.Shape.Size)).Square();
            Met.AddRange([(input, input.ToArray()), (output, output.ToArray()), (own, own.ToArray())]);
        }
    }

    /// <summary>A module as users write them, that holds on to everything.</summary>
    private sealed class Collector(int width) : Module
    {
        public List<(Tensor Tensor, float[] Values)> Met { get; } = [];

        public Linear Part { get; } = new(width, width);

        protected override Tensor Forward(Tensor x)
        {
            Tensor intermediate = Part.Apply(x), view = intermediate.Reshape(new Shape(intermediate.Shape[1], intermediate.Shape[0])),
                doubled = intermediate.Scale(2);
            foreach (Tensor tensor in new[] { x, intermediate, view, doubled })
                Met.Add((tensor, tensor.ToArray()));
            Tensor y = doubled.Add(x), z = y.Tanh();
            Met.Add((y, y.ToArray()));
            Met.Add((z, z.ToArray()));
            return z;
        }
    }
}
