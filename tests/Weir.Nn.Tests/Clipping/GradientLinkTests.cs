using Weir.Nn.Tests.Optimizers;
using Weir.Tensors;
using Weir.Tensors.Backends;

namespace Weir.Nn.Tests.Clipping;

public sealed class GradientLinkTests
{
    private static readonly GoldenClipping Golden = GoldenOptimizer.Read<GoldenClipping>("nn-clipping");

    public static TheoryData<string> Backends => TestBackends.Names;

    [Theory]
    [MemberData(nameof(Backends))]
    public void Clipping_by_value_and_norm_is_PyTorchs(string backendName)
    {
        Dictionary<string, GradientLink> links = new()
        {
            ["value"] = new ClipByValue(0.7),
            ["norm"] = new ClipByNorm(1.5),
            ["norm that is not reached"] = new ClipByNorm(1e3),
            ["each norm"] = new ClipEachNorm(2),
        };
        foreach (GoldenClippingCase golden in Golden.Cases)
        {
            (float[] seen, Sgd optimizer) = Seen(backendName, Golden.Gradients, [links[golden.Name]]);
            seen.ShouldBeNear(golden.Gradients, golden.Name);
            optimizer.GradientNorm.ShouldBe(NormOf(Golden.Gradients), 1e-5);
            optimizer.ClippedNorm.ShouldBe(NormOf(golden.Gradients), 1e-5);
            optimizer.ClipFactor.ShouldBe(NormOf(golden.Gradients) / NormOf(Golden.Gradients), 1e-5);
        }
    }

    [Theory]
    [MemberData(nameof(Backends))]
    public void Links_work_one_behind_another(string backendName)
    {
        (float[] seen, _) = Seen(backendName, [3, -1, 0.5f, 0, 1, 1, 8, 0, 0, 0],
            [new ClipEachNorm(4), new ClipByValue(2), new ClipByNorm(1)]);
        double[] between = [2, -1, 0.5, 0, 1, 1, 2, 0, 0, 0];
        double norm = Math.Sqrt(between.Sum(v => v * v));
        seen.ShouldBeNear([.. between.Select(v => (float)(v / norm))], "clipped");
    }

    [Theory]
    [MemberData(nameof(Backends))]
    public void A_norm_that_is_not_finite_is_left_to_be_seen(string backendName)
    {
        foreach (GradientLink link in new GradientLink[] { new ClipByNorm(1), new ClipEachNorm(1), new ClipPercentile(10),
            new ClipUnits(Head: true) })
        {
            (float[] seen, Sgd optimizer) = Seen(backendName, [float.NaN, 1, 1, 1, 1, 1, 1, 1, 1, 1], [link]);
            seen[0].ShouldBe(float.NaN, link.Name);
            optimizer.ClippedNorm.ShouldBe(double.NaN);
        }
    }

    [Theory]
    [MemberData(nameof(Backends))]
    public void Adaptive_clipping_holds_each_unit_to_a_share_of_its_weights(string backendName)
    {
        Backend backend = TestBackends.Create(backendName);
        Problem problem = Problem.Random(backend);
        Problem.Set(problem.Model, [3, 0, 0, 0, 4, 0, 2, 0, 1, 1]);
        float[] gradients = [0.3f, 0.1f, 0, 0.2f, 0.4f, 0, 0.3f, 0.4f, 5, 5];
        (float[] seen, _) = Seen(backend, problem, gradients, [new ClipUnits(0.01, 0.1)]);
        // The first unit weighs 5 and may have 0.05; its gradient is 0.5. The second weighs 0, counts as 0.1 and may have 0.001. The bias
        // weighs 2; the scale is no part of the head.
        double second = 0.001 / Math.Sqrt(0.05), bias = 0.02 / 0.5, scale = 0.01 * Math.Sqrt(2) / Math.Sqrt(50);
        float[] expected = [0.03f, (float)(0.1 * second), 0, (float)(0.2 * second), 0.04f, 0, (float)(0.3 * bias), (float)(0.4 * bias),
            (float)(5 * scale), (float)(5 * scale)];
        float[] headed = [0.3f, 0.1f, 0, 0.2f, 0.4f, 0, 0.3f, 0.4f, (float)(5 * scale), (float)(5 * scale)];
        seen.ShouldBeNear(headed, "the layer of the last weight is the head");
        problem = Problem.Random(backend);
        Problem.Set(problem.Model, [3, 0, 0, 0, 4, 0, 2, 0, 1, 1]);
        (seen, _) = Seen(backend, problem, gradients, [new ClipUnits(0.01, 0.1, Head: true)]);
        seen.ShouldBeNear(expected, "all layers");
    }

