using Weir.Data;
using Weir.Nn;
using Weir.Tensors;
using Weir.Tensors.Backends;

namespace Weir.Training.Tests.Registry;

/// <summary>
/// One part of each kind as a user of the library writes it: a class or record each, and a line in <see cref="Registry"/>. This assembly
/// sees nothing that is internal.
/// </summary>
internal static class OwnParts
{
    public static RecipeRegistry Registry { get; } = RecipeRegistry.BuiltIn
        .With("mish", new FamilyMember<Activation>(_ => new Mish()))
        .With("twos", new FamilyMember<Initializer>(value => new Twos(value ?? 2), new MemberNumber("value", NumberRange.Finite)))
        .With("fourth-power", new FamilyMember<Loss>(_ => new FourthPower()))
        .With("highway", new HighwayRecipe())
        .With(new SignMomentumOptions())
        .With(new HalveGradient())
        .With(new TriangleRecipe())
        .With(new Darken())
        .With(new XorSource());
}

/// <summary>x·tanh(ln(1 + eˣ)) (Misra, 2019).</summary>
internal sealed class Mish() : Activation("mish")
{
    public override double Gain => 1.4868;

    protected override Tensor Forward(Tensor x) => x.Multiply(x.Softplus().Tanh());
}

internal sealed record Twos(double Value) : Initializer
{
    public override void Fill(Span<float> values, Shape shape, RandomStream random) => values.Fill((float)Value);
}

internal sealed record FourthPower : Loss
{
    public override string Name => "fourth-power";

    public override Tensor Of(Tensor output, Indices labels) => throw new ShapeException("fourth-power: classes have no fourth power");

    public override Tensor Of(Tensor output, Tensor targets) => output.Subtract(targets).Square().Square().Mean();
}

internal sealed record HighwayRecipe : LayerRecipe
{
    [Option("The first bias of the gates.")]
    public double Gate { get; init; } = -1;

    [Option("The function of what is new.", Family = "activation", Default = "tanh")]
    public Choice? Function { get; init; }

    public override (Module Module, Shape Output) Build(Shape input, int outputs) =>
        (new Highway(input[^1], Gate, (Function ?? new Choice("tanh")).Activation()), input);
}

internal sealed class Highway(int width, double gate, Activation function) : Module
{
    private readonly Parameter _weight = new(new Shape(width, width), new GlorotUniform());
    private readonly Parameter _gateWeight = new(new Shape(width, width), new GlorotUniform());
    private readonly Parameter _gateBias = new(new Shape(width), new Constant(gate), ParameterKind.Bias);
    private readonly Activation _function = function;

    protected override Tensor Forward(Tensor x)
    {
        Tensor open = x.Affine(_gateWeight.Value, _gateBias.Value).Sigmoid();
        return x.Add(open.Multiply(_function.Apply(x.Affine(_weight.Value, null)).Subtract(x)));
    }
}

internal sealed record SignMomentumOptions : OptimizerOptions
{
    [System.Diagnostics.CodeAnalysis.SetsRequiredMembers]
    public SignMomentumOptions() => Rate = 0.01;

    [Option("The share of the mean gradient that is kept.", Least = 0, Most = 1, BelowMost = true)]
    public double Momentum { get; init; } = 0.9;

    public override string Name => "sign-momentum";

    public override Optimizer Build(Module model, Backend backend) => new SignMomentum(model, backend, this);
}

internal sealed class SignMomentum(Module model, Backend backend, SignMomentumOptions options)
    : SpanOptimizer(model, backend, options, "mean")
{
    protected override void Update(in ParameterStep step)
    {
        Span<float> mean = step.Memory("mean");
        for (int i = 0; i < mean.Length; i++)
        {
            mean[i] = (float)((options.Momentum * mean[i]) + ((1 - options.Momentum) * step.Gradient[i]));
            step.Weights[i] -= (float)(step.Rate * Math.Sign(mean[i]));
        }
    }
}

internal sealed record HalveGradient : GradientLink
{
    [Option("How often it is halved.", Least = 0, Most = 100)]
    public int Times { get; init; } = 1;

    public override string Name => "halve";

    protected override void Apply(GradientSet gradients, Tensor? memory) => gradients.Scale(Math.Pow(0.5, Times));
}

internal sealed record TriangleRecipe : ScheduleRecipe
{
    [Option("Where the rate is largest.")]
    public Duration Peak { get; init; } = new(50, DurationUnit.Percent);

    public override string Name => "triangle";

    protected override Schedule Shape(double rate, RunSpan span, long steps) => new Triangle(rate, Math.Max(1, Peak.Steps(span)), steps);
}

internal sealed class Triangle(double rate, long peak, long steps) : Schedule(rate)
{
    public override double RateAt(long step) => step <= peak ? Rate * step / peak
        : Rate * Math.Max(0, steps - step) / Math.Max(1, steps - peak);
}

internal sealed record Darken : ImageAugmentation
{
    [Option("What the light is taken times.", Least = 0, Most = 1)]
    public double Light { get; init; } = 0.5;

    public override string Name => "darken";

    protected override void Change(ImagePixels image, RandomStream random)
    {
        foreach (ref float value in image.Values)
            value *= (float)Light;
    }
}

internal sealed class XorSource : IDataSource
{
    public string Name => "xor";

    public string Description => "two numbers of −1 or 1; the class says whether they differ";

    public IReadOnlyList<string> Options { get; } = [nameof(DataRequest.TrainingCount)];

    public DataSplit Load(DataRequest request)
    {
        int count = request.TrainingCount ?? 64;
        RandomStream random = RandomStream.For(request.Seed, Name);
        float[] inputs = [.. Enumerable.Range(0, 2 * count).Select(_ => random.NextInteger(2) == 0 ? -1f : 1f)];
        int[] labels = [.. Enumerable.Range(0, count).Select(i => inputs[2 * i] == inputs[(2 * i) + 1] ? 0 : 1)];
        return new DataSplit(new Dataset("xor", new Shape(2), inputs, new ClassTargets(labels, 2)), null, null);
    }
}
