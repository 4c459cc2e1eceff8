using Weir.Tensors.Backends;
using Weir.Tensors.Backends.Simd;

namespace Weir.Tensors.Tests.Operations;

/// <summary>A wrong shape is told by operation, shapes and rule.</summary>
public sealed class ErrorTests
{
    private readonly Tape _tape = new(TestBackends.Reference);

    private Tensor Zeros(params ReadOnlySpan<int> lengths) => _tape.Full(new Shape(lengths), 0);

    [Fact]
    public void Broadcasting() =>
        Message(() => Zeros(3, 4).Multiply(Zeros(5, 4))).ShouldBe(
            "multiply: shapes (3, 4) and (5, 4) do not fit: counted from the end, axis 2 has 3 and 5 entries; they must be equal or one "
                + "of them 1");

    [Fact]
    public void Products()
    {
        Message(() => Zeros(3, 4).MatrixMultiply(Zeros(3, 4))).ShouldBe(
            "matrixMultiply: shapes (3, 4) and (3, 4) do not fit: 4 columns on the left meet 3 rows on the right; they must be equal");
        Message(() => Zeros(3, 4).MatrixMultiply(Zeros(3, 4), transposeLeft: true, transposeRight: true)).ShouldBe(
            "matrixMultiply: shapes (3, 4)ᵀ and (3, 4)ᵀ do not fit: 3 columns on the left meet 4 rows on the right; they must be equal");
        Message(() => Zeros(3).MatrixMultiply(Zeros(3, 4)))
            .ShouldBe("matrixMultiply: two matrices are expected, shapes (3) and (3, 4) were given");
        Message(() => Zeros(10, 784).Affine(Zeros(700, 50))).ShouldBe(
            "affine: input (10, 784) does not fit weight (700, 50): the input's last axis must equal the weight's first");
        Message(() => Zeros(10, 784).Affine(Zeros(784, 50), Zeros(51), Elementwise.Named("relu"))).ShouldBe(
            "affine+relu: bias (51) does not fit weight (784, 50): one entry for each of the weight's 50 columns is expected");
        Should.Throw<ArgumentException>(() => Zeros(1, 1).Affine(Zeros(1, 1), null, Elementwise.Named("gelu"))).Message.ShouldStartWith(
            "affine: the derivative of gelu needs its input; apply it as an operation of its own");
    }

    [Fact]
    public void Axes()
    {
        Message(() => Zeros(3, 4).Sum(2)).ShouldBe("sum: shape (3, 4) has no axis 2");
        Message(() => Zeros(3, 4).Max(^3)).ShouldBe("max: shape (3, 4) has no axis ^3");
        Message(() => Zeros(3, 0).Max(1)).ShouldBe("max: axis 1 of shape (3, 0) is empty; a maximum needs an entry");
        Message(() => Zeros().Softmax()).ShouldBe("softmax: a single number has no axis to normalise over");
    }

    [Fact]
    public void Shapes()
    {
        Message(() => Zeros(3, 4).Reshape(new Shape(5, 2)))
            .ShouldBe("reshape: shape (3, 4) has 12 entries and (5, 2) has 10; they must be equal");
        Message(() => Zeros(3, 4).Transpose(0, 0)).ShouldBe("transpose: the order (0, 0) must name every axis from 0 to 1 once");
        Message(() => Zeros(3, 4).Transpose(0, 1, 2)).ShouldBe("transpose: shape (3, 4) has 2 axes, and an order of 3 was given");
        Message(() => Shaping.Concatenate(0, Zeros(3, 4), Zeros(2, 5)))
            .ShouldBe("concatenate: shapes (3, 4) and (2, 5) differ in another axis than 0, along which they are joined");
        Message(() => Shaping.Concatenate(0)).ShouldBe("concatenate: at least one tensor is expected");
        Message(() => Zeros().Flatten()).ShouldBe("flatten: a tensor of shape (samples, …) is expected, a single number was given");
        Message(() => Zeros(3, 4).Item()).ShouldBe("item: the tensor has shape (3, 4); exactly one entry is expected");
        Message(() => Zeros(3, 4).CopyFrom([1])).ShouldBe("copy: 1 values were given for shape (3, 4), which has 12 entries");
        Message(() => _tape.Input(new Shape(3), [1, 2])).ShouldBe("input: 2 values were given for shape (3), which has 3 entries");
    }

