namespace Weir.Tensors.Tests;

/// <summary>Convolutions and pooling.</summary>
internal static partial class OperationCases
{
    /// <summary>
    /// Images, kernels and options: odd sizes, every option alone and together, few and many columns, groups and depthwise.
    /// </summary>
    public static IEnumerable<OperationCase> Convolutions(bool small)
    {
        (Shape Image, Extent Kernel, int Outputs, ConvolutionOptions Options)[] choices = small
            ?
            [
                (new(1, 3, 4, 2), 2, 2, new()),
                (new(2, 4, 5, 1), new(3, 2), 2, new() { Stride = new(2, 1), Padding = new(1, 0) }),
                (new(1, 5, 4, 2), 2, 2, new() { Dilation = new(2, 3), Padding = 1, Groups = 2 }),
            ]
            :
            [
                (new(2, 5, 7, 3), 1, 4, new()),
                (new(2, 5, 7, 3), 1, 4, new() { Stride = 2 }),
                (new(2, 5, 7, 3), 3, 5, new()),
                (new(2, 9, 13, 3), 3, 17, new() { Padding = 1 }),
                (new(1, 9, 13, 5), new(3, 2), 33, new() { Padding = new(1, 2), Stride = new(1, 2) }),
                (new(3, 12, 11, 4), 3, 16, new() { Padding = 1, Stride = 2 }),
                (new(2, 15, 17, 3), 7, 8, new() { Padding = 3, Stride = 2 }),
                (new(2, 9, 10, 3), 3, 6, new() { Dilation = 2, Padding = 2 }),
                (new(2, 9, 19, 3), 3, 6, new() { Dilation = new(1, 3), Padding = 1, Stride = new(2, 3) }),
                (new(2, 10, 9, 2), 4, 6, new() { Dilation = 2, Padding = 3, Stride = 2 }),
                (new(2, 11, 11, 2), 3, 3, new() { Stride = 4 }),
                (new(2, 7, 8, 6), 3, 9, new() { Groups = 3, Padding = 1 }),
                (new(2, 7, 8, 34), 3, 68, new() { Groups = 2, Padding = 1, Stride = 2 }),
                (new(2, 7, 8, 19), 3, 19, new() { Groups = 19, Padding = 1 }),
                (new(2, 9, 8, 35), new(3, 5), 35, new() { Groups = 35, Padding = 2, Stride = 2, Dilation = new(2, 1) }),
                (new(2, 6, 8, 4), 3, 8, new() { Groups = 4, Padding = 1 }),
                (new(2, 11, 23, 18), 3, 18, new() { Groups = 18, Padding = 1, Stride = 2 }),
                (new(5, 2, 2, 20), 3, 18, new() { Padding = 1 }),
                (new(3, 4, 4, 40), 3, 50, new() { Padding = 1 }),
                (new(2, 1, 1, 3), 1, 2, new() { Padding = 1 }),
                (new(2, 3, 3, 3), 2, 2, new() { Padding = 3 }),
                (new(0, 5, 7, 3), 3, 4, new() { Padding = 1 }),
                (new(2, 14, 18, 50), 3, 70, new() { Padding = 1 }),
                (new(1, 10, 9, 300), 3, 60, new() { Padding = 1 }),
                (new(1, 4, 4, 20), 3, 35, new() { Padding = 1 }),
                (new(2, 3, 3, 40), 3, 34, new() { Padding = 1, Groups = 2 }),
                (new(9, 2, 2, 20), 3, 35, new() { Padding = 1 }),
                (new(140, 1, 2, 70), 3, 50, new() { Padding = 2 }),
                (new(8, 3, 2, 40), new(3, 5), 34, new() { Padding = 2, Stride = 2, Groups = 2 }),
                (new(11, 2, 3, 17), 3, 16, new() { Padding = 2, Dilation = 2 }),
                (new(2, 8, 7, 16), 3, 16, new()),
                (new(1, 13, 6, 17), 3, 35, new() { Padding = 2 }),
                (new(2, 7, 12, 48), 3, 60, new() { Groups = 3, Padding = new(1, 0) }),
                (new(9, 8, 8, 20), 3, 33, new() { Padding = 1 }),
                (new(3, 4, 4, 130), 3, 50, new() { Padding = 1 }),
            ];
        foreach ((Shape image, Extent kernel, int outputs, ConvolutionOptions options) in choices)
        {
            int inputs = image[3] / options.Groups, depth = kernel.Height * kernel.Width * inputs;
            Shape weight = new(kernel.Height, kernel.Width, inputs, outputs);
            // Winograd's method rounds two to three times as much (WinogradTests).
            int rounding = kernel == 3 && options.Stride == 1 && options.Dilation == 1 && Math.Min(inputs, outputs / options.Groups) >= 16
                ? 9 : 1;
            OperationCase plain = new($"convolution {options}", x => x[0].Convolve(x[1], null, options), image, weight)
            {
                Draws = [Values.Normal, (shape, random) => [.. Values.Normal(shape, random).Select(w => w / MathF.Sqrt(depth))]],
                Forward = Tolerance.SumOf(rounding * (16 + (depth / 8))),
                Backward = Tolerance.SumOf(16 * image.Size),
            };
            yield return plain;
            foreach (string activation in small || image.Size < 2000 ? new[] { "tanh", "sigmoid" } : ["tanh"])
            {
                yield return plain with
                {
                    Name = $"convolution+{activation} {options}",
                    Apply = x => x[0].Convolve(x[1], x[2], options, Elementwise.Named(activation)),
                    Shapes = [image, weight, new(outputs)],
                    Forward = Tolerance.SumOf(rounding * (16 + (depth / 8))) with { Relative = 1e-5 },
                    Backward = Tolerance.SumOf(32 * image.Size) with { Relative = 1e-5 },
                };
            }
        }
    }

