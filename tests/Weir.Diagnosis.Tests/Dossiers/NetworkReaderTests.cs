using Weir.Flow;
using Weir.Nn;
using Weir.Tensors;
using Weir.Tensors.Backends;

namespace Weir.Diagnosis.Tests;

public sealed class NetworkReaderTests
{
    private static NetworkFacts Read(Module model, Shape input, bool thorough = false)
    {
        model.Initialize(1);
        using SimdBackend backend = SimdBackend.Create(new SimdOptions { Threads = 1 });
        Tape tape = new(backend);
        return NetworkReader.Read(model, FlowRecorder.Attach(model, new Sgd(model, backend, new SgdOptions { Rate = 0 }), tape, input, 1)
            .Header, thorough);
    }

    [Fact]
    public void Constant_weights_in_and_out_make_a_layer_symmetric() =>
        Read(new Sequential(new Linear(4, 5, new Tanh(), new Constant(0.1)), new Linear(5, 6, new Tanh(), new Constant(0.1)),
            new Linear(6, 3)), new Shape(4)).SymmetricLayers.ShouldBe([0]);

    [Fact]
    public void A_zero_head_alone_is_no_symmetry() =>
        Read(new Sequential(new Linear(4, 5, new Relu()), new Linear(5, 3, weight: new Zeros())), new Shape(4))
            .SymmetricLayers.ShouldBeEmpty();

    [Fact]
    public void Symmetric_channels_are_seen_through_a_flattened_image() =>
        Read(new Sequential(new Conv2d(1, 3, 3, weight: new Constant(0.1)), new Relu(), new Flatten(),
            new Linear(3 * 16, 2, weight: new Constant(0.2))), new Shape(6, 6, 1)).SymmetricLayers.ShouldBe([0]);

    [Fact]
    public void The_last_function_is_that_of_the_head()
    {
        Read(new Sequential(new Linear(4, 5, new Relu()), new Linear(5, 3), new Softmax()), new Shape(4))
            .OutputFunction.ShouldBe("softmax");
        Read(new Sequential(new Linear(4, 5, new Relu()), new Linear(5, 3, new Relu())), new Shape(4)).OutputFunction.ShouldBe("relu");
        Read(new Sequential(new Linear(4, 5, new Relu()), new Linear(5, 3)), new Shape(4)).OutputFunction.ShouldBeNull();
    }

    [Fact]
    public void Dropout_behind_all_weights_drops_the_outputs_and_hides_no_function()
    {
        NetworkFacts facts = Read(new Sequential(new Linear(4, 5, new Relu()), new Dropout(0.2f), new Linear(5, 3), new Softmax(),
            new Dropout(0.5f)), new Shape(4));
        (facts.OutputDropout, facts.OutputFunction).ShouldBe((0.5, "softmax"));
        Read(new Sequential(new Linear(4, 5), new Dropout(0.5f), new Tanh()), new Shape(4)).OutputDropout.ShouldBe(0.5);
        Read(new Sequential(new Linear(4, 5), new Dropout(0.5f), new Linear(5, 3)), new Shape(4)).OutputDropout.ShouldBe(0);
        Read(new Sequential(new Linear(4, 5), new Dropout(0.5f), new LayerNorm(5)), new Shape(4)).OutputDropout.ShouldBe(0);
    }

    [Theory]
    [InlineData("batch-norm", true)]
    [InlineData("dropout", true)]
    [InlineData("own", true)]
    [InlineData("layer-norm", false)]
    [InlineData("gelu", false)]
    public void What_is_linear_in_evaluation_does_not_end_a_linear_network(string between, bool linear)
    {
        Module layer = between switch
        {
            "batch-norm" => new BatchNorm(5),
            "dropout" => new Dropout(),
            "own" => new OwnScale(),
            "layer-norm" => new LayerNorm(5),
            _ => new Gelu(),
        };
        NetworkFacts facts = Read(new Sequential(new Linear(4, 5), layer, new Linear(5, 3)), new Shape(4));
        (facts.IsLinear, facts.BatchNorm).ShouldBe((linear, between == "batch-norm"));
    }

