using Weir.Tensors.Backends;
using Weir.Tensors.Backends.Simd;

namespace Weir.Tensors.Tests.Operations;

/// <summary>Where the textbook formula would cancel or underflow, the result keeps its digits.</summary>
public sealed class DigitsTests
{
    public static TheoryData<VectorWidth, int> Widths => TestBackends.Simd;

    [Fact]
    public void The_oracle_has_its_digits_where_simple_formulas_cancel()
    {
        Run("elu", 1e-10f).ShouldBe((1e-10f, 1));
        Run("elu", -1e-20f).ShouldBe((-1e-20f, 1));
        Run("softplus", -40).Value.ShouldBe(4.2483543e-18f, 1e-24f);
        Run("sigmoid", -50).Value.ShouldBe(1.9287499e-22f, 1e-28f);
        Run("gelu", -6).Value.ShouldBe(-5.9195256e-9f, 1e-14f);
        Run("silu", -50).Value.ShouldBe(-9.6437493e-21f, 1e-26f);

        static (float Value, float Derivative) Run(string name, float x)
        {
            UnaryOperation operation = Elementwise.Named(name);
            return ((float)operation.Value(x, 1), (float)operation.Derivative(x, 1));
        }
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void Large_logits_keep_the_digits_of_the_loss(VectorWidth width, int threads)
    {
        using SimdBackend backend = TestBackends.Create(width, threads);
        Tape tape = new(backend);
        Tensor logits = tape.Input(new Shape(2), [20, -20]);
        float[] losses = logits.SigmoidCrossEntropyError(tape.Input(new Shape(2), [1, 0])).ToArray();
        losses[0].ShouldBe(2.0611537e-9f, 1e-14f);
        losses[1].ShouldBe(2.0611537e-9f, 1e-14f);
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void An_offset_of_the_logits_does_not_cost_digits(VectorWidth width, int threads)
    {
        using SimdBackend backend = TestBackends.Create(width, threads);
        // 2⁻⁸ steps on 8192 are exact in float32, so that the offset must change nothing at all.
        float[] small = [.. Enumerable.Range(0, 37).Select(i => i * 13 % 37 / 16f)], offset = [.. small.Select(x => x + 8192)];
        foreach (float smoothing in new[] { 0, 0.25f })
        {
            Tape tape = new(backend);
            Indices label = new(3);
            Tensor a = tape.Input(new Shape(1, 37), small), b = tape.Input(new Shape(1, 37), offset);
            Tolerance.Rounding.Mistake(a.LogSoftmax().ToArray(), b.LogSoftmax().ToArray()).ShouldBeNull();
            Tolerance.Rounding.Mistake(a.Softmax().ToArray(), b.Softmax().ToArray()).ShouldBeNull();
            Tolerance.Rounding.Mistake(a.CrossEntropy(label, smoothing).ToArray(), b.CrossEntropy(label, smoothing).ToArray())
                .ShouldBeNull();
        }
    }
}
