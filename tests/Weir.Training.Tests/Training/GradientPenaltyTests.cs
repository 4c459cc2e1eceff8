using Weir.Nn;
using Weir.Tensors;
using Weir.Tensors.Backends;

namespace Weir.Training.Tests.Training;

public sealed class GradientPenaltyTests
{
    private const double Strength = 1e-3, Radius = 1e-3;

    /// <summary>A small network with batch norm, its tape, and what moves it by the gradient itself.</summary>
    private sealed class Net : IDisposable
    {
        private readonly SimdBackend _backend = SimdBackend.Create(new SimdOptions { Threads = 1 });

        public Net(double rate, params Module[] layers)
        {
            Model = new Sequential(layers);
            Model.Initialize(3);
            Tape = new Tape(_backend);
            Optimizer = new Sgd(Model, _backend, new SgdOptions { Rate = rate });
        }

        public Sequential Model { get; }

        public Tape Tape { get; }

        public Sgd Optimizer { get; }

        public float[] Weights => [.. Model.Parameters.SelectMany(parameter => parameter.Value.ToArray())];

        public Tensor Loss(Tape tape, int from = 0)
        {
            float[] x = [.. Enumerable.Range(from, 12).Select(i => MathF.Sin(1 + (3 * i)))];
            return Model.Apply(tape.Input(new Shape(4, 3), x)).CrossEntropy(new Indices([0, 1, 1, 0])).Mean();
        }

        /// <summary>L + λ‖∇L‖ at given weights.</summary>
        public double Penalized(float[] weights)
        {
            int at = 0;
            foreach (Parameter parameter in Model.Parameters)
            {
                parameter.Value.CopyFrom(weights.AsSpan(at, parameter.Shape.Size));
                parameter.Value.ClearGradient();
                at += parameter.Shape.Size;
            }

            Tape.Begin();
            Tensor loss = Loss(Tape);
            Tape.Backward(loss);
            double squares = Model.Parameters.Sum(parameter => parameter.Value.Gradient()!.Sum(entry => (double)entry * entry));
            return loss.Item() + (Strength * Math.Sqrt(squares));
        }

        public void Dispose() => _backend.Dispose();
    }

    private static readonly GradientPenaltyOptions s_options = new() { Strength = Strength, Radius = Radius };

    [Fact]
    public void A_step_goes_down_the_loss_and_the_norm_of_its_gradient()
    {
        using Net plain = new(1, new Linear(3, 5, new Tanh()), new Linear(5, 2)),
            net = new(1, new Linear(3, 5, new Tanh()), new Linear(5, 2));
        float[] before = net.Weights;
        new TrainingStep(plain.Model, plain.Optimizer, plain.Tape).Make(1, tape => plain.Loss(tape));
        new TrainingStep(net.Model, net.Optimizer, net.Tape) { Penalty = s_options }.Make(1, tape => net.Loss(tape));
        // The part of the step that is the penalty's, against the difference of the norm along each weight.
        float[] loss = plain.Weights, both = net.Weights;
        for (int i = 0; i < before.Length; i++)
        {
            float[] moved = [.. before];
            const float Step = 2e-2f;
            moved[i] = before[i] + Step;
            double above = plain.Penalized(moved) - LossAt(plain);
            moved[i] = before[i] - Step;
            double below = plain.Penalized(moved) - LossAt(plain);
            double expected = (above - below) / (2 * Step);
            ((double)(loss[i] - both[i])).ShouldBe(expected, 1e-6 + (0.02 * Math.Abs(expected)));
        }

        static double LossAt(Net net)
        {
            net.Tape.Begin(recording: false);
            return net.Loss(net.Tape).Item();
        }
    }

    [Fact]
    public void Only_the_gradient_is_changed()
    {
        using Net plain = new(0, new Linear(3, 6), new BatchNorm(6), new Linear(6, 2)),
            net = new(0, new Linear(3, 6), new BatchNorm(6), new Linear(6, 2));
        float[] before = net.Weights;
        double loss = new TrainingStep(plain.Model, plain.Optimizer, plain.Tape).Make(1, tape => plain.Loss(tape));
        new TrainingStep(net.Model, net.Optimizer, net.Tape) { Penalty = s_options }.Make(1, tape => net.Loss(tape)).ShouldBe(loss);
        net.Weights.ShouldBe(before);
        ModuleMap.Of(net.Model).Buffers.SelectMany(entry => entry.Buffer.Value.ToArray())
            .ShouldBe(ModuleMap.Of(plain.Model).Buffers.SelectMany(entry => entry.Buffer.Value.ToArray()));
    }

    [Theory]
    [InlineData(0, 0.05)]
    [InlineData(0.06, 0.05)]
    [InlineData(0.01, 0)]
    [InlineData(double.NaN, 0.05)]
    public void Options_that_cannot_be_are_refused(double strength, double radius)
    {
        using Net net = new(1, new Linear(3, 2));
        Should.Throw<ArgumentException>(() => new TrainingStep(net.Model, net.Optimizer, net.Tape)
        {
            Penalty = new GradientPenaltyOptions { Strength = strength, Radius = radius },
        }).Message.ShouldContain("gradient penalty");
    }

    [Fact]
    public void A_recipe_asks_for_it_and_several_batches_of_a_step_have_it_each()
    {
        string text = "gradient-penalty: {strength: 0.05, radius: 0.05}";
        Recipe recipe = Make.Small(more: text);
        recipe.GradientPenalty.ShouldBe(new GradientPenaltyOptions { Strength = 0.05, Radius = 0.05 });
        RecipeReader.Parse(RecipeWriter.Write(recipe)).ShouldBe(recipe);
        Should.Throw<RecipeException>(() => Make.Small(more: "gradient-penalty: {strength: 0.1}")).Message
            .ShouldContain("at most the radius");
        foreach (int accumulate in new[] { 1, 2 })
        {
            using Trainer trainer = Trainer.Start(recipe with { Accumulate = accumulate });
            trainer.Run().Status.ShouldBe(TrainingStatus.Finished);
        }
    }
}