    [Fact]
    public void Layers_follow_one_another_where_a_chain_says_so_and_nowhere_else()
    {
        Following(new Sequential(new Linear(4, 4), new Sequential(new Linear(4, 4), new Tanh()), new Linear(4, 4),
            new Residual(new Sequential(new Linear(4, 4), new Linear(4, 4))), new Linear(4, 4)))
            .ShouldBe([false, true, true, true, false, true, false]);
        // Attention stands between the projection and the output, sums and norms behind both halves.
        Following(new Sequential(new TransformerBlock(4, 2), new Linear(4, 4)), new Shape(3, 4)).ShouldAllBe(follows => !follows);
        Read(new Sequential(new OwnFunction()), new Shape(4)).IsLinear.ShouldBeFalse();

        static bool[] Following(Module model, Shape? input = null)
        {
            model.Initialize(1);
            using SimdBackend backend = SimdBackend.Create(new SimdOptions { Threads = 1 });
            return [.. FlowRecorder.Attach(model, new Sgd(model, backend, new SgdOptions { Rate = 0 }), new Tape(backend),
                input ?? new Shape(4), 1).Header.Layers.Select(layer => layer.Traits.HasFlag(LayerTraits.Follows))];
        }
    }

    /// <summary>A program's own module, with a function between its layers that is no layer.</summary>
    private sealed class OwnFunction : Module
    {
        private readonly Linear _first = new(4, 4), _second = new(4, 2);

        protected override Tensor Forward(Tensor x) => _second.Apply(_first.Apply(x).Tanh());
    }

    [Fact]
    public void Batch_norm_normalizes_samples_alone_where_there_are_no_places_besides_them()
    {
        Read(new Sequential(new Linear(4, 5), new BatchNorm(5)), new Shape(4)).NormalizesSamplesAlone.ShouldBeTrue();
        Read(new Sequential(new WeightNormLinear(4, 5), new BatchNorm(5)), new Shape(4)).NormalizesSamplesAlone.ShouldBeTrue();
        Read(new Sequential(new BatchNorm(2), new Flatten(), new Linear(32, 3)), new Shape(4, 4, 2)).NormalizesSamplesAlone.ShouldBeFalse();
        Read(new Sequential(new Conv2d(2, 3, 3), new BatchNorm(3)), new Shape(4, 4, 2)).NormalizesSamplesAlone.ShouldBeFalse();
        // What a kernel leaves of an image may be one place.
        Read(new Sequential(new Conv2d(2, 3, 4), new BatchNorm(3)), new Shape(4, 4, 2)).NormalizesSamplesAlone.ShouldBeTrue();
    }

    [Fact]
    public void Dropout_is_told_apart_in_branches_and_whole_samples_are_none()
    {
        NetworkFacts facts = Read(new Sequential(new Linear(4, 4), new Dropout(0.1),
            new Residual(new Sequential(new Linear(4, 4), new Dropout(0.2), new Dropout(0.3, DropoutUnit.Sample)))), new Shape(4));
        facts.Dropout.Select(rate => Math.Round(rate, 6)).ShouldBe([0.1]);
        facts.BranchDropout.Select(rate => Math.Round(rate, 6)).ShouldBe([0.2]);
    }

    [Fact]
    public void Dropout_and_batch_norm_from_outside_are_seen_as_those_of_the_library()
    {
        static NetworkFacts Facts(Func<double, Module> dropout, Func<Module> norm) => Read(new Sequential(new Linear(4, 4), norm(),
            dropout(0.25), new Residual(new Sequential(new Linear(4, 4), dropout(0.5)))), new Shape(4));

        NetworkFacts own = Facts(rate => new OwnDropout(rate), () => new OwnNorm());
        NetworkFacts known = Facts(rate => new Dropout(rate), () => new BatchNorm(4, momentum: 0.5));
        own.Dropout.ShouldBe(known.Dropout);
        own.BranchDropout.ShouldBe(known.BranchDropout);
        own.BatchNormMomentum.ShouldBe(0.5);
        (own.BatchNorm, own.NormalizesSamplesAlone).ShouldBe((known.BatchNorm, known.NormalizesSamplesAlone));
        Read(new Sequential(new Linear(4, 4), new OwnDropout(0.25)), new Shape(4)).OutputDropout.ShouldBe(0.25);
    }

    private sealed class OwnDropout(double rate) : Module, IDropoutLayer
    {
        public double Rate => rate;

        protected override Tensor Forward(Tensor x) => x;
    }

    private sealed class OwnNorm : Module, IRunningStatistics
    {
        public double Momentum => 0.5;

        public override LayerTraits Traits => LayerTraits.BatchStatistics;

        protected override Tensor Forward(Tensor x) => x;
    }

