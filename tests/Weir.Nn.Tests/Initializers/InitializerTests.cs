using Weir.Tensors;

namespace Weir.Nn.Tests.Initializers;

public sealed class InitializerTests
{
    private const int In = 500, Out = 200;

    /// <summary>The rule, the expected variance and the largest |value| that can come (infinite for a normal).</summary>
    public static TheoryData<Initializer, double, double> Rules => new()
    {
        { new Normal(0.3), 0.09, double.PositiveInfinity },
        { new Normal(0.3, Mean: 2), 0.09, double.PositiveInfinity },
        { new Uniform(0.6), 0.12, 0.6 },
        // The variance of a standard normal cut at 2: 1 − 2·2·φ(2)/(Φ(2) − Φ(−2)).
        { new TruncatedNormal(0.5), 0.25 * 0.7737413, 1 },
        { new TruncatedNormal(0.5, Mean: -1), 0.25 * 0.7737413, 2 },
        { new GlorotNormal(), 2.0 / (In + Out), double.PositiveInfinity },
        { new GlorotUniform(), 2.0 / (In + Out), Math.Sqrt(6.0 / (In + Out)) },
        { new HeNormal(), 2.0 / In, double.PositiveInfinity },
        { new HeUniform(), 2.0 / In, Math.Sqrt(6.0 / In) },
        { new LecunNormal(), 1.0 / In, double.PositiveInfinity },
        { new LecunUniform(), 1.0 / In, Math.Sqrt(3.0 / In) },
        { new HeNormal(Gain: 3), 18.0 / In, double.PositiveInfinity },
        { new GlorotUniform(Gain: 0.5), 0.5 / (In + Out), 0.5 * Math.Sqrt(6.0 / (In + Out)) },
    };

    [Theory]
    [MemberData(nameof(Rules))]
    public void A_hundred_thousand_draws_have_the_moments_of_the_rule(Initializer rule, double variance, double bound)
    {
        float[] values = Draw(rule, new Shape(In, Out));
        double mean = (rule as Normal)?.Mean ?? (rule as TruncatedNormal)?.Mean ?? 0;
        double deviation = Math.Sqrt(variance);
        // Five standard errors: √(variance/n) for the mean, at most √(2/n) of the variance for the variance.
        values.Average(v => (double)v).ShouldBe(mean, 5 * deviation / Math.Sqrt(values.Length));
        values.Average(v => (v - mean) * (v - mean)).ShouldBe(variance, 5 * Math.Sqrt(2.0 / values.Length) * variance);
        values.Max(Math.Abs).ShouldBeLessThanOrEqualTo((float)bound);
        if (double.IsFinite(bound))
            values.Max(Math.Abs).ShouldBeGreaterThan((float)(0.98 * bound));
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(3.0)]
    public void A_truncated_normal_stops_at_two_deviations(double mean)
    {
        float[] values = Draw(new TruncatedNormal(0.1, mean), new Shape(In, Out));
        values.Max(v => Math.Abs(v - mean)).ShouldBeInRange(0.195, 0.2 + 1e-6);
        // Of a normal cut at 2, 71.5 % lie within 1: (2Φ(1) − 1)/(2Φ(2) − 1).
        ((double)values.Count(v => Math.Abs(v - mean) < 0.1) / values.Length).ShouldBe(0.68269 / 0.95450, 0.01);
    }

    [Fact]
    public void Zeros_and_constants()
    {
        Draw(new Zeros(), new Shape(3, 2)).ShouldBe([0, 0, 0, 0, 0, 0]);
        Draw(new Constant(-1.5), new Shape(2)).ShouldBe([-1.5f, -1.5f]);
    }

    [Theory]
    [InlineData(40, 12)]
    [InlineData(12, 40)]
    [InlineData(16, 16)]
    public void An_orthogonal_matrix_has_orthonormal_vectors_along_its_shorter_side(int rows, int columns)
    {
        const double Gain = 1.5;
        float[] q = Draw(new Orthogonal(Gain), new Shape(rows, columns));
        int count = Math.Min(rows, columns), length = Math.Max(rows, columns);
        double At(int vector, int i) => rows < columns ? q[(vector * columns) + i] : q[(i * columns) + vector];
        for (int a = 0; a < count; a++)
        {
            for (int b = 0; b < count; b++)
                Enumerable.Range(0, length).Sum(i => At(a, i) * At(b, i)).ShouldBe(a == b ? Gain * Gain : 0, 1e-5);
        }
    }

