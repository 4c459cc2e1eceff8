using Weir.Nn;
using Weir.Tensors;
using Weir.Tensors.Backends;

namespace Weir.Training;

/// <summary>How each parameter of a network is turned when it comes from a channels-first program.</summary>
internal sealed class WeightTurns
{
    private readonly HashSet<Tensor> _asTheyAre = [];
    // Parameters and buffers behind a flattened image: its (height, width, channels).
    private readonly Dictionary<Tensor, Shape> _flattened = [];

    /// <summary>Looks at a network with the eyes of one sample: what is flattened is known only then.</summary>
    public static WeightTurns Of(Module model, Shape input)
    {
        WeightTurns turns = new();
        foreach (Module module in model.Tree())
        {
            if (module.Traits.HasFlag(LayerTraits.Tables))
                turns._asTheyAre.UnionWith(module.OwnParameters.Select(parameter => parameter.Value));
        }

        Follower follower = new(turns);
        using Watches watches = new();
        foreach (Module module in model.Tree())
            watches.Add(module.Watch(follower));
        using IDisposable evaluating = model.Evaluating();
        Tape tape = new(new ReferenceBackend());
        tape.Begin(recording: false);
        model.Apply(tape.Full(input.Prepend(1), 0));
        return turns;
    }

    /// <summary>The shape that a channels-first file has for a parameter or buffer.</summary>
    public long[] ShapeInFile(Tensor target)
    {
        long[] own = [.. target.Shape.ToArray().Select(length => (long)length)];
        if (_asTheyAre.Contains(target))
            return own;
        return own.Length switch
        {
            2 => [own[1], own[0]],
            4 => [own[3], own[2], own[0], own[1]],
            _ => own,
        };
    }

    /// <summary>Brings numbers of that shape into the order of the parameter or buffer.</summary>
    public float[] Turn(Tensor target, float[] values)
    {
        Shape shape = target.Shape;
        if (_asTheyAre.Contains(target))
            return values;
        if (shape.Rank == 4)
            return Kernel(values, shape);
        float[] turned = shape.Rank == 2 ? Matrix(values, shape[0], shape[1]) : values;
        return _flattened.TryGetValue(target, out Shape image) ? Pixels(turned, image, shape.Rank == 2 ? shape[1] : 1) : turned;
    }

    /// <summary>Brings the numbers of a parameter or buffer into the order that a channels-first file has.</summary>
    public float[] Back(Tensor target)
    {
        Shape shape = target.Shape;
        float[] values = target.ToArray();
        if (_asTheyAre.Contains(target))
            return values;
        if (shape.Rank == 4)
            return KernelBack(values, shape);
        if (_flattened.TryGetValue(target, out Shape image))
            values = PixelsBack(values, image, shape.Rank == 2 ? shape[1] : 1);
        return shape.Rank == 2 ? Matrix(values, shape[1], shape[0]) : values;
    }

    private static float[] Matrix(float[] values, int rows, int columns)
    {
        float[] turned = new float[values.Length];
        for (int row = 0; row < rows; row++)
        {
            for (int column = 0; column < columns; column++)
                turned[(row * columns) + column] = values[(column * rows) + row];
        }

        return turned;
    }

    /// <summary>From (out, in, height, width) to (height, width, in, out).</summary>
    private static float[] Kernel(float[] values, Shape shape)
    {
        (int height, int width, int inputs, int outputs) = (shape[0], shape[1], shape[2], shape[3]);
        float[] turned = new float[values.Length];
        for (int at = 0; at < values.Length; at++)
        {
            (int rest, int output) = Math.DivRem(at, outputs);
            (rest, int input) = Math.DivRem(rest, inputs);
            (int row, int column) = Math.DivRem(rest, width);
            turned[at] = values[(((((output * inputs) + input) * height) + row) * width) + column];
        }

        return turned;
    }

    /// <summary>Rows in the order (channels, height, width) into the order (height, width, channels).</summary>
    private static float[] Pixels(float[] values, Shape image, int columns)
    {
        int pixels = image[0] * image[1], channels = image[2];
        float[] turned = new float[values.Length];
        for (int pixel = 0; pixel < pixels; pixel++)
        {
            for (int channel = 0; channel < channels; channel++)
                values.AsSpan(((channel * pixels) + pixel) * columns, columns)
                    .CopyTo(turned.AsSpan(((pixel * channels) + channel) * columns));
        }

        return turned;
    }

    /// <summary>From (height, width, in, out) to (out, in, height, width).</summary>
    private static float[] KernelBack(float[] values, Shape shape)
    {
        (int height, int width, int inputs, int outputs) = (shape[0], shape[1], shape[2], shape[3]);
        float[] turned = new float[values.Length];
        for (int at = 0; at < values.Length; at++)
        {
            (int rest, int output) = Math.DivRem(at, outputs);
            (int pixel, int input) = Math.DivRem(rest, inputs);
            turned[(((output * inputs) + input) * height * width) + pixel] = values[at];
        }

        return turned;
    }

    /// <summary>Rows in the order (height, width, channels) into the order (channels, height, width).</summary>
    private static float[] PixelsBack(float[] values, Shape image, int columns)
    {
        int pixels = image[0] * image[1], channels = image[2];
        float[] turned = new float[values.Length];
        for (int pixel = 0; pixel < pixels; pixel++)
        {
            for (int channel = 0; channel < channels; channel++)
                values.AsSpan(((pixel * channels) + channel) * columns, columns)
                    .CopyTo(turned.AsSpan(((channel * pixels) + pixel) * columns));
        }

        return turned;
    }

    /// <summary>Follows a signal from where it is flattened to the layer that mixes its features.</summary>
    private sealed class Follower(WeightTurns turns) : IModuleWatcher
    {
        private Shape? _image;

        public void OnOutput(Module module, Tensor input, Tensor output)
        {
            if (module.Traits.HasFlag(LayerTraits.Flattens))
            {
                if (input.Shape.Rank == 4)
                    _image = input.Shape.From(1);
                return;
            }

            if (_image is not { } image)
                return;
            foreach (Tensor value in module.OwnParameters.Select(parameter => parameter.Value)
                .Concat(module.OwnBuffers.Select(buffer => buffer.Value)))
            {
                // Rows of a matrix, or an entry for each feature; biases of the units that come behind are not in the order of the image.
                bool mixes = value.Shape.Rank == 2 && value.Shape[0] == image.Size;
                if (mixes || (value.Shape == new Shape(image.Size) && !module.OwnParameters.Any(parameter => parameter.Shape.Rank == 2)))
                    turns._flattened[value] = image;
                if (mixes)
                    _image = null;
            }
        }
    }
}