    [Fact]
    public void A_recurrence_is_plain_where_no_layer_that_goes_along_the_sequence_has_gates()
    {
        Read(new Sequential(new SimpleRnn(2, 3, lastOnly: true), new Linear(3, 1)), new Shape(5, 2)).PlainRecurrence.ShouldBe(true);
        Read(new Sequential(new SimpleRnn(2, 3), new Gru(3, 3, lastOnly: true)), new Shape(5, 2)).PlainRecurrence.ShouldBe(false);
        Read(new Sequential(new Lstm(2, 3, lastOnly: true)), new Shape(5, 2)).PlainRecurrence.ShouldBe(false);
        Read(new Sequential(new OwnRecurrence(), new Linear(2, 1)), new Shape(5, 2)).PlainRecurrence.ShouldBe(true);
        Read(new Sequential(new Linear(2, 1)), new Shape(2)).PlainRecurrence.ShouldBeNull();
    }

    [Fact]
    public void Which_optimizers_steps_follow_the_gradients_scale_they_say_themselves() =>
        Optimizers.All.Where(options => !options.IsAdaptive).Select(options => options.Name).ShouldBe(["sgd"]);

    private sealed class OwnRecurrence : Module
    {
        public override LayerTraits Traits => LayerTraits.Recurrent;

        protected override Tensor Forward(Tensor x) => x.Slice(1, x.Shape[1] - 1, 1).Reshape(new Shape(x.Shape[0], x.Shape[2]));
    }

    private sealed class OwnScale : Module
    {
        public override LayerTraits Traits => LayerTraits.Linear;

        protected override Tensor Forward(Tensor x) => x.Scale(2);
    }

    [Fact]
    public void The_chance_of_a_dead_layer_is_that_of_all_its_units_off() =>
        Read(new Sequential(new Linear(4, 2, new Relu()), new Linear(2, 3, new Relu()), new Linear(3, 1)), new Shape(4))
            .BornDead!.Value.ShouldBe(1 - (0.75 * 0.875), 1e-12);

    [Fact]
    public void A_rectifier_at_the_output_is_no_hidden_layer() =>
        Read(new Sequential(new Linear(4, 3, new Relu()), new Linear(3, 1, new Relu())), new Shape(4))
            .BornDead!.Value.ShouldBe(0.125, 1e-12);

    [Theory]
    [InlineData("relu", 0)]
    [InlineData("linear", 0)]
    [InlineData("sigmoid", -0.6)]
    public void Mean_field_theory_predicts_the_attenuation(string function, double decades)
    {
        // He, LeCun and LeCun: variances 2/n, 1/n, 1/n keep ReLU and linear at χ = 1; a sigmoid's slope is at most 1/4, which is 0.6
        // decades.
        Linear Layer() => function switch
        {
            "relu" => new Linear(400, 400, new Relu(), new HeNormal()),
            "sigmoid" => new Linear(400, 400, new Sigmoid(), new LecunNormal()),
            _ => new Linear(400, 400, null, new LecunNormal()),
        };
        NetworkFacts facts = Read(new Sequential(Layer(), Layer(), Layer(), Layer(), Layer()), new Shape(400), thorough: true);
        facts.PredictedAttenuation!.Value.ShouldBe(decades, 0.05);
    }

    [Fact]
    public void The_prediction_agrees_with_what_is_measured()
    {
        Sequential model = new([.. Enumerable.Range(0, 8).Select(_ => new Linear(300, 300, new Tanh(), new Normal(0.04))),
            new Linear(300, 10)]);
        model.Initialize(5);
        using SimdBackend backend = SimdBackend.Create(new SimdOptions { Threads = 1 });
        Tape tape = new(backend);
        Sgd optimizer = new(model, backend, new SgdOptions { Rate = 0.1 });
        FlowRecorder recorder = FlowRecorder.Attach(model, optimizer, tape, new Shape(300), 64);
        float[] inputs = new float[64 * 300];
        RandomStream random = RandomStream.For(1, "inputs");
        foreach (ref float x in inputs.AsSpan())
            x = (float)random.NextNormal();
        tape.Begin();
        recorder.BeginStep(1);
        Tensor loss = new CrossEntropy()
            .Of(model.Apply(tape.Input(new Shape(64, 300), inputs)), new Indices([.. Enumerable.Range(0, 64).Select(i => i % 10)]));
        tape.Backward(loss);
        NetworkFacts facts = NetworkReader.Read(model, recorder.Header, thorough: true);
        optimizer.Step(measured: true);
        FlowSample sample = recorder.EndStep(loss.Item())!;
        // Over the hidden layers alone: the head has its own width.
        double measured = Math.Log10(sample.Layers[0].DeltaRms!.Value / sample.Layers[7].DeltaRms!.Value) / 7;
        facts.PredictedAttenuation!.Value.ShouldBe(measured, 0.1);
    }
}