    /// <summary>Numbers whose products leave 32 bits are refused where they are given, not worked with.</summary>
    [Fact]
    public void Extents_that_overflow()
    {
        const int half = 1 << 30;
        Tensor image = Zeros(1, 4, 4, 1), kernel = Zeros(3, 3, 1, 1);
        Message(() => image.Convolve(kernel, options: new ConvolutionOptions { Dilation = half }))
            .ShouldBe("convolution: a kernel that reaches over 2147483649 pixels of height does not fit into an image of 4 with padding 0");
        Message(() => image.Convolve(kernel, options: new ConvolutionOptions { Padding = half }))
            .ShouldBe("convolution: an image of height 4 with padding 1073741824 is 2147483652 pixels; at most 1073741824 are possible");
        Message(() => image.Convolve(kernel, options: new ConvolutionOptions { Padding = new(0, half - 1) }))
            .ShouldBe("convolution: an image of width 4 with padding 1073741823 is 2147483650 pixels; at most 1073741824 are possible");
        Message(() => image.Convolve(kernel, options: new ConvolutionOptions { Stride = int.MaxValue }))
            .ShouldBe("convolution: the stride is 2147483647×2147483647; both numbers must be at most 1073741824");
        Message(() => image.MaxPool(new PoolingOptions { Window = int.MaxValue, Padding = half }))
            .ShouldBe("pooling: the window is 2147483647×2147483647; both numbers must be at most 1073741824");
        Message(() => image.AveragePool(new PoolingOptions { Window = half, Padding = half / 2 }))
            .ShouldBe("pooling: an image of height 4 with padding 536870912 is 1073741828 pixels; at most 1073741824 are possible");
        image.Convolve(kernel, options: new ConvolutionOptions { Stride = half }).Shape.ShouldBe(new Shape(1, 1, 1, 1));
        Message(() => image.Upsample(half))
            .ShouldBe("upsample: an image of 4×4 pixels made 1073741824×1073741824 times as large has more than 1073741824 pixels along a "
                + "side");
    }

    [Fact]
    public void Upsampling_of_what_is_no_image_or_by_nothing()
    {
        Message(() => Zeros(4, 4, 1).Upsample(2))
            .ShouldBe("upsample: an image (samples, height, width, channels) is expected, shape (4, 4, 1) came in");
        Message(() => Zeros(1, 4, 4, 1).Upsample(new Extent(2, 0)))
            .ShouldBe("upsample: the factor is 2×0; both numbers must be 1 or more");
    }

    [Theory]
    [InlineData(0, 4)]
    [InlineData(4, 0)]
    public void Images_without_pixels(int height, int width)
    {
        Tensor image = Zeros(2, height, width, 3);
        Message(() => image.GlobalAveragePool()).ShouldBe($"globalAveragePool: an image of shape (2, {height}, {width}, 3) has no pixels");
        Message(() => image.GlobalMaxPool()).ShouldBe($"globalMaxPool: an image of shape (2, {height}, {width}, 3) has no pixels");
        Message(() => image.AdaptiveAveragePool(1))
            .ShouldBe($"adaptiveAveragePool: an image of shape (2, {height}, {width}, 3) has no pixels");
    }

    [Theory]
    [InlineData(2, 3, "slice: entries 2…4 do not lie within axis 1 of shape (3, 4)")]
    [InlineData(-1, 2, "slice: entries -1…0 do not lie within axis 1 of shape (3, 4)")]
    [InlineData(int.MaxValue, 1, "slice: entries 2147483647…2147483647 do not lie within axis 1 of shape (3, 4)")]
    [InlineData(1, int.MaxValue, "slice: entries 1…2147483647 do not lie within axis 1 of shape (3, 4)")]
    public void Slices(int start, int length, string message) => Message(() => Zeros(3, 4).Slice(1, start, length)).ShouldBe(message);

    [Fact]
    public void Classes_and_rows()
    {
        Message(() => Zeros(2, 10).CrossEntropy(new Indices(3, 10)))
            .ShouldBe("crossEntropy: entry 1 is 10, but there are 10 classes: it must lie in 0…9");
        Message(() => Zeros(2, 10).CrossEntropy(new Indices(-1, 3)))
            .ShouldBe("crossEntropy: entry 0 is -1, but there are 10 classes: it must lie in 0…9");
        Message(() => Zeros(2, 10).CrossEntropy(new Indices(1)))
            .ShouldBe("crossEntropy: 1 labels were given for logits of shape (2, 10); 2 are expected, one a row");
        Message(() => Zeros(4, 10).Gather(new Indices(0, 4))).ShouldBe("gather: entry 1 is 4, but there are 4 rows: it must lie in 0…3");
        Message(() => Zeros().Gather(new Indices(0))).ShouldBe("gather: a table of shape (rows, …) is expected, a single number was given");
        Should.Throw<ArgumentOutOfRangeException>(() => Zeros(1, 2).CrossEntropy(new Indices(0), 1))
            .Message.ShouldStartWith("label smoothing lies in [0, 1)");
        Should.Throw<ArgumentOutOfRangeException>(() => Zeros(1, 2).CrossEntropy(new Indices(0), float.NaN));
    }

    [Fact]
    public void Names_and_options()
    {
        Should.Throw<ArgumentException>(() => Elementwise.Named("rellu"))
            .Message.ShouldStartWith("there is no elementwise operation named rellu; there are absolute, elu,");
        Should.Throw<ArgumentOutOfRangeException>(() => SimdBackend.Create(new SimdOptions { Threads = 0 }));
        using SimdBackend backend = SimdBackend.Create(new SimdOptions { Threads = 2, Width = VectorWidth.Bits128 });
        (backend.Name, backend.Threads, backend.Width).ShouldBe(("simd 128 bits, 2 threads", 2, VectorWidth.Bits128));
    }

    private static string Message(Action action) => Should.Throw<ShapeException>(action).Message;
}
