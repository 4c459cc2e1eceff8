using Weir.Tensors.Backends;
using Weir.Tensors.Backends.Simd;

namespace Weir.Tensors.Tests.Operations;

/// <summary>Every operation, forward and backward, on every vector width with one and two threads, against the oracle.</summary>
public sealed class ConformanceTests
{
    public static TheoryData<VectorWidth, int> Widths => TestBackends.Simd;

    [Theory]
    [MemberData(nameof(Widths))]
    public void Elementwise_operations_agree_with_the_oracle(VectorWidth width, int threads) =>
        Check(width, threads, Elementwise.All.SelectMany(operation => OperationCases.Unary(operation, small: false)));

    [Theory]
    [MemberData(nameof(Widths))]
    public void Arithmetic_operations_agree_with_the_oracle(VectorWidth width, int threads) =>
        Check(width, threads, Arithmetic.All.SelectMany(operation => OperationCases.Binary(operation, small: false)));

    [Theory]
    [MemberData(nameof(Widths))]
    public void Reductions_agree_with_the_oracle(VectorWidth width, int threads) =>
        Check(width, threads, OperationCases.Reductions(small: false));

    [Theory]
    [MemberData(nameof(Widths))]
    public void Losses_agree_with_the_oracle(VectorWidth width, int threads) => Check(width, threads, OperationCases.Losses(small: false));

    [Theory]
    [MemberData(nameof(Widths))]
    public void Products_agree_with_the_oracle(VectorWidth width, int threads) =>
        Check(width, threads, OperationCases.Products(small: false));

    [Theory]
    [MemberData(nameof(Widths))]
    public void Shaping_agrees_with_the_oracle(VectorWidth width, int threads) =>
        Check(width, threads, OperationCases.Shaping(small: false));

    [Theory]
    [MemberData(nameof(Widths))]
    public void Indexing_agrees_with_the_oracle(VectorWidth width, int threads) =>
        Check(width, threads, OperationCases.Indexing(small: false));

    [Theory]
    [MemberData(nameof(Widths))]
    public void Convolutions_agree_with_the_oracle(VectorWidth width, int threads) =>
        Check(width, threads, OperationCases.Convolutions(small: false));

    [Theory]
    [MemberData(nameof(Widths))]
    public void Poolings_agree_with_the_oracle(VectorWidth width, int threads) =>
        Check(width, threads, OperationCases.Poolings(small: false));

    [Theory]
    [MemberData(nameof(Widths))]
    public void Upsamplings_agree_with_the_oracle(VectorWidth width, int threads) =>
        Check(width, threads, OperationCases.Upsamplings(small: false));

    [Theory]
    [MemberData(nameof(Widths))]
    public void Transposed_convolutions_agree_with_the_oracle(VectorWidth width, int threads) =>
        Check(width, threads, OperationCases.TransposedConvolutions(small: false));

    [Theory]
    [MemberData(nameof(Widths))]
    public void Normalizations_agree_with_the_oracle(VectorWidth width, int threads) =>
        Check(width, threads, OperationCases.Normalizations(small: false));

    [Theory]
    [MemberData(nameof(Widths))]
    public void Dropout_agrees_with_the_oracle(VectorWidth width, int threads) =>
        Check(width, threads, OperationCases.Dropouts(small: false));

    [Theory]
    [MemberData(nameof(Widths))]
    public void Batch_products_agree_with_the_oracle(VectorWidth width, int threads) =>
        Check(width, threads, OperationCases.BatchProducts(small: false));

    [Theory]
    [MemberData(nameof(Widths))]
    public void Attention_agrees_with_the_oracle(VectorWidth width, int threads) =>
        Check(width, threads, OperationCases.Attentions(small: false));

    [Theory]
    [MemberData(nameof(Widths))]
    public void Sums_with_functions_agree_with_the_oracle(VectorWidth width, int threads) =>
        Check(width, threads, OperationCases.SumsWithFunctions(small: false));

    [Theory]
    [MemberData(nameof(Widths))]
    public void Scaled_columns_agree_with_the_oracle(VectorWidth width, int threads)
    {
        using SimdBackend backend = TestBackends.Create(width, threads);
        foreach ((int rows, int channels) in new[] { (1, 1), (3, 5), (70, 33), (41, 64) })
        {
            RandomStream random = new(rows);
            Storage[] given = [.. new[] { rows * channels, channels, channels, channels }.Select(size => Drawn(size, random))];
            Storage expected = new(rows * channels), actual = new(rows * channels);
            TestBackends.Reference.ScaleColumns<TanhOperator>(given[0], given[1], given[2], given[3], expected, rows, channels, 0);
            backend.ScaleColumns<TanhOperator>(given[0], given[1], given[2], given[3], actual, rows, channels, 0);
            Tolerance.Transcendental.Mistake(expected.Span(rows * channels), actual.Span(rows * channels)).ShouldBeNull();
        }
    }

    private static Storage Drawn(int size, RandomStream random)
    {
        Storage storage = new(size);
        foreach (ref float entry in storage.Span(size))
            entry = (float)random.NextNormal();
        return storage;
    }

    private static void Check(VectorWidth width, int threads, IEnumerable<OperationCase> cases)
    {
        using SimdBackend backend = TestBackends.Create(width, threads);
        string[] mistakes = [.. cases.Select(c => c.Mistake(backend)).OfType<string>().Take(20)];
        mistakes.ShouldBeEmpty();
    }
}
