using Weir.Tensors.Backends;
using Weir.Tensors.Backends.Simd;

namespace Weir.Tensors.Tests.Backends.Simd;

/// <summary>What attention in tiles promises besides the oracle's numbers.</summary>
public sealed class AttentionTests
{
    public static TheoryData<VectorWidth, int> Widths => TestBackends.Simd;

    [Theory]
    [MemberData(nameof(Widths))]
    public void The_same_bits_come_at_any_time_and_with_any_number_of_threads(VectorWidth width, int threads)
    {
        using SimdBackend one = TestBackends.Create(width, 1), several = TestBackends.Create(width, threads);
        (float[] y, float[] gradient) = Attend(several, new Shape(3, 70, 3 * 2 * 12), heads: 2, scale: 1);
        for (int again = 0; again < 3; again++)
        {
            (float[] sameY, float[] sameGradient) = Attend(again == 0 ? one : several, new Shape(3, 70, 3 * 2 * 12), heads: 2, scale: 1);
            sameY.ShouldBe(y);
            sameGradient.ShouldBe(gradient);
        }
    }

    [Theory]
    [InlineData(30f)]
    [InlineData(1e4f)]
    public void Scores_of_hundreds_and_more_neither_overflow_nor_lose_their_way(float scale)
    {
        using SimdBackend backend = TestBackends.Create(VectorWidths.Widest, 2);
        // More than one tile of keys, so that maxima rise from tile to tile.
        Shape parts = new(1, 400, 3 * 8);
        (float[] expected, float[] expectedGradient) = Attend(TestBackends.Reference, parts, heads: 1, scale);
        (float[] y, float[] gradient) = Attend(backend, parts, heads: 1, scale);
        // The exponent itself is rounded: an error of 6e-8 of a score of thousands is one of some thousandths of its weight.
        Tolerance tolerance = new(1e-3 * scale / 30, 1e-4 * scale);
        tolerance.Mistake(expected, y).ShouldBeNull();
        gradient.ShouldAllBe(value => float.IsFinite(value));
        expectedGradient.ShouldAllBe(value => float.IsFinite(value));
    }

    [Fact]
    public void Memory_grows_with_the_length_and_not_with_its_square()
    {
        using SimdBackend backend = TestBackends.Create(VectorWidths.Widest, 2);
        long shorter = Pool(256), longer = Pool(2048);
        ((double)longer / shorter).ShouldBeInRange(6, 10);

        long Pool(int length)
        {
            Tape tape = new(backend);
            tape.Begin();
            Tensor leaf = Tensor.Leaf(new Shape(1, length, 3 * 8), new float[length * 24], needsGradient: true);
            tape.Backward(tape.View(leaf).Attend(1).Sum());
            return tape.PoolBytes;
        }
    }

    private static (float[] Y, float[] Gradient) Attend(Backend backend, Shape shape, int heads, float scale)
    {
        Tape tape = new(backend);
        tape.Begin();
        Tensor leaf = Tensor.Leaf(shape, [.. Values.Normal(shape, new RandomStream(3)).Select(value => value * MathF.Sqrt(scale))],
            needsGradient: true);
        Tensor y = tape.View(leaf).Attend(heads, causal: true);
        float[] values = y.ToArray();
        tape.Backward(y.Multiply(tape.Input(y.Shape, Values.Normal(y.Shape, new RandomStream(4)))).Sum());
        return (values, leaf.Gradient()!);
    }
}
