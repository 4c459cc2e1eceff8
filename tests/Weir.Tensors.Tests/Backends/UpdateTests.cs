using Weir.Tensors.Backends;
using Weir.Tensors.Backends.Simd;

namespace Weir.Tensors.Tests.Backends;

public sealed class UpdateTests
{
    private static readonly UpdateRates Rates = new(0.1f) { Momentum = 0.9f, GradientScale = 0.5f };

    private static readonly int[] Lengths = [0, 1, 3, 15, 16, 17, 33, 100, 4097, 40_001];

    private static readonly (int Samples, int Inputs, int Outputs)[] Products =
        [(10, 784, 100), (1, 3, 5), (7, 33, 17), (10, 50, 10), (3, 8, 513), (5, 9, 700), (4, 1, 1), (33, 129, 257), (0, 5, 3),
            (10, 3000, 7)];

    public static TheoryData<VectorWidth, int> Widths => TestBackends.Simd;

    [Theory]
    [MemberData(nameof(Widths))]
    public void A_gradient_at_hand_moves_and_measures_like_the_oracle(VectorWidth width, int threads)
    {
        using SimdBackend backend = TestBackends.Create(width, threads);
        foreach (int length in Lengths)
        {
            foreach (bool measured in new[] { false, true })
            {
                Weights expected = new(length), actual = new(length);
                UpdateMeasure wanted = TestBackends.Reference.Update<Momentum>(expected.Values, expected.Gradient,
                    new UpdateState(expected.First), length, Rates, measured);
                UpdateMeasure measure = backend
                    .Update<Momentum>(actual.Values, actual.Gradient, new UpdateState(actual.First), length, Rates, measured);
                Same(expected, actual, wanted, measure, $"{length}, measured {measured}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void A_gradient_that_waits_as_a_product_moves_and_measures_the_same(VectorWidth width, int threads)
    {
        using SimdBackend backend = TestBackends.Create(width, threads);
        foreach ((int samples, int inputs, int outputs) in Products)
        {
            foreach (bool measured in new[] { false, true })
            {
                int length = inputs * outputs;
                Weights expected = new(length), actual = new(length);
                PendingProduct product = Product(backend, samples, inputs, outputs);
                UpdateMeasure wanted = TestBackends.Reference.Update<Momentum>(expected.Values, product, new UpdateState(expected.First),
                    Rates, measured);
                UpdateMeasure measure = backend.Update<Momentum>(actual.Values, product, new UpdateState(actual.First), Rates, measured);
                Same(expected, actual, wanted, measure, $"{samples}, {inputs} × {outputs}, measured {measured}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void Neither_measuring_nor_a_scale_of_one_changes_a_bit_of_what_waits(VectorWidth width, int threads)
    {
        using SimdBackend backend = TestBackends.Create(width, threads);
        foreach ((int samples, int inputs, int outputs) in Products.Append((600, 9, 20)))
        {
            foreach (UpdateRates rates in new[] { Rates, Rates with { GradientScale = 1 } })
            {
                PendingProduct product = Product(backend, samples, inputs, outputs);
                Weights quiet = new(inputs * outputs), measured = new(inputs * outputs), scaled = new(inputs * outputs);
                _ = backend.Update<Momentum>(quiet.Values, product, new UpdateState(quiet.First), rates, measured: false);
                _ = backend.Update<Momentum>(measured.Values, product, new UpdateState(measured.First), rates, measured: true);
                _ = backend.Update<ScaledOperator<Momentum>>(scaled.Values, product, new UpdateState(scaled.First),
                    rates with { GradientScale = 1 }, measured: false);
                measured.Values.Span(quiet.Length).SequenceEqual(quiet.Values.Span(quiet.Length))
                    .ShouldBeTrue($"{samples}, {inputs} × {outputs}");
                measured.First.Span(quiet.Length).SequenceEqual(quiet.First.Span(quiet.Length))
                    .ShouldBeTrue($"{samples}, {inputs} × {outputs}");
                if (rates.GradientScale == 1)
                    scaled.Values.Span(quiet.Length).SequenceEqual(quiet.Values.Span(quiet.Length))
                        .ShouldBeTrue($"{samples}, {inputs} × {outputs}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void Blocks_of_a_gradient_that_waits_are_seen_as_the_weights_move(VectorWidth width, int threads)
    {
        using SimdBackend backend = TestBackends.Create(width, threads);
        foreach ((int samples, int inputs, int outputs) in new[] { (7, 33, 300), (7, 33, 900), (128, 784, 100), (700, 40, 50), (3, 1, 5),
            (5, 300, 1) })
        {
            foreach (MatrixBlock[] blocks in new MatrixBlock[][]
            {
                [new(0, inputs, 0, outputs)],
                [new(inputs / 2, inputs - (inputs / 2), outputs / 3, outputs - (outputs / 3)),
                    new(0, inputs / 2, outputs / 2, outputs - (outputs / 2))],
                [new(inputs - 1, 1, outputs - 1, 1), new(0, 1, 0, 1)],
                [],
            })
            {
                PendingProduct product = Product(backend, samples, inputs, outputs);
                GradientBlocks expected = new(blocks), actual = new(blocks);
                foreach ((Backend each, GradientBlocks watch) in new (Backend, GradientBlocks)[] { (TestBackends.Reference, expected),
                    (backend, actual) })
                {
                    WatchList<GradientBlocks> watches = new();
                    watches.Add(watch);
                    product.Watches = watches.Snapshot;
                    Weights weights = new(inputs * outputs);
                    _ = each.Update<Momentum>(weights.Values, product, new UpdateState(weights.First), Rates, measured: true);
                    watch.IsFilled.ShouldBeTrue();
                }

                // The terms are products of two numbers of standard deviation 1.5, at most about 5 each.
                Tolerance.SumOf(25 * samples).Mistake(expected.Target.Span(expected.Size), actual.Target.Span(actual.Size))
                    .ShouldBeNull($"{samples}, {inputs} × {outputs}, {blocks.Length} blocks");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void A_vanishing_part_is_measured_like_the_rest(VectorWidth width, int threads)
    {
        using SimdBackend backend = TestBackends.Create(width, threads);
        const int Length = 40_001;
        foreach (bool vanishingFirst in new[] { false, true })
        {
            Weights expected = new(Length), actual = new(Length);
            foreach (Storage gradient in new[] { expected.Gradient, actual.Gradient })
            {
                foreach (ref float g in vanishingFirst ? gradient.Span(Length)[..20_000] : gradient.Span(Length)[20_000..])
                    g *= 1e-25f;
            }

            UpdateMeasure wanted = TestBackends.Reference.Update<Momentum>(expected.Values, expected.Gradient,
                new UpdateState(expected.First), Length, Rates, measured: true);
            UpdateMeasure measure = backend
                .Update<Momentum>(actual.Values, actual.Gradient, new UpdateState(actual.First), Length, Rates, measured: true);
            Same(expected, actual, wanted, measure, $"vanishing first {vanishingFirst}");
        }
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void Vanishing_gradients_are_still_measured(VectorWidth width, int threads)
    {
        using SimdBackend backend = TestBackends.Create(width, threads);
        Weights weights = new(101);
        weights.Values.Span(101).Clear();
        weights.First.Span(101).Clear();
        foreach (ref float g in weights.Gradient.Span(101))
            g = 1e-25f;
        UpdateMeasure measure = backend
            .Update<Momentum>(weights.Values, weights.Gradient, new UpdateState(weights.First), 101, Rates, measured: true);
        measure.GradientSquares.ShouldBe(101 * 0.25e-50, 1e-55);
        measure.UpdateSquares.ShouldBe(101 * 0.25e-52, 1e-57);
        measure.GradientZeros.ShouldBe(0);
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void Gradients_of_any_size_are_measured_right(VectorWidth width, int threads)
    {
        using SimdBackend backend = TestBackends.Create(width, threads);
        foreach (float scale in new[] { 1e-25f, 1e-12f, 1, 1e9f, 1e11f, 1e15f, 1e18f, 1e25f })
        {
            foreach (int length in new[] { 37, 9_001 })
            {
                Weights expected = new(length), actual = new(length);
                foreach (Storage gradient in new[] { expected.Gradient, actual.Gradient })
                {
                    foreach (ref float g in gradient.Span(length))
                        g *= scale;
                }

                UpdateMeasure wanted = TestBackends.Reference.Update<Momentum>(expected.Values, expected.Gradient,
                    new UpdateState(expected.First), length, Rates, measured: true);
                UpdateMeasure measure = backend
                    .Update<Momentum>(actual.Values, actual.Gradient, new UpdateState(actual.First), length, Rates, measured: true);
                (measure.GradientSquares / wanted.GradientSquares).ShouldBe(1, 1e-4, $"{length} of {scale}");
                // Changes far below a weight's last digit are lost in float32.
                if (scale >= 1)
                    (measure.UpdateSquares / wanted.UpdateSquares).ShouldBe(1, 1e-3, $"{length} of {scale}");
                measure.GradientZeros.ShouldBe(wanted.GradientZeros);
            }

            // The same where the gradient is worked out on the way, tile by tile and by large blocks.
            foreach (int samples in new[] { 5, 700 })
            {
                PendingProduct product = Product(backend, samples, 40, 50);
                foreach (ref float delta in product.Right.Span(samples * 50))
                    delta *= scale;
                Weights expected = new(2000), actual = new(2000);
                UpdateMeasure wanted = TestBackends.Reference.Update<Momentum>(expected.Values, product, new UpdateState(expected.First),
                    Rates, measured: true);
                UpdateMeasure measure = backend
                    .Update<Momentum>(actual.Values, product, new UpdateState(actual.First), Rates, measured: true);
                (measure.GradientSquares / wanted.GradientSquares).ShouldBe(1, 1e-3, $"{samples} samples of {scale}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void A_rule_that_fails_at_zero_is_measured_only_where_there_are_weights(VectorWidth width, int threads)
    {
        using SimdBackend backend = TestBackends.Create(width, threads);
        foreach (int length in new[] { 1, 5, 17, 31 })
        {
            Weights expected = new(length), actual = new(length);
            foreach (Storage gradient in new[] { expected.Gradient, actual.Gradient })
                gradient.Span(length).Fill(-2);
            UpdateMeasure wanted = TestBackends.Reference.Update<SignOf>(expected.Values, expected.Gradient, default, length, Rates,
                measured: true);
            UpdateMeasure measure = backend.Update<SignOf>(actual.Values, actual.Gradient, default, length, Rates, measured: true);
            Same(expected, actual, wanted, measure, $"{length}");
        }
    }

    private static PendingProduct Product(Backend backend, int samples, int inputs, int outputs) => new()
    {
        Tape = new Tape(backend),
        Left = new Weights(samples * inputs).Gradient,
        Right = new Weights(samples * outputs).Values,
        Samples = samples,
        Inputs = inputs,
        Outputs = outputs,
    };

    private static void Same(Weights expected, Weights actual, UpdateMeasure wanted, UpdateMeasure measure, string what)
    {
        Tolerance tolerance = Tolerance.Rounding with { Relative = 1e-6, Absolute = 1e-5 };
        tolerance.Mistake(expected.Values.Span(expected.Length), actual.Values.Span(actual.Length)).ShouldBeNull(what);
        tolerance.Mistake(expected.First.Span(expected.Length), actual.First.Span(actual.Length)).ShouldBeNull(what);
        // The first entry behind the last weight stays.
        float.IsNaN(actual.Values.Span(actual.Length + 1)[^1]).ShouldBeTrue(what);
        measure.WeightSquares.ShouldBe(wanted.WeightSquares, double.Epsilon + (1e-5 * wanted.WeightSquares), what);
        measure.GradientSquares.ShouldBe(wanted.GradientSquares, double.Epsilon + (1e-5 * wanted.GradientSquares), what);
        measure.UpdateSquares.ShouldBe(wanted.UpdateSquares, double.Epsilon + (1e-4 * wanted.UpdateSquares), what);
        measure.GradientZeros.ShouldBe(wanted.GradientZeros, what);
    }

    /// <summary>Plain gradient descent with one state: v = A·v + g, w − rate·v.</summary>
    private readonly struct Momentum : IUpdateOperator
    {
        public static string Name => "momentum";

        public static int States => 1;

        public static double Apply(double weight, double gradient, ref double velocity, ref double secondState, ref double thirdState,
            in UpdateRates rates)
        {
            velocity = (rates.Momentum * velocity) + gradient;
            return weight - (rates.Rate * velocity);
        }

        public static TVector Apply<TSimd, TVector>(TVector weight, TVector gradient, ref TVector velocity, ref TVector secondState,
            ref TVector thirdState, in UpdateRates rates)
            where TSimd : struct, ISimd<TVector>
            where TVector : struct
        {
            velocity = TSimd.MultiplyAdd(TSimd.Create(rates.Momentum), velocity, gradient);
            return TSimd.MultiplyAdd(TSimd.Create(-rates.Rate), velocity, weight);
        }
    }

    /// <summary>w − rate·g/|g|, which is not a number where the gradient is 0, as an adaptive rule without ε.</summary>
    private readonly struct SignOf : IUpdateOperator
    {
        public static string Name => "sign";

        public static int States => 0;

        public static double Apply(double weight, double gradient, ref double firstState, ref double secondState, ref double thirdState,
            in UpdateRates rates) =>
            weight - (rates.Rate * (gradient / Math.Abs(gradient)));

        public static TVector Apply<TSimd, TVector>(TVector weight, TVector gradient, ref TVector firstState, ref TVector secondState,
            ref TVector thirdState, in UpdateRates rates)
            where TSimd : struct, ISimd<TVector>
            where TVector : struct =>
            TSimd.MultiplyAdd(TSimd.Create(-rates.Rate), TSimd.Divide(gradient, TSimd.Abs(gradient)), weight);
    }
}