    [Fact]
    public void An_orthogonal_kernel_takes_all_axes_but_the_last_as_rows()
    {
        float[] q = Draw(new Orthogonal(), new Shape(3, 3, 4, 8));
        Enumerable.Range(0, 36).Sum(i => (double)q[(i * 8) + 2] * q[(i * 8) + 5]).ShouldBe(0, 1e-5);
        Enumerable.Range(0, 36).Sum(i => (double)q[(i * 8) + 2] * q[(i * 8) + 2]).ShouldBe(1, 1e-5);
    }

    [Fact]
    public void The_identity_keeps_what_it_meets()
    {
        Draw(new Identity(), new Shape(3, 3)).ShouldBe([1, 0, 0, 0, 1, 0, 0, 0, 1]);
        Draw(new Identity(0.5), new Shape(2, 3)).ShouldBe([0.5f, 0, 0, 0, 0.5f, 0]);
        Draw(new Identity(), new Shape(3, 2)).ShouldBe([1, 0, 0, 1, 0, 0]);
    }

    [Fact]
    public void Fans_of_matrices_kernels_and_vectors()
    {
        Fans.Of(new Shape(784, 100)).ShouldBe(new Fans(784, 100));
        Fans.Of(new Shape(3, 5, 16, 32)).ShouldBe(new Fans(3 * 5 * 16, 3 * 5 * 32));
        Fans.Of(new Shape(7)).ShouldBe(new Fans(7, 1));
        Fans.Of(Shape.Scalar).ShouldBe(new Fans(1, 1));
    }

    [Fact]
    public void A_convolution_is_drawn_by_its_fans()
    {
        float[] values = Draw(new HeUniform(), new Shape(3, 3, 50, 200));
        values.Max(Math.Abs).ShouldBe((float)Math.Sqrt(6.0 / 450), 1e-4f);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void Numbers_that_make_no_sense_are_refused_by_every_rule(double bad)
    {
        int refused = 0;
        foreach ((string name, FamilyMember<Initializer> member) in Nn.Initializers.All)
        {
            if (member.Number is null)
                continue;
            // Any finite number is a value, and a constant may be negative.
            if (name == "constant" && bad == -1)
                continue;
            ArgumentOutOfRangeException error =
                Should.Throw<ArgumentOutOfRangeException>(() => Draw(member.Make(bad), new Shape(3, 2)), name);
            error.Message.ShouldContain("finite number", customMessage: name);
            refused++;
        }

        refused.ShouldBeGreaterThanOrEqualTo(10);
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.NegativeInfinity)]
    public void A_mean_that_is_no_finite_number_is_refused(double mean)
    {
        Should.Throw<ArgumentOutOfRangeException>(() => Draw(new Normal(1, mean), new Shape(2)));
        Should.Throw<ArgumentOutOfRangeException>(() => Draw(new TruncatedNormal(1, mean), new Shape(2)));
    }

    [Fact]
    public void Every_rule_is_listed_by_name()
    {
        int kinds = typeof(Initializer).Assembly.GetExportedTypes().Count(type => type.IsSubclassOf(typeof(Initializer)));
        Nn.Initializers.All.Values.Select(member => member.Make(null).GetType()).Distinct().Count().ShouldBe(kinds);
        Nn.Initializers.All.Count.ShouldBe(kinds);
        Nn.Initializers.All["he-normal"].Make(2).ShouldBe(new HeNormal(2));
        Nn.Initializers.All["normal"].Make(0.5).ShouldBe(new Normal(0.5));
        Nn.Initializers.All["uniform"].Make(0.5).ShouldBe(new Uniform(0.5));
    }

    [Fact]
    public void The_same_stream_gives_the_same_values()
    {
        foreach (FamilyMember<Initializer> member in Nn.Initializers.All.Values)
            Draw(member.Make(null), new Shape(4, 5)).ShouldBe(Draw(member.Make(null), new Shape(4, 5)));
    }

    private static float[] Draw(Initializer rule, Shape shape)
    {
        float[] values = new float[shape.Size];
        Array.Fill(values, float.NaN);
        rule.Fill(values, shape, new RandomStream(11));
        return values;
    }
}
