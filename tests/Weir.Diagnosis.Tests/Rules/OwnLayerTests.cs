using Weir.Data;
using Weir.Flow;
using Weir.Nn;
using Weir.Tensors;

namespace Weir.Diagnosis.Tests.Rules;

/// <summary>Rules go by what a layer or a loss declares of itself, not by names: those from outside are judged alike.</summary>
public sealed class OwnLayerTests
{
    [Theory]
    [InlineData(LayerTraits.Nonnegative, "cross-entropy", "which must be able to fall below 0")]
    [InlineData(LayerTraits.Nonnegative | LayerTraits.Rectifier, "cross-entropy", "logits below 0 are cut off")]
    [InlineData(LayerTraits.Squashing, "cross-entropy", "those of a mine lie within 2 of each other")]
    [InlineData(LayerTraits.Squashing | LayerTraits.Nonnegative, "sigmoid-cross-entropy", "those of a mine lie within 1 of each other")]
    [InlineData(LayerTraits.None, "cross-entropy", null)]
    [InlineData(LayerTraits.Nonnegative, "huber", null)]
    public void A_function_at_the_output_that_does_not_fit_the_loss(LayerTraits traits, string loss, string? message)
    {
        Written run = Ending(traits);
        run.Setup = run.Setup with { Loss = loss };
        string? said = run.Says("bad-output-activation")?.Message;
        if (message is null)
            said.ShouldBeNull();
        else
            said.ShouldNotBeNull().ShouldContain(message);
    }

    [Theory]
    [InlineData(LayerTraits.Shares, 0, 1, false)]
    [InlineData(LayerTraits.Shares, 0, 2, true)]
    [InlineData(LayerTraits.Nonnegative, -1, 5, true)]
    [InlineData(LayerTraits.Squashing, -1, 1, false)]
    [InlineData(LayerTraits.None, -100, 100, false)]
    public void A_function_that_does_not_reach_the_targets(LayerTraits traits, double least, double greatest, bool found)
    {
        Written run = Ending(traits);
        run.Setup = run.Setup with { Loss = "mean-squared-error", Classification = false, Outputs = 1 };
        run.Data = run.Data with { Target = (least, (least + greatest) / 2, greatest, 1) };
        (run.Says("bad-output-activation") is not null).ShouldBe(found);
    }

    [Theory]
    [InlineData(LayerTraits.Normalizes, false)]
    [InlineData(LayerTraits.Tables, false)]
    [InlineData(LayerTraits.None, true)]
    public void A_first_layer_that_takes_the_size_of_inputs_away(LayerTraits traits, bool found)
    {
        Written run = new("flatten", "mine", "linear+relu", "linear");
        TraceLayer[] layers = [.. run.Header.Layers];
        layers[1] = layers[1] with { Traits = traits };
        run.Header = run.Header with { Layers = layers };
        run.Data = run.Data with { InputDeviation = 50, InputRms = 50 };
        (run.Says("unscaled-input") is not null).ShouldBe(found);
    }

    [Fact]
    public void The_theory_of_a_chain_takes_any_dense_layer()
    {
        double? Predicted(Func<int, int, Module> dense)
        {
            Sequential model = new(dense(20, 20), new Tanh(), dense(20, 20), new Tanh(), dense(20, 3));
            model.Initialize(1);
            return MeanField.Predict(model, new TraceHeader([new TraceLayer("1", "linear", 20, true)], [], 8)).Attenuation;
        }

        double? own = Predicted((inputs, units) => new OwnDense(inputs, units));
        own.ShouldNotBeNull();
        own.Value.ShouldBe(Predicted((inputs, units) => new Linear(inputs, units))!.Value, 0.1);
    }

    [Fact]
    public void Guessing_is_best_by_what_the_loss_declares()
    {
        // The squared distance to a third: the best constant is the mean, where the median would be worse.
        float[] values = [0, 0, 3];
        TrivialPredictor.LossOf(new OwnLoss(), new ValueTargets(values, 1))!.Value.ShouldBe(2, 1e-5);
        TrivialPredictor.LossOf(new MeanSquaredError(), new ValueTargets(values, 1))!.Value.ShouldBe(2, 1e-5);
        TrivialPredictor.LossOf(new MeanAbsoluteError(), new ValueTargets(values, 1))!.Value.ShouldBe(1, 1e-5);
        TrivialPredictor.LossOf(new CrossEntropy(), new ClassTargets([0, 0, 0, 1], 2))!.Value
            .ShouldBe(-(0.75 * Math.Log(0.75)) - (0.25 * Math.Log(0.25)), 1e-5);
    }

    private static Written Ending(LayerTraits traits)
    {
        Written run = new("linear+relu", "linear+relu", "linear+mine");
        TraceLayer[] layers = [.. run.Header.Layers];
        layers[^1] = layers[^1] with { Traits = traits };
        run.Header = run.Header with { Layers = layers };
        run.Network = run.Network with { OutputFunction = "mine" };
        return run;
    }

    private sealed class OwnDense(int inputs, int units) : Module, IWeightedLayer
    {
        public Parameter Weight { get; } = new(new Shape(inputs, units), new GlorotUniform());

        public Activation? Activation => null;

        public Tensor Product(Tensor x) => x.MatrixMultiply(Weight.Value);

        protected override Tensor Forward(Tensor x) => Product(x);
    }

    private sealed record OwnLoss : Loss
    {
        public override string Name => "own";

        public override float BestOutput(ReadOnlySpan<float> targets)
        {
            double sum = 0;
            foreach (float target in targets)
                sum += target;
            return (float)(sum / targets.Length);
        }

        public override Tensor Of(Tensor output, Indices labels) => throw new NotSupportedException();

        public override Tensor Of(Tensor output, Tensor targets) => output.Subtract(targets).Square().Mean();
    }
}
