using Weir.Tensors.Backends;
using Weir.Tensors.Backends.Simd;

namespace Weir.Tensors.Tests.Backends.Simd.Convolution;

/// <summary>
/// Convolutions of single channels against plain loops: every remainder of rows, columns and channels that is made in another way.
/// </summary>
public sealed class DepthwiseTests
{
    private static readonly (Extent Image, int Channels, Extent Kernel, Extent Stride, Extent Padding, Extent Dilation)[] Shapes =
    [
        (new(1, 1), 1, 3, 1, 1, 1),
        (new(2, 5), 16, 3, 1, 1, 1),
        (new(7, 7), 33, 3, 1, 1, 1),
        (new(6, 12), 64, 3, 1, 0, 1),
        (new(5, 14), 17, 3, 1, 2, 1),
        (new(9, 6), 70, 3, 1, new(0, 3), 1),
        (new(7, 14), 20, 3, 2, 1, 1),
        (new(8, 13), 35, 3, 2, 0, 1),
        (new(13, 28), 18, 3, new(1, 2), 1, 1),
        (new(13, 9), 18, 3, new(2, 1), 1, 1),
        (new(9, 22), 19, 3, 3, 2, 1),
        (new(11, 12), 5, 3, 5, 1, 1),
        (new(12, 11), 24, 3, 1, 2, 2),
        (new(12, 13), 24, 3, 2, 2, 2),
        (new(13, 14), 7, 3, new(1, 2), 3, new(3, 2)),
        (new(13, 14), 7, 3, new(4, 2), 3, new(2, 4)),
        (new(14, 13), 40, 5, 1, 2, 1),
        (new(14, 13), 40, 5, 2, 2, 1),
        (new(10, 11), 12, new(2, 4), 1, 1, 1),
        (new(10, 11), 12, new(1, 3), 1, new(0, 1), 1),
        (new(10, 11), 12, new(3, 1), 2, new(1, 0), 1),
        (new(9, 17), 9, 7, 1, 3, 1),
        (new(3, 4), 6, 3, 1, 5, 1),
    ];

    public static TheoryData<VectorWidth, int> Backends => TestBackends.Simd;

    [Theory]
    [MemberData(nameof(Backends))]
    public void All_shapes_give_what_plain_loops_give(VectorWidth width, int threads)
    {
        using SimdBackend backend = TestBackends.Create(width, threads);
        for (int samples = 1; samples <= 3; samples++)
        {
            foreach (ConvolutionShape shape in Shapes.Select(one => ShapeOf(one, samples)))
            {
                foreach (bool dressed in new[] { false, true })
                {
                    float[][] expected = Run(TestBackends.Reference, shape, dressed), actual = Run(backend, shape, dressed);
                    for (int result = 0; result < 2; result++)
                    {
                        for (int i = 0; i < expected[result].Length; i++)
                            actual[result][i].ShouldBe(expected[result][i], 2e-5f,
                                $"{shape}, {(dressed ? "with bias and function, added to dx" : "bare")}, result {result}, entry {i}");
                    }
                }
            }
        }
    }

    [Fact]
    public void The_bits_depend_neither_on_the_threads_nor_on_the_rows_that_are_made_together()
    {
        using SimdBackend one = TestBackends.Create(VectorWidths.Widest, 1), two = TestBackends.Create(VectorWidths.Widest, 2),
            three = TestBackends.Create(VectorWidths.Widest, 3);
        foreach (ConvolutionShape shape in Shapes.Select(shape => ShapeOf(shape, 3)))
        {
            float[][] once = Run(one, shape, true);
            foreach (SimdBackend backend in new[] { one, two, three })
            {
                float[][] again = Run(backend, shape, true);
                again[0].ShouldBe(once[0]);
                again[1].ShouldBe(once[1]);
            }
        }
    }

    [Fact]
    public void A_pixel_that_is_no_number_reaches_the_outputs_that_see_it_and_no_others()
    {
        using SimdBackend backend = TestBackends.Create(VectorWidths.Widest, 1);
        foreach (ConvolutionShape shape in Shapes.Select(shape => ShapeOf(shape, 2)))
        {
            int at = shape.Pixels * shape.Channels / 2;
            float[] expected = Run(TestBackends.Reference, shape, true, at)[0], actual = Run(backend, shape, true, at)[0];
            actual.Select(float.IsNaN).ShouldBe(expected.Select(float.IsNaN));
        }
    }

    private static ConvolutionShape ShapeOf((Extent Image, int Channels, Extent Kernel, Extent Stride, Extent Padding, Extent Dilation) of,
        int samples)
    {
        ConvolutionOptions options = new() { Stride = of.Stride, Padding = of.Padding, Dilation = of.Dilation, Groups = of.Channels };
        return new ConvolutionShape(samples, of.Image, of.Channels, of.Kernel, options.Output(of.Image, of.Kernel), of.Channels, of.Stride,
            of.Padding, of.Dilation, of.Channels);
    }

    /// <summary>Output and gradient of the image.</summary>
    private static float[][] Run(Backend backend, ConvolutionShape shape, bool dressed, int? notANumber = null)
    {
        RandomStream random = new(7);
        int inputs = shape.Pixels * shape.Channels, outputs = shape.OutputPixels * shape.Channels;
        Storage x = Drawn(inputs), w = Drawn(shape.Kernel.Height * shape.Kernel.Width * shape.Channels), delta = Drawn(outputs),
            bias = Drawn(shape.Channels), dx = Drawn(inputs), y = new(outputs);
        if (notANumber is { } at)
            x.Span(inputs)[at] = float.NaN;
        backend.Convolve(shape, x, w, y, dressed ? bias : null, dressed ? Elementwise.Named("leakyRelu") : null, 0.1f);
        backend.ConvolveInputGradient(shape, delta, w, dx, accumulate: dressed);
        return [y.Span(outputs).ToArray(), dx.Span(inputs).ToArray()];

        Storage Drawn(int size)
        {
            Storage storage = new(size);
            foreach (ref float entry in storage.Span(size))
                entry = (float)random.NextNormal();
            return storage;
        }
    }
}
