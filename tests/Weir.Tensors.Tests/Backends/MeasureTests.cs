using System.Runtime.Intrinsics;
using Weir.Tensors.Backends;
using Weir.Tensors.Backends.Simd;

namespace Weir.Tensors.Tests.Backends;

public sealed class MeasureTests
{
    /// <summary>Sums in float32 in blocks, float64 beyond.</summary>
    private const double Relative = 1e-5;

    private static readonly (int Rows, int Columns)[] Sizes =
        [(1, 1), (10, 50), (3, 5), (7, 33), (129, 17), (2500, 3), (1030, 65), (0, 5), (5, 0)];

    public static TheoryData<VectorWidth, int> Widths => TestBackends.Simd;

    /// <summary>The oracle itself, by the definitions over columns.</summary>
    [Fact]
    public void The_oracle_measures_what_the_words_say()
    {
        Storage x = Filled([1, -2, 0, 3, 5, 0]);
        float[] units = [0, 4];
        SignalMeasure measure = TestBackends.Reference.Measure(x, 3, 2, -2, 3, units);
        measure.Count.ShouldBe(6);
        measure.Mean.ShouldBe(7 / 6.0, 1e-12);
        measure.Rms.ShouldBe(Math.Sqrt(39 / 6.0), 1e-12);
        // Units (1, 0, 5) and (−2, 3, 0): variances 14/3 and 38/9.
        measure.Variance.ShouldBe(((14 / 3.0) + (38 / 9.0)) / 2, 1e-12);
        measure.Max.ShouldBe(5);
        measure.Zeros.ShouldBe(2);
        measure.Outside.ShouldBe(3);
        units.ShouldBe([5, 4]);
        default(SignalMeasure).Rms.ShouldBe(0);
        default(SignalMeasure).Mean.ShouldBe(0);
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void Vectors_measure_like_the_oracle_at_every_size_and_scale(VectorWidth width, int threads)
    {
        using SimdBackend backend = TestBackends.Create(width, threads);
        foreach ((int rows, int columns) in Sizes)
        {
            RandomStream random = RandomStream.For(rows, "measure", columns);
            float[] values = Values.Normal(new Shape(rows, columns), random);
            for (int i = 0; i < values.Length; i += 5)
                values[i] = 0;
            foreach (float scale in new[] { 1, 1e-12f, 1e-25f, 1e-36f, 1e12f, 1e25f, 1e37f })
                Compare(backend, [.. values.Select(x => x * scale)], rows, columns, -scale, scale, $"{rows}×{columns} of scale {scale}");
        }
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void The_variance_across_samples_is_that_of_the_oracle_at_every_size_and_scale(VectorWidth width, int threads)
    {
        using SimdBackend backend = TestBackends.Create(width, threads);
        foreach ((int samples, int entries) in new[] { (1, 5), (2, 1), (8, 50), (3, 2049), (5, 4500), (100, 33), (0, 5), (5, 0) })
        {
            RandomStream random = RandomStream.For(samples, "variance", entries);
            float[] values = Values.Normal(new Shape(samples, entries), random);
            foreach (float scale in new[] { 1, 1e-25f, 1e25f })
            {
                // A large offset, other for each entry, must not swallow the spread.
                Storage x = Filled([.. values.Select((v, i) => scale * (v + (100 * (i % Math.Max(1, entries)))))]);
                float largest = values.Length == 0 ? 0 : x.Span(values.Length).ToArray().Max(Math.Abs);
                double wanted = TestBackends.Reference.SampleVariance(x, samples, entries, largest);
                backend.SampleVariance(x, samples, entries, largest)
                    .ShouldBe(wanted, (1e-5 * wanted) + 1e-300, $"{samples} × {entries} of {scale}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void Equal_samples_have_no_variance_whatever_their_pixels(VectorWidth width, int threads)
    {
        using SimdBackend backend = TestBackends.Create(width, threads);
        float[] image = Values.Normal(new Shape(5000), new RandomStream(3));
        Storage x = Filled([.. Enumerable.Range(0, 8).SelectMany(_ => image)]);
        backend.SampleVariance(x, 8, 5000, 4).ShouldBe(0);
        TestBackends.Reference.SampleVariance(x, 8, 5000, 4).ShouldBe(0);
    }

    [Fact]
    public unsafe void A_tall_matrix_gives_the_same_bits_block_by_block_as_column_by_column()
    {
        const int rows = 2500, columns = 70;
        Storage x = Filled(Values.Normal(new Shape(rows, columns), new RandomStream(4))),
            state = new((int)MeasureLoops<Simd256, Vector256<float>>.StateOf(rows, columns));
        MeasureLoops<Simd256, Vector256<float>>.IsTall(rows, columns).ShouldBeTrue();
        float[] units = new float[columns], others = new float[columns];
        fixed (float* one = units, two = others)
        {
            SignalMeasure tall = MeasureLoops<Simd256,
                Vector256<float>>.Tall<CarefulPass>(x.Pointer, rows, columns, 0, columns, -1, 1, 1, one, state.Pointer);
            tall.ShouldBe(MeasureLoops<Simd256,
                Vector256<float>>.Columns<CarefulPass>(x.Pointer, rows, columns, 0, columns, -1, 1, 1, two));
            (tall.Variance / columns).ShouldBe(2.25, 0.05);
        }

        units.ShouldBe(others);
        units.Min().ShouldBeGreaterThan(2);
    }

    [Fact]
    public void The_sum_of_squares_has_the_same_bits_on_one_thread_and_on_two()
    {
        using SimdBackend one = TestBackends.Create(VectorWidth.Bits256, 1), two = TestBackends.Create(VectorWidth.Bits256, 2);
        foreach (int length in new[] { 5000, 12_288, 70_001 })
        {
            Storage x = Filled(Values.Normal(new Shape(length), new RandomStream(length)));
            two.SumOfSquares(x, length).ShouldBe(one.SumOfSquares(x, length));
            two.SumOfSquares(x, length).ShouldBe(2.25 * length, 0.2 * length);
        }
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void A_small_spread_on_a_large_offset_is_not_lost(VectorWidth width, int threads)
    {
        using SimdBackend backend = TestBackends.Create(width, threads);
        RandomStream random = new(3);
        float[] values = [.. Enumerable.Range(0, 200 * 21).Select(_ => (float)(1000 + (0.01 * random.NextNormal())))];
        Compare(backend, values, 200, 21, 999, 1001, "an offset of 1000");
        backend.Measure(Filled(values), 200, 21, 999, 1001, []).Variance.ShouldBe(1e-4, 1e-5);
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void What_is_not_a_number_shows_and_counts_as_outside(VectorWidth width, int threads)
    {
        using SimdBackend backend = TestBackends.Create(width, threads);
        float[] values = new float[10 * 21];
        values[100] = float.NaN;
        foreach (Backend each in new Backend[] { backend, TestBackends.Reference })
        {
            SignalMeasure measure = each.Measure(Filled(values), 10, 21, -1, 1, []);
            float.IsNaN(measure.Max).ShouldBeTrue();
            double.IsNaN(measure.Rms).ShouldBeTrue();
            double.IsNaN(measure.Variance).ShouldBeTrue();
            (measure.Zeros, measure.Outside).ShouldBe((209, 1));
        }
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void Without_an_upper_limit_what_is_not_finite_is_outside_too(VectorWidth width, int threads)
    {
        using SimdBackend backend = TestBackends.Create(width, threads);
        foreach (float low in new[] { float.NegativeInfinity, 0 })
        {
            foreach (float[] odd in new float[][] { [0], [float.NaN], [float.PositiveInfinity], [float.NegativeInfinity, 3], [1e25f],
                [1e-25f] })
            {
                foreach ((int rows, int columns) in Sizes.Where(size => size.Rows * size.Columns > 2))
                {
                    float[] values = Values.Normal(new Shape(rows, columns), RandomStream.For(rows, "unlimited", columns));
                    odd.CopyTo(values, values.Length / 2);
                    SignalMeasure expected = TestBackends.Reference.Measure(Filled(values), rows, columns, low, float.PositiveInfinity, []);
                    SignalMeasure actual = backend.Measure(Filled(values), rows, columns, low, float.PositiveInfinity, []);
                    actual.Max.ShouldBe(expected.Max);
                    (actual.Zeros, actual.Outside).ShouldBe((expected.Zeros, expected.Outside));
                    (double.IsFinite(actual.Squares), double.IsNaN(actual.Squares))
                        .ShouldBe((double.IsFinite(expected.Squares), double.IsNaN(expected.Squares)));
                    if (double.IsFinite(expected.Squares))
                        actual.Squares.ShouldBe(expected.Squares, Relative * expected.Squares);
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void The_sum_of_squares_agrees_at_every_length_and_scale(VectorWidth width, int threads)
    {
        using SimdBackend backend = TestBackends.Create(width, threads);
        foreach (int length in new[] { 0, 1, 3, 15, 16, 17, 100, 4097, 40_000 })
        {
            foreach (float scale in new[] { 1, 1e-12f, 1e-17f, 1e-25f, 1e-36f, 1e15f, 1e25f, 1e37f })
            {
                float[] values = [.. Values.Normal(new Shape(length), new RandomStream(length)).Select(x => x * scale)];
                double expected = TestBackends.Reference.SumOfSquares(Filled(values), length);
                backend.SumOfSquares(Filled(values), length)
                    .ShouldBe(expected, double.Epsilon + (Relative * expected), $"{length} of scale {scale}");
            }
        }

        double.IsNaN(backend.SumOfSquares(Filled([1, float.NaN, 2]), 3)).ShouldBeTrue();
        backend.SumOfSquares(Filled([1, float.NegativeInfinity, 2]), 3).ShouldBe(double.PositiveInfinity);
        backend.SumOfSquares(Filled(new float[100]), 100).ShouldBe(0);
    }

    private static void Compare(SimdBackend backend, float[] values, int rows, int columns, float low, float high, string what)
    {
        // Entries behind the last unit must stay as they are.
        float[] expectedUnits = new float[columns + 3], units = new float[columns + 3];
        if (columns > 1)
            expectedUnits[1] = units[1] = 2 * high;
        SignalMeasure expected = TestBackends.Reference.Measure(Filled(values), rows, columns, low, high, expectedUnits.AsSpan(0, columns));
        SignalMeasure actual = backend.Measure(Filled(values), rows, columns, low, high, units.AsSpan(0, columns));

        actual.Count.ShouldBe(expected.Count, what);
        actual.Sum.ShouldBe(expected.Sum, double.Epsilon + (Relative * expected.Rms * expected.Count), what);
        actual.Squares.ShouldBe(expected.Squares, double.Epsilon + (Relative * expected.Squares), what);
        actual.Variance.ShouldBe(expected.Variance, double.Epsilon + (1e-4 * expected.Variance), what);
        actual.Max.ShouldBe(expected.Max, what);
        actual.Zeros.ShouldBe(expected.Zeros, what);
        actual.Outside.ShouldBe(expected.Outside, what);
        units.ShouldBe(expectedUnits, what);
    }

    private static Storage Filled(float[] values)
    {
        Storage storage = new(Math.Max(1, values.Length));
        // What lies behind the last entry must not count.
        storage.Span(storage.Capacity + Storage.Line).Fill(float.NaN);
        values.CopyTo(storage.Span(values.Length));
        return storage;
    }
}
