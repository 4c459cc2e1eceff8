using Weir.Tensors.Backends;
using Weir.Tensors.Backends.Simd;

namespace Weir.Tensors.Tests.Backends;

public sealed class LoadTests
{
    public static TheoryData<VectorWidth, int> Widths => TestBackends.Simd;

    /// <summary>With a grain of 1,024 entries two threads share whatever is larger.</summary>
    [Theory]
    [MemberData(nameof(Widths))]
    public void Values_arrive_whole_and_nothing_beyond_them_is_touched(VectorWidth width, int threads)
    {
        using SimdBackend backend = TestBackends.Create(width, threads);
        foreach (int length in new[] { 0, 1, 17, 1023, 1025, 4099 })
        {
            float[] values = [.. Enumerable.Range(1, length).Select(i => (float)i)];
            Storage target = new(length + 1);
            target.Span(length + 1)[length] = -1;
            backend.Load(values, target);
            target.Span(length).ToArray().ShouldBe(values);
            target.Span(length + 1)[length].ShouldBe(-1);
        }
    }
}
