using Weir.Nn.Tests.Layers;
using Weir.Tensors;
using Weir.Tensors.Backends;

namespace Weir.Nn.Tests.Initializers;

public sealed class NetworkInitializationTests
{
    private readonly Tape _tape = new(new ReferenceBackend());

    [Fact]
    public void Delta_orthogonal_convolutions_keep_the_norm_of_signal_and_gradient_through_many_layers()
    {
        Sequential model = new([.. Enumerable.Range(0, 12)
            .Select(_ => new Conv2d(6, 6, 3, new ConvolutionOptions { Padding = 1 }, weight: new DeltaOrthogonal()))]);
        model.Initialize(3);
        Tensor x = Tensor.Leaf(new Shape(2, 4, 5, 6), Draw(240), needsGradient: true);
        Tensor y = model.Apply(x.Multiply(_tape.Full(Shape.Scalar, 1)));
        float[] weights = Draw(240);
        _tape.Backward(y.Multiply(_tape.Input(y.Shape, weights)).Sum());
        Norm(y.ToArray()).ShouldBe(Norm(x.ToArray()), 1e-3);
        Norm(x.Gradient()!).ShouldBe(Norm(weights), 1e-3);
        new Conv2d(6, 6, 3, weight: new DeltaOrthogonal()).Also(conv => conv.Initialize(1)).Weight.Value.ToArray().Count(w => w != 0)
            .ShouldBe(36);
    }

    [Fact]
    public void Lsuv_brings_every_layer_to_deviation_one_where_the_first_weights_do_not()
    {
        Sequential model = new([.. Enumerable.Range(0, 8).Select(_ => new Linear(20, 20, new Relu(), new Normal(0.01)))]);
        float[] data = Draw(64 * 20);
        IReadOnlyList<double> deviations = Lsuv.Initialize(model, Batch, 1);
        deviations.Count.ShouldBe(8);
        deviations.ShouldAllBe(deviation => Math.Abs((deviation * deviation) - 1) <= 0.02);
        model.Initialize(1);
        Norm(model.Apply(Batch()).ToArray()).ShouldBeLessThan(1e-6);

        Tensor Batch()
        {
            _tape.Begin(recording: false);
            return _tape.Input(new Shape(64, 20), data);
        }
    }

    [Fact]
    public void Lsuv_scales_the_product_whether_the_function_is_part_of_the_layer_or_a_module_behind_it()
    {
        float[] data = Draw(64 * 20);
        Linear[] fused = [.. Enumerable.Range(0, 5).Select(_ => new Linear(20, 20, new Tanh()))],
            plain = [.. Enumerable.Range(0, 5).Select(_ => new Linear(20, 20))];
        Sequential spelledFused = new([.. fused]), spelledApart = new([.. plain.SelectMany(layer => new Module[] { layer, new Tanh() })]);
        Lsuv.Initialize(spelledFused, Batch, 1).ShouldAllBe(deviation => Math.Abs((deviation * deviation) - 1) <= 0.02);
        Lsuv.Initialize(spelledApart, Batch, 1).ShouldAllBe(deviation => Math.Abs((deviation * deviation) - 1) <= 0.02);
        // The first layers have the same name, hence the same draws.
        fused[0].Weight.Value.ToArray().ShouldBe(plain[0].Weight.Value.ToArray());
        // Before the fault was mended the weights behind a tanh grew up to 30 times as large, and its outputs were ±1 alone.
        spelledFused.Apply(Batch()).ToArray().Count(y => Math.Abs(y) > 0.99).ShouldBeLessThan(64);

        Tensor Batch()
        {
            _tape.Begin(recording: false);
            return _tape.Input(new Shape(64, 20), data);
        }
    }

    [Fact]
    public void Auto_and_Lsuv_take_a_layer_of_ones_own_like_those_of_the_library()
    {
        OwnLayer own = new(20, 20) { Weight = { Initializer = new Auto() } };
        Sequential model = new(own, new OwnNorm(), new Relu(), new Linear(20, 4));
        model.Initialize(1);
        own.Weight.Initializer.ShouldBe(new LecunNormal(Math.Sqrt(2)));
        float[] data = Draw(64 * 20);
        Lsuv.Initialize(model, () =>
        {
            _tape.Begin(recording: false);
            return _tape.Input(new Shape(64, 20), data);
        }, 1).Count.ShouldBe(2);
    }

    private sealed class OwnLayer(int inputs, int units) : Module, IWeightedLayer
    {
        public Parameter Weight { get; } = new(new Shape(inputs, units), new Normal(0.01));

        public Activation? Activation => null;

        public Tensor Product(Tensor x) => x.Affine(Weight.Value, null);

        protected override Tensor Forward(Tensor x) => Product(x);
    }

    private sealed class OwnNorm : Module
    {
        public override LayerTraits Traits => LayerTraits.PassesGain;

        protected override Tensor Forward(Tensor x) => x.Scale(2);
    }