    public static IEnumerable<OperationCase> TransposedConvolutions(bool small)
    {
        (Shape Image, Extent Kernel, int Outputs, ConvolutionOptions Options)[] choices = small
            ?
            [
                (new(1, 2, 3, 2), 2, 2, new() { Stride = 2 }),
                (new(2, 2, 3, 1), new(3, 2), 2, new() { Stride = new(2, 1), Padding = new(1, 0), Dilation = new(1, 2) }),
            ]
            :
            [
                (new(2, 5, 7, 3), 2, 4, new() { Stride = 2 }), (new(1, 4, 3, 17), 4, 33, new() { Stride = 2, Padding = 1 }),
                (new(3, 4, 5, 16), 3, 8, new() { Padding = 1 }),
                (new(2, 3, 4, 5), new(3, 2), 6, new() { Stride = new(1, 3), Dilation = 2 }),
                (new(0, 4, 4, 3), 2, 2, new() { Stride = 2 }), (new(2, 3, 3, 8), 1, 5, new()),
                (new(4, 8, 8, 40), 2, 20, new() { Stride = 2 }),
            ];
        foreach ((Shape image, Extent kernel, int outputs, ConvolutionOptions options) in choices)
        {
            int depth = kernel.Height * kernel.Width * image[3];
            yield return new OperationCase($"transposed convolution {options}", x => x[0].ConvolveTransposed(x[1], options), image,
                new Shape(kernel.Height, kernel.Width, outputs, image[3]))
            {
                Draws = [Values.Normal, (shape, random) => [.. Values.Normal(shape, random).Select(w => w / MathF.Sqrt(depth))]],
                Forward = Tolerance.SumOf(9 * (16 + depth)),
                Backward = Tolerance.SumOf(16 * (image.Size + (kernel.Height * kernel.Width * outputs))),
            };
        }
    }

    public static IEnumerable<OperationCase> Upsamplings(bool small)
    {
        (Shape Image, Extent Factor)[] choices = small
            ? [(new(1, 2, 3, 2), 2), (new(2, 3, 2, 1), new(3, 1)), (new(1, 1, 4, 1), new(2, 4))]
            :
            [
                (new(2, 5, 7, 3), 2), (new(1, 4, 3, 17), new(3, 2)), (new(3, 1, 1, 33), 4), (new(0, 4, 4, 3), 2), (new(2, 6, 5, 16), 1),
                    (new(5, 9, 13, 40), 2), (new(1, 2, 2, 1), new(1, 5)),
            ];
        foreach ((Shape image, Extent factor) in choices)
        {
            yield return new OperationCase($"upsample nearest {factor}", x => x[0].Upsample(factor), image)
            {
                Forward = Tolerance.Exact,
                Backward = Tolerance.SumOf(25)
            };
            yield return new OperationCase($"upsample bilinear {factor}", x => x[0].Upsample(factor, bilinear: true), image)
            {
                Forward = Tolerance.SumOf(4),
                Backward = Tolerance.SumOf(100)
            };
        }
    }

    public static IEnumerable<OperationCase> Poolings(bool small)
    {
        (Shape Image, PoolingOptions Options)[] choices = small
            ? [(new(1, 4, 5, 2), new()), (new(2, 5, 4, 1), new() { Window = 3, Stride = new(1, 2), Padding = 1 }),
                (new(1, 4, 4, 2), new() { Window = new(2, 3), Stride = 2, Padding = new(1, 0), CountPadding = false })]
            :
            [
                (new(2, 6, 8, 3), new()), (new(1, 7, 9, 17), new() { Window = 3, Stride = 2, Padding = 1 }),
                    (new(3, 5, 5, 33), new() { Window = new(2, 4), Stride = 1, Padding = new(1, 2), CountPadding = false }),
                (new(0, 4, 4, 3), new()), (new(5, 17, 13, 40), new() { Window = 2, Stride = 3 }), (new(1, 1, 1, 1), new() { Window = 1 }),
            ];
        foreach ((Shape image, PoolingOptions options) in choices)
        {
            yield return new OperationCase($"maxPool {options}", x => x[0].MaxPool(options), image)
            {
                Draws = [Values.Distinct],
                Forward = Tolerance.Exact,
                Backward = Tolerance.SumOf(9)
            };
            if (!small)
                yield return new OperationCase($"maxPool of equals {options}", x => x[0].MaxPool(options),
                    image)
                { Draws = [Values.Lattice(0)], Forward = Tolerance.Exact, Backward = Tolerance.SumOf(9) };
            yield return new OperationCase($"averagePool {options}", x => x[0].AveragePool(options), image)
            {
                Forward = Tolerance.SumOf(9),
                Backward = Tolerance.SumOf(9)
            };
            foreach (Extent output in new Extent[] { 1, new(2, 3), 7 })
                yield return new OperationCase($"adaptiveAveragePool {output}", x => x[0].AdaptiveAveragePool(output),
                    image)
                { Forward = Tolerance.SumOf(image.Size), Backward = Tolerance.SumOf(9) };
            if (image.Size > 0)
            {
                yield return new OperationCase("globalAveragePool", x => x[0].GlobalAveragePool(),
                    image)
                { Forward = Tolerance.SumOf(image.Size) };
                yield return new OperationCase("globalMaxPool", x => x[0].GlobalMaxPool(), image)
                {
                    Draws = [Values.Distinct],
                    Forward = Tolerance.Exact
                };
            }
        }
    }
}
