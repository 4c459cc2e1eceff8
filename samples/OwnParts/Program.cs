// Parts of one's own in a recipe: an activation, an optimizer, a link of the gradient, a schedule and a source of data, each a class or
// record of this program and a line in a registry; and a rule that looks for trouble. The recipe names them like those of the library; they
// are checked, suggested, saved and measured like those.
//     dotnet run -c Release --project samples/OwnParts
using System.Diagnostics.CodeAnalysis;
using Weir.Data;
using Weir.Diagnosis;
using Weir.Nn;
using Weir.Tensors;
using Weir.Tensors.Backends;
using Weir.Training;

RecipeRegistry registry = RecipeRegistry.BuiltIn
    .With("mish", new FamilyMember<Activation>(_ => new Mish()))
    .With(new SignMomentumOptions())
    .With(new ForgetSmall())
    .With(new TriangleRecipe())
    .With(new XorSource());

Recipe recipe = RecipeReader.Parse("""
    name: own-parts
    data: {source: xor, training: 400, noise: 0.3}
    model:
      - {linear: 16, activation: mish, repeat: 2}
      - linear: outputs
    optimizer: {sign-momentum: {rate: 0.01, momentum: 0.8}}
    gradient: [{forget-small: 1e-6}]
    schedule: {triangle: {peak: 20 %}}
    epochs: 20
    diagnosis: {severities: {large-steps: warning}, thresholds: {large-steps.ratio: 0.001}}
    """, "own-parts", registry);

DiagnosisOptions diagnosis = DiagnosisOptions.Of(recipe, [.. RuleList.All, new LargeSteps()]);
using Trainer trainer = Trainer.Start(recipe);
RunWatch watch = new(trainer, diagnosis);
TrainingResult result = trainer.Run(watch);
foreach (Finding finding in watch.Findings)
    Console.WriteLine($"{finding.Severity} {finding.Diagnostic}: {finding.Message}");
Console.WriteLine($"{recipe.Optimizer.Name}: accuracy {result.Last!.TrainingAccuracy:p1} after {result.Steps} steps");
foreach (string key in DeclaredOption.Of(typeof(SignMomentumOptions)).Select(option => option.Key))
    Console.WriteLine($"option {key}");
try
{
    RecipeReader.Parse("model: [linear: outputs]\noptimizer: {sign-momentum: {momentum: 2}}", "wrong", registry);
}
catch (RecipeException error)
{
    Console.WriteLine(error.Message);
}

/// <summary>x·tanh(ln(1 + eˣ)) (Misra, 2019).</summary>
internal sealed class Mish() : Activation("mish")
{
    // 1/√E[f(z)²] for a normal z: what initializers make weights before it larger by.
    public override double Gain => 1.4868;

    protected override Tensor Forward(Tensor x) => x.Multiply(x.Softplus().Tanh());
}

/// <summary>Moves every weight by the rate, against the sign of the mean gradient.</summary>
internal sealed record SignMomentumOptions : OptimizerOptions
{
    [SetsRequiredMembers]
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

/// <summary>Sets entries of the gradient to 0 that are smaller than a limit.</summary>
internal sealed record ForgetSmall([property: Option("The smallest |entry| that is kept.", Least = 0, Short = true)] double Limit = 0)
    : GradientLink
{
    public override string Name => "forget-small";

    protected override void Apply(GradientSet gradients, Tensor? memory)
    {
        for (int i = 0; i < gradients.Parameters.Count; i++)
        {
            foreach (ref float entry in gradients.Has(i) ? gradients.Values(i) : [])
                entry = MathF.Abs(entry) < Limit ? 0 : entry;
        }
    }
}

/// <summary>Rises to the rate and falls to 0, both in a straight line.</summary>
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

/// <summary>Steps that move a weight far: those of an optimizer by signs are as large as the rate, however small the gradient is.</summary>
internal sealed class LargeSteps : Rule
{
    private static readonly Threshold s_ratio = new("ratio", 0.1, "the move of a step over its weight", Origin.Convention);

    public override Diagnostic Diagnostic { get; } = new("OWN001", "large-steps", "steps move the weights far")
    {
        Meaning = "Each step moves the weights by the rate, however small the gradient is.",
        Remedies = ["a lower rate"],
    };

    public override IReadOnlyList<Threshold> Thresholds { get; } = [s_ratio];

    public override bool SaysItFails => false;

    public override bool IsEvent => true;

    public override Finding? Judge(Dossier dossier, Limits limits)
    {
        if (dossier.Samples.Count == 0 || dossier.Weights.Count == 0)
            return null;
        double ratio = dossier.Samples.Max(sample => dossier.Weights.Max(i => sample.Parameters[i].UpdateRatio ?? 0));
        return ratio <= limits.Of(s_ratio) ? null : Found(dossier, Severity.Information, $"a step moves a weight by {ratio:p2}", null,
            new Evidence("update.ratio", ratio, limits.Of(s_ratio), "about 0.1 %"));
    }
}

/// <summary>Two numbers near −1 or 1; the class says whether they differ in sign.</summary>
internal sealed class XorSource : IDataSource
{
    public string Name => "xor";

    public string Description => "two numbers near −1 or 1; the class says whether they differ in sign";

    public IReadOnlyList<string> Options { get; } = [nameof(DataRequest.TrainingCount), nameof(DataRequest.Noise)];

    public DataSplit Load(DataRequest request)
    {
        int count = request.TrainingCount ?? 100;
        RandomStream random = RandomStream.For(request.Seed, Name);
        int[] labels = new int[count];
        float[] inputs = new float[2 * count];
        for (int i = 0; i < count; i++)
        {
            int left = random.NextInteger(2), right = random.NextInteger(2);
            labels[i] = left ^ right;
            inputs[2 * i] = (float)((2 * left) - 1 + ((request.Noise ?? 0) * random.NextNormal()));
            inputs[(2 * i) + 1] = (float)((2 * right) - 1 + ((request.Noise ?? 0) * random.NextNormal()));
        }

        return new DataSplit(new Dataset("xor", new Shape(2), inputs, new ClassTargets(labels, 2)), null, null);
    }
}
