using System.Runtime.Intrinsics;
using Weir.Tensors.Backends;
using Weir.Tensors.Backends.Simd;

namespace Weir.Tensors.Tests.Backends.Simd.Convolution;

/// <summary>Convolutions by Winograd's method: how far they round, and that they are made at all. Conformance has their values.</summary>
public sealed class WinogradTests
{
    /// <summary>Widths, shapes of images, outputs, and whether pixels are rectified (all of one sign, as behind a rectifier).</summary>
    public static TheoryData<VectorWidth, int, int, int, int, bool> Cases => new()
    {
        { VectorWidth.Bits512, 2, 12, 16, 16, false },
        { VectorWidth.Bits512, 2, 12, 16, 16, true },
        { VectorWidth.Bits512, 3, 14, 64, 48, false },
        { VectorWidth.Bits512, 3, 14, 64, 48, true },
        { VectorWidth.Bits256, 3, 14, 64, 48, true },
        { VectorWidth.Bits128, 3, 13, 40, 24, true },
        { VectorWidth.Bits512, 8, 7, 256, 64, true },
        { VectorWidth.Bits512, 32, 4, 128, 40, true },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Errors_against_float64_stay_within_four_times_those_of_the_direct_sum(VectorWidth width, int samples, int extent,
        int channels, int outputs, bool rectified)
    {
        ConvolutionShape shape = ShapeOf(samples, extent, channels, outputs);
        double[] direct = Errors(width, winograd: false, shape, rectified), winograd = Errors(width, winograd: true, shape, rectified);
        string[] names = ["output", "largest output", "gradient of the image", "largest gradient of the image", "gradient of the kernel",
            "largest gradient of the kernel"];
        for (int i = 0; i < names.Length; i++)
            winograd[i].ShouldBeLessThan(4 * direct[i], names[i]);
        // Another sum, not the direct one again.
        winograd[0].ShouldNotBe(direct[0]);
        winograd[2].ShouldNotBe(direct[2]);
        winograd[4].ShouldNotBe(direct[4]);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void The_same_convolution_gives_the_same_bits(int threads)
    {
        ConvolutionShape shape = ShapeOf(4, 13, 80, 72);
        using SimdBackend first = TestBackends.Create(VectorWidths.Widest, threads),
            second = TestBackends.Create(VectorWidths.Widest, threads);
        float[][] once = Run(first, shape, false), again = Run(first, shape, false), other = Run(second, shape, false);
        for (int i = 0; i < 3; i++)
        {
            again[i].ShouldBe(once[i]);
            other[i].ShouldBe(once[i]);
        }
    }

    private static ConvolutionShape ShapeOf(int samples, int extent, int channels, int outputs) =>
        new(samples, extent, channels, 3, extent, outputs, 1, 1, 1, 1);

    /// <summary>The root of the mean square error and the largest error, of output, dx and dw.</summary>
    private static double[] Errors(VectorWidth width, bool winograd, ConvolutionShape shape, bool rectified)
    {
        SimdOptions options = new() { Threads = 2, Grain = 1024, Width = width, Winograd = winograd };
        using SimdBackend backend = width switch
        {
            VectorWidth.Bits512 => new SimdBackend<Simd512, Vector512<float>>(options),
            VectorWidth.Bits256 => new SimdBackend<Simd256, Vector256<float>>(options),
            _ => new SimdBackend<Simd128, Vector128<float>>(options),
        };
        float[][] exact = Run(TestBackends.Reference, shape, rectified), actual = Run(backend, shape, rectified);
        List<double> errors = [];
        for (int i = 0; i < 3; i++)
        {
            errors.Add(Math.Sqrt(exact[i].Zip(actual[i], (a, b) => ((double)a - b) * ((double)a - b)).Average()));
            errors.Add(exact[i].Zip(actual[i], (a, b) => Math.Abs((double)a - b)).Max());
        }

        return [.. errors];
    }

    private static float[][] Run(Backend backend, in ConvolutionShape shape, bool rectified)
    {
        int kernel = 9 * shape.Channels * shape.OutputChannels, inputs = shape.Pixels * shape.Channels,
            outputs = shape.OutputPixels * shape.OutputChannels;
        Storage x = Drawn(inputs, 1, rectified), w = Drawn(kernel, 2, false), delta = Drawn(outputs, 3, false), y = new(outputs),
            dx = new(inputs), dw = new(kernel);
        backend.Convolve(shape, x, w, y, null, null, 0);
        backend.ConvolveInputGradient(shape, delta, w, dx, accumulate: false);
        backend.ConvolveWeightGradient(shape, x, delta, dw, accumulate: false);
        return [y.Span(outputs).ToArray(), dx.Span(inputs).ToArray(), dw.Span(kernel).ToArray()];
    }

    private static Storage Drawn(int size, int seed, bool rectified)
    {
        Storage storage = new(size);
        RandomStream random = new(seed);
        foreach (ref float entry in storage.Span(size))
        {
            entry = (float)random.NextNormal();
            if (rectified)
                entry = Math.Max(0, entry);
        }

        return storage;
    }
}
