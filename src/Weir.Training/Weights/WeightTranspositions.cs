using Weir.Nn;
using Weir.Tensors;
using Weir.Tensors.Backends;

namespace Weir.Training;

/// <summary>How each parameter of a network is transposed when it comes from a channels-first program.</summary>
internal sealed class WeightTranspositions
{
    private readonly HashSet<Tensor> _asTheyAre = [];
    // Parameters and buffers behind a flattened image: its (height, width, channels).
    private readonly Dictionary<Tensor, Shape> _flattened = [];

    /// <summary>Looks at a network with the eyes of one sample: what is flattened is known only then.</summary>
    public static WeightTranspositions Of(Module model, Shape input)
    {
        WeightTranspositions axes = new();
        foreach (Module module in model.Tree())
        {
            if (module.Traits.HasFlag(LayerTraits.Tables))
                axes._asTheyAre.UnionWith(module.OwnParameters.Select(parameter => parameter.Value));
        }

        Follower follower = new(axes);
        using Watches watches = new();
        foreach (Module module in model.Tree())
            watches.Add(module.Watch(follower));
        using IDisposable evaluating = model.Evaluating();
        Tape tape = new(new ReferenceBackend());
        tape.Begin(recording: false);
        model.Apply(tape.Full(input.Prepend(1), 0));
        return axes;
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
    public float[] FromFile(Tensor target, float[] values)
    {
        Shape shape = target.Shape;
        if (_asTheyAre.Contains(target))
            return values;
        if (shape.Rank == 4)
            return AxisOrder.Reversed(values, shape[3], shape[2], shape[0] * shape[1]);
        float[] transposed = shape.Rank == 2 ? AxisOrder.Exchanged(values, shape[1], shape[0]) : values;
        return _flattened.TryGetValue(target, out Shape image)
            ? AxisOrder.Exchanged(transposed, image[2], image[0] * image[1], shape.Rank == 2 ? shape[1] : 1) : transposed;
    }

    /// <summary>Brings the numbers of a parameter or buffer into the order that a channels-first file has.</summary>
    public float[] ToFile(Tensor target)
    {
        Shape shape = target.Shape;
        float[] values = target.ToArray();
        if (_asTheyAre.Contains(target))
            return values;
        if (shape.Rank == 4)
            return AxisOrder.Reversed(values, shape[0] * shape[1], shape[2], shape[3]);
        if (_flattened.TryGetValue(target, out Shape image))
            values = AxisOrder.Exchanged(values, image[0] * image[1], image[2], shape.Rank == 2 ? shape[1] : 1);
        return shape.Rank == 2 ? AxisOrder.Exchanged(values, shape[0], shape[1]) : values;
    }

    /// <summary>Follows a signal from where it is flattened to the layer that mixes its features.</summary>
    private sealed class Follower(WeightTranspositions axes) : IModuleWatcher
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
                    axes._flattened[value] = image;
                if (mixes)
                    _image = null;
            }
        }
    }
}
