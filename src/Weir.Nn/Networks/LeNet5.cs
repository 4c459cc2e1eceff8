using Weir.Tensors;

namespace Weir.Nn;

/// <summary>Two convolutions and three dense layers (LeCun et al., 1998), for digits of 28×28 (with padding 2) or 32×32.</summary>
public static class LeNet5
{
    /// <summary>Makes the network. With 10 outputs and one channel 61,706 parameters.</summary>
    /// <param name="outputs">Outputs. Default 10.</param>
    /// <param name="channels">Channels of the images. Default 1.</param>
    /// <param name="padding">Zeros around the image: 2 for 28×28, 0 for 32×32. Default 2.</param>
    public static Sequential Build(int outputs = 10, int channels = 1, int padding = 2) => new(
        new Conv2d(channels, 6, 5, new ConvolutionOptions { Padding = padding }, new Tanh()), new AveragePool2d(),
        new Conv2d(6, 16, 5, activation: new Tanh()), new AveragePool2d(), new Flatten(),
        new Linear(400, 120, new Tanh()), new Linear(120, 84, new Tanh()), new Linear(84, outputs));
}
