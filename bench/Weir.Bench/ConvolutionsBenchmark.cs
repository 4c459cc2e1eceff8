using Weir.Tensors;
using Weir.Tensors.Backends;

namespace Weir.Bench;

/// <summary>Convolutions of common networks, forward and backward. <c>bench/convolutions_peer.py</c> times the same in PyTorch.</summary>
internal sealed class ConvolutionsBenchmark : IBenchmark
{
    private static readonly (string Name, Shape Image, Shape Weight, ConvolutionOptions Options)[] Cases =
    [
        ("3x3 64-64 32x32 b32", new(32, 32, 32, 64), new(3, 3, 64, 64), new() { Padding = 1 }),
        ("3x3 128-128 16x16 b32", new(32, 16, 16, 128), new(3, 3, 128, 128), new() { Padding = 1 }),
        ("7x7/2 3-64 224x224 b8", new(8, 224, 224, 3), new(7, 7, 3, 64), new() { Padding = 3, Stride = 2 }),
        ("3x3 256-256 8x8 b32", new(32, 8, 8, 256), new(3, 3, 256, 256), new() { Padding = 1 }),
        ("3x3 512-512 4x4 b32", new(32, 4, 4, 512), new(3, 3, 512, 512), new() { Padding = 1 }),
        ("3x3 512-512 7x7 b8", new(8, 7, 7, 512), new(3, 3, 512, 512), new() { Padding = 1 }),
        ("3x3 512-512 2x2 b32", new(32, 2, 2, 512), new(3, 3, 512, 512), new() { Padding = 1 }),
        ("3x3/2 64-128 56x56 b8", new(8, 56, 56, 64), new(3, 3, 64, 128), new() { Padding = 1, Stride = 2 }),
        ("1x1/2 64-128 56x56 b8", new(8, 56, 56, 64), new(1, 1, 64, 128), new() { Stride = 2 }),
        ("3x3 16-16 32x32 b32", new(32, 32, 32, 16), new(3, 3, 16, 16), new() { Padding = 1 }),
        ("depthwise 3x3 128 28x28 b8", new(8, 28, 28, 128), new(3, 3, 1, 128), new() { Padding = 1, Groups = 128 }),
        ("depthwise 3x3/2 128 56x56 b8", new(8, 56, 56, 128), new(3, 3, 1, 128), new() { Padding = 1, Stride = 2, Groups = 128 }),
        ("depthwise 3x3 512 14x14 b1", new(1, 14, 14, 512), new(3, 3, 1, 512), new() { Padding = 1, Groups = 512 }),
    ];

    public string Name => "convolutions";

    public string Summary => "convolutions, forward and backward, against the peak of the same run";

    public void Run(string[] options)
    {
        Console.WriteLine($"{"convolution",-29} {"threads",7} {"forward ms",11} {"of peak",8} {"dx ms",9} {"of peak",8} {"dw ms",9} "
            + $"{"of peak",8}");
        foreach (int threads in new[] { 1, 2 })
        {
            using SimdBackend backend = SimdBackend.Create(new SimdOptions { Threads = threads });
            double peak = backend.MeasurePeak();
            foreach ((string name, Shape image, Shape kernel, ConvolutionOptions settings) in Cases)
            {
                Extent output = settings.Output(new Extent(image[1], image[2]), new Extent(kernel[0], kernel[1]));
                ConvolutionShape shape = new(image[0], new Extent(image[1], image[2]), image[3], new Extent(kernel[0], kernel[1]), output,
                    kernel[3], settings.Stride, settings.Padding, settings.Dilation, settings.Groups);
                Storage x = Drawn(image.Size), w = Drawn(kernel.Size), y = Drawn(shape.OutputPixels * kernel[3]), dx = Drawn(image.Size),
                    dw = Drawn(kernel.Size), bias = Drawn(kernel[3]);
                double forward = Stopclock.Best(() => backend.Convolve(shape, x, w, y, bias, Elementwise.Named("relu"), 0), 0.2);
                double input = Stopclock.Best(() => backend.ConvolveInputGradient(shape, y, w, dx, accumulate: false), 0.2);
                double weight = Stopclock.Best(() => backend.ConvolveWeightGradient(shape, x, y, dw, accumulate: false), 0.2);
                double work = 2.0 * shape.Work;
                Console.WriteLine(
                    $"{name,-29} {threads,7} {forward * 1e3,11:F3} {work / forward / peak,8:P0} {input * 1e3,9:F3} "
                        + $"{work / input / peak,8:P0} {weight * 1e3,9:F3} {work / weight / peak,8:P0}");
            }
        }
    }

    private static Storage Drawn(int size)
    {
        Storage storage = new(size);
        Random random = new(size);
        foreach (ref float entry in storage.Span(size))
            entry = (float)(random.NextDouble() - 0.5);
        return storage;
    }
}
