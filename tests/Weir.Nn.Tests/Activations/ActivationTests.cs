using Weir.Tensors;

namespace Weir.Nn.Tests.Activations;

public sealed class ActivationTests
{
    /// <summary>Every activation with its default number, and with others where it takes one.</summary>
    public static TheoryData<string, double?> All
    {
        get
        {
            TheoryData<string, double?> all = [];
            foreach (string name in Nn.Activations.All.Keys)
                all.Add(name, null);
            foreach (double alpha in new[] { 0.03, 0.5, 2 })
                all.Add("elu", alpha);
            foreach (double slope in new[] { 0.0, 0.049, 0.2 })
                all.Add("leaky-relu", slope);
            return all;
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void The_gain_keeps_a_normal_signal_at_unit_size(string name, double? number)
    {
        Activation activation = Make(name, number);
        // The customary factors, larger than 1/√E[f²] would say is 1: sigmoid 1 and tanh 5/3.
        if (name is "sigmoid" or "tanh")
        {
            activation.Gain.ShouldBe(name == "tanh" ? 5.0 / 3 : 1);
            return;
        }

        // ∫ f(z)²·φ(z) dz by the trapezium rule over ±12 deviations.
        const int Steps = 240_000;
        const double Width = 24.0 / Steps;
        double mean = 0;
        for (int i = 0; i <= Steps; i++)
        {
            double z = -12 + (i * Width), value = activation.Operation!.Value(z, activation.Parameter);
            mean += value * value * Math.Exp(-z * z / 2) / Math.Sqrt(2 * Math.PI) * Width * (i is 0 or Steps ? 0.5 : 1);
        }

        activation.Gain.ShouldBe(1 / Math.Sqrt(mean), 2e-4);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Saturated_outputs_are_those_whose_slope_is_under_a_twentieth_of_the_largest(string name, double? number)
    {
        Activation activation = Make(name, number);
        UnaryOperation f = activation.Operation!;
        double[] arguments = [.. Enumerable.Range(-20_000, 40_001).Select(i => i * 0.001).Where(z => z != 0)];
        double largest = arguments.Max(z => Math.Abs(f.Derivative(z, activation.Parameter)));
        // Not for functions that turn back or grow without bound.
        if (name is "gelu" or "silu" or "exponential")
        {
            activation.Saturation.ShouldBeNull();
            return;
        }

        (float low, float high) = activation.Saturation ?? (float.NegativeInfinity, float.PositiveInfinity);
        foreach (double z in arguments)
        {
            double y = f.Value(z, activation.Parameter), share = Math.Abs(f.Derivative(z, activation.Parameter)) / largest;
            // The limits are given with about four digits, so values right at them may fall on either side.
            if (Math.Abs(share - 0.05) > 2e-4)
                (y <= low || y >= high).ShouldBe(share < 0.05, $"at {z}: output {y}, slope {share:p1} of the largest");
        }
    }

    [Fact]
    public void Every_activation_is_listed_by_name()
    {
        Type[] kinds = [.. typeof(Activation).Assembly.GetExportedTypes().Where(type => type.IsSubclassOf(typeof(Activation)))];
        Nn.Activations.All.Values.Select(member => member.Make(null).GetType()).ShouldBe(kinds, ignoreOrder: true);
        Nn.Activations.All["leaky-relu"].Make(0.3f).Parameter.ShouldBe(0.3f);
        Nn.Activations.All["elu"].Make(0.3f).Parameter.ShouldBe(0.3f);
    }

    [Fact]
    public void Rectifiers_want_He_weights_SELU_wants_LeCun_weights_and_the_others_Glorot_weights()
    {
        new Linear(2, 2, new Relu()).Weight.Initializer.ShouldBe(new HeNormal());
        new Linear(2, 2, new Selu()).Weight.Initializer.ShouldBe(new LecunNormal());
        new Linear(2, 2, new Tanh()).Weight.Initializer.ShouldBe(new GlorotUniform());
        new Linear(2, 2).Weight.Initializer.ShouldBe(new GlorotUniform());
        new Linear(2, 2, new Relu(), new Zeros(), new Constant(2)).Bias!.Initializer.ShouldBe(new Constant(2));
    }

    private static Activation Make(string name, double? number) => Nn.Activations.All[name].Make(number);
}