    [Fact]
    public void Fixup_begins_with_branches_that_add_nothing_and_a_step_of_the_size_of_the_rate()
    {
        Residual[] blocks = [.. Enumerable.Range(0, 16)
            .Select(_ => new Residual(new Sequential(new Linear(8, 8, new Relu()), new Linear(8, 8))))];
        Sequential model = new([.. blocks, new Linear(8, 2)]);
        Fixup.Initialize(model, 1);
        Tensor x = _tape.Input(new Shape(3, 8), Draw(24));
        blocks[5].Apply(x).ToArray().ShouldBe(x.ToArray());
        model.Apply(x).ToArray().ShouldAllBe(y => y == 0);
        Linear first = (Linear)((Sequential)blocks[0].Branch).Parts[0], plain = new(8, 8, new Relu());
        plain.Initialize(1);
        // L^(−1/2) for branches of two layers.
        (Norm(first.Weight.Value.ToArray()) / Norm(plain.Weight.Value.ToArray())).ShouldBeInRange(0.15, 0.4);
        Should.Throw<ArgumentException>(() => Fixup.Initialize(new Sequential(new Linear(2, 2)), 1))
            .Message.ShouldContain("no residual block");
    }

    [Fact]
    public void Auto_takes_the_gain_of_the_activation_that_follows_wherever_it_stands()
    {
        Initializer A() => new Auto();
        Linear[] layers = [.. Enumerable.Range(0, 8).Select(i => new Linear(400, 400, i == 0 ? new Tanh() : null, A()))];
        Conv2d conv = new(16, 64, 5, weight: A());
        Sequential model = new(
            layers[0],
            layers[1], new Relu(),
            layers[2], new BatchNorm(400), new Dropout(0.1), new Sequential(new LayerNorm(400), new Selu()),
            layers[3], new PRelu(slope: 0.5f),
            new Residual(new Sequential(layers[4], new Relu(), layers[5]), activation: new Relu()),
            layers[6], layers[7]);
        model.Initialize(1);
        double[] expected = [5.0 / 3, Math.Sqrt(2), new Selu().Gain, Math.Sqrt(2 / 1.25), Math.Sqrt(2), 1, 1, 1];
        for (int i = 0; i < layers.Length; i++)
            (Norm(layers[i].Weight.Value.ToArray()) / Math.Sqrt(400)).ShouldBe(expected[i], 0.02 * expected[i], $"layer {i}");
        new Sequential(conv, new MaxPool2d(), new Relu()).Initialize(1);
        (Norm(conv.Weight.Value.ToArray()) / Math.Sqrt(64)).ShouldBe(Math.Sqrt(2), 0.03);
        Auto.Everywhere(model, gain: 3);
        model.Initialize(1);
        (Norm(layers[1].Weight.Value.ToArray()) / Math.Sqrt(400)).ShouldBe(3 * Math.Sqrt(2), 0.1);
    }

    [Fact]
    public void Auto_keeps_the_size_of_the_signal_through_fifty_layers_where_Glorot_loses_it()
    {
        foreach (Func<Activation> make in new Func<Activation>[] { () => new Relu(), () => new LeakyRelu(0.2f), () => new Elu() })
        {
            double Size(Initializer weight)
            {
                Sequential model = new([.. Enumerable.Range(0, 50)
                    .SelectMany(_ => new Module[] { new Linear(100, 100, weight: weight), make() })]);
                model.Initialize(2);
                _tape.Begin(recording: false);
                return Norm(model.Apply(_tape.Input(new Shape(20, 100), Draw(2000))).ToArray()) / Math.Sqrt(2000);
            }

            Size(new Auto()).ShouldBeInRange(0.1, 10, make().Kind);
            if (make() is not Elu)
                Size(new GlorotNormal()).ShouldBeLessThan(1e-4, make().Kind);
        }
    }

    [Fact]
    public void Lsuv_leaves_running_statistics_as_they_are_and_drops_nothing()
    {
        BatchNorm norm = new(20);
        Sequential model = new(new Linear(20, 20), norm, new Dropout(), new Linear(20, 5));
        float[] data = Draw(640);
        Lsuv.Initialize(model, () =>
        {
            _tape.Begin(recording: false);
            return _tape.Input(new Shape(32, 20), data);
        }, 1).ShouldAllBe(deviation => Math.Abs((deviation * deviation) - 1) <= 0.02);
        norm.RunningMean.Value.ToArray().ShouldAllBe(mean => mean == 0);
        model.IsTraining.ShouldBeTrue();
    }

    [Fact]
    public void Lsuv_leaves_a_frozen_part_frozen()
    {
        Sequential frozen = new(new Linear(20, 20), new BatchNorm(20), new Dropout()), model = new(frozen, new Linear(20, 5));
        frozen.Train(false);
        float[] data = Draw(640);
        Lsuv.Initialize(model, () =>
        {
            _tape.Begin(recording: false);
            return _tape.Input(new Shape(32, 20), data);
        }, 1);
        frozen.Tree().ShouldAllBe(module => !module.IsTraining);
        model.IsTraining.ShouldBeTrue();
        model.Parts[1].IsTraining.ShouldBeTrue();
    }

    private static float[] Draw(int count)
    {
        RandomStream random = new(count);
        return [.. Enumerable.Range(0, count).Select(_ => (float)random.NextNormal())];
    }

    private static double Norm(IEnumerable<float> values) => Math.Sqrt(values.Sum(v => (double)v * v));
}
