using Weir.Tensors;
using Weir.Tensors.Backends;

namespace Weir.Nn.Tests.Layers;

/// <summary>Upsampling, transposed convolutions, and signals side by side.</summary>
public class LargerImageTests
{
    [Fact]
    public void Nearest_repeats_pixels_and_bilinear_lies_between_their_middles()
    {
        Run(new Upsample2d(), new Shape(1, 1, 2, 1), [1, 3]).ShouldBe([1, 1, 3, 3, 1, 1, 3, 3]);
        // Middles at ¼ and ¾ of a pixel from those of the smaller image; beyond the border the pixel at the border.
        Run(new Upsample2d(new Extent(1, 2), bilinear: true), new Shape(1, 1, 2, 1), [1, 3]).ShouldBe([1, 1.5f, 2.5f, 3]);
        Run(new Upsample2d(new Extent(3, 1), bilinear: true), new Shape(1, 2, 1, 1), [0, 3]).ShouldBe([0, 0, 1, 2, 3, 3]);
        Run(new Upsample2d(1), new Shape(1, 2, 1, 2), [1, 2, 3, 4]).ShouldBe([1, 2, 3, 4]);
    }

    [Fact]
    public void A_transposed_convolution_puts_a_kernel_at_each_pixel()
    {
        ConvTranspose2d layer = new(1, 1, 2, new ConvolutionOptions { Stride = 2 });
        layer.Weight.Set([1, 2, 3, 4]);
        layer.Bias.Set([10]);
        Run(layer, new Shape(1, 1, 2, 1), [1, -1], ready: true).ShouldBe([11, 12, 9, 8, 13, 14, 7, 6]);
        // Overlapping places are added.
        ConvTranspose2d dense = new(1, 1, new Extent(1, 2));
        dense.Weight.Set([1, 2]);
        dense.Bias.Set([0]);
        Run(dense, new Shape(1, 1, 2, 1), [1, 10], ready: true).ShouldBe([1, 12, 20]);
        dense.Output(new Extent(1, 2)).ShouldBe(new Extent(1, 3));
    }

    [Theory]
    [InlineData(2, 2)]
    [InlineData(4, 2)]
    [InlineData(3, 1)]
    public void First_weights_of_a_transposed_convolution_keep_the_size_of_the_signal(int kernel, int stride)
    {
        ConvTranspose2d layer = new(64, 48, kernel, new ConvolutionOptions { Stride = stride, Padding = (kernel - stride) / 2 });
        layer.Initialize(3);
        RandomStream random = new(1);
        Shape shape = new(8, 12, 12, 64);
        float[] x = [.. Enumerable.Range(0, shape.Size).Select(_ => (float)random.NextNormal())];
        float[] y = Run(layer, shape, x, ready: true);
        // Less at the borders, where fewer pixels come together.
        Math.Sqrt(y.Average(value => (double)value * value)).ShouldBeInRange(0.85, 1.05);
    }

    [Fact]
    public void A_signal_stands_before_or_behind_what_is_made_of_it()
    {
        Linear branch = new(2, 1);
        branch.Weight.Set([1, 1]);
        branch.Bias!.Set([0.5f]);
        Run(new Concat(branch), new Shape(2, 2), [1, 2, 3, 4], ready: true).ShouldBe([1, 2, 3.5f, 3, 4, 7.5f]);
        Run(new Concat(branch, branchFirst: true), new Shape(2, 2), [1, 2, 3, 4], ready: true).ShouldBe([3.5f, 1, 2, 7.5f, 3, 4]);
        new Concat(branch).Bypassed.ShouldBe([branch]);
    }

    [Fact]
    public void Shapes_that_do_not_fit_are_named()
    {
        Message(new Upsample2d(), new Shape(2, 3)).ShouldContain("images (samples, height, width, channels) are expected");
        Message(new ConvTranspose2d(3, 2, 2), new Shape(1, 2, 2, 4)).ShouldContain("images (samples, height, width, 3) are expected");
        Message(new Concat(new MaxPool2d()), new Shape(1, 4, 4, 2))
            .ShouldContain("the branch makes (1, 2, 2, 2) of (1, 4, 4, 2); to stand beside it, all axes but the last must be equal");
        Should.Throw<ShapeException>(() => new Upsample2d(0)).Message.ShouldContain("the factor is 0×0; both numbers must be 1 or more");
        Should.Throw<ShapeException>(() => new ConvTranspose2d(2, 2, 0)).Message.ShouldContain("the kernel is 0×0");
        Should.Throw<ShapeException>(() => new ConvTranspose2d(2, 2, 2, new ConvolutionOptions { Groups = 2 })).Message
            .ShouldContain("2 groups were asked for; there is one");
    }

    private static string Message(Module layer, Shape shape)
    {
        layer.Initialize(1);
        return Should.Throw<ShapeException>(() => Run(layer, shape, new float[shape.Size], ready: true)).Message;
    }

    private static float[] Run(Module layer, Shape shape, float[] x, bool ready = false)
    {
        if (!ready)
            layer.Initialize(1);
        Tape tape = new(new ReferenceBackend());
        tape.Begin();
        return layer.Apply(tape.Input(shape, x)).ToArray();
    }
}