    [Fact]
    public void The_percentile_is_that_of_the_norms_seen_so_far()
    {
        Backend backend = TestBackends.Create("simd 1");
        Problem problem = Problem.Random(backend);
        Sgd optimizer = new(problem.Model, backend, new SgdOptions { Rate = 0, Links = [new ClipPercentile(25, Window: 4)] });
        double[] norms = [4, 8, 2, 6, 1, 10, 3];
        List<double> window = [];
        foreach (double norm in norms)
        {
            Give(problem.Model, [(float)norm, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
            optimizer.Step();
            window.Add(norm);
            double[] sorted = [.. window.TakeLast(4).Order()];
            double place = 0.25 * (sorted.Length - 1), low = Math.Floor(place);
            double limit = sorted[(int)low] + ((place - low) * (sorted[Math.Min((int)low + 1, sorted.Length - 1)] - sorted[(int)low]));
            optimizer.GradientNorm.ShouldBe(norm, 1e-6);
            optimizer.ClippedNorm.ShouldBe(Math.Min(norm, limit), 1e-6);
        }
    }

    [Theory]
    [MemberData(nameof(Backends))]
    public void Centralisation_takes_the_mean_off_each_units_incoming_weights(string backendName)
    {
        (float[] seen, _) = Seen(backendName, [1, 10, 2, 20, 6, 60, 5, 7, 1, 2], [new CentralizeGradient()]);
        seen.ShouldBeNear([-2, -20, -1, -10, 3, 30, 5, 7, 1, 2], "centralised");
    }

    [Theory]
    [MemberData(nameof(Backends))]
    public void The_L1_penalty_draws_weights_towards_0(string backendName)
    {
        Backend backend = TestBackends.Create(backendName);
        Problem problem = Problem.Random(backend);
        Problem.Set(problem.Model, [3, -1, 0, 2, -4, 5, 2, -2, 1, -1]);
        (float[] seen, _) = Seen(backend, problem, [1, 1, 1, 1, 1, 1, 1, 1, 1, 1],
            [new ClipByNorm(Math.Sqrt(10) / 2), new L1Penalty(0.25)]);
        seen.ShouldBeNear([0.75f, 0.25f, 0.5f, 0.75f, 0.25f, 0.75f, 0.5f, 0.5f, 0.5f, 0.5f], "drawn");
    }

    [Fact]
    public void Noise_has_the_variance_of_its_step_and_the_same_draws_for_the_same_seed()
    {
        float[] First(long seed)
        {
            Linear model = new(200, 200);
            model.Initialize(1);
            float[] before = model.Parameters[0].Value.ToArray();
            Sgd optimizer = new(model, TestBackends.Create("simd 1"),
                new SgdOptions { Rate = 1, Seed = seed, Links = [new GradientNoise(0.3, 0.55)] });
            float[] draws = [];
            for (int step = 0; step < 3; step++)
            {
                before = model.Parameters[0].Value.ToArray();
                Give(model, new float[40200]);
                optimizer.Step();
                draws = [.. before.Zip(model.Parameters[0].Value.ToArray(), (b, a) => b - a)];
            }

            return draws;
        }

        float[] noise = First(1);
        (noise.Sum(v => (double)v * v) / noise.Length).ShouldBe(0.3 / Math.Pow(3, 0.55), 0.005);
        noise.Average().ShouldBe(0, 0.01);
        First(1).ShouldBe(noise);
        First(2).ShouldNotBe(noise);
    }

    [Fact]
    public void Numbers_outside_their_range_are_refused()
    {
        foreach (GradientLink link in new GradientLink[] { new ClipByValue(0), new ClipByNorm(double.NaN), new ClipEachNorm(-1),
            new ClipUnits(0), new ClipUnits(1, 0), new ClipPercentile(0), new ClipPercentile(10, 0), new GradientNoise(-1),
            new L1Penalty(double.PositiveInfinity) })
            Should.Throw<ArgumentException>(link.Check, link.ToString());
    }

    private static (float[] Seen, Sgd Optimizer) Seen(string backendName, float[] gradients, GradientLink[] links)
    {
        Backend backend = TestBackends.Create(backendName);
        return Seen(backend, Problem.Random(backend), gradients, links);
    }

    /// <summary>What a step of rate 1 took off the weights: the gradients behind the links.</summary>
    private static (float[] Seen, Sgd Optimizer) Seen(Backend backend, Problem problem, float[] gradients, GradientLink[] links)
    {
        Sgd optimizer = new(problem.Model, backend, new SgdOptions { Rate = 1, Links = links });
        float[] before = problem.Values;
        Give(problem.Model, gradients);
        optimizer.Step();
        return ([.. before.Zip(problem.Values, (b, a) => b - a)], optimizer);
    }

    /// <summary>Gives parameters these gradients: those of Σ g·w.</summary>
    private static void Give(Module model, float[] gradients)
    {
        int at = 0;
        foreach (Parameter parameter in model.Parameters)
        {
            Node node = parameter.Value.Node;
            node.Gradient = node.GradientMemory ??= new Storage(node.Size);
            gradients.AsSpan(at, node.Size).CopyTo(node.Gradient.Span(node.Size));
            at += node.Size;
        }
    }

    private static double NormOf(float[] values) => Math.Sqrt(values.Sum(v => (double)v * v));
}

/// <summary>PyTorch's clipping of a matrix, a bias and a scale.</summary>
public sealed record GoldenClipping(float[] Gradients, GoldenClippingCase[] Cases);

/// <summary>The gradients behind one way of clipping.</summary>
public sealed record GoldenClippingCase(string Name, float[] Gradients);
