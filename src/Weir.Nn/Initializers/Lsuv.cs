using Weir.Tensors;

namespace Weir.Nn;

/// <summary>
/// Layer-sequential unit-variance initialisation (Mishkin and Matas, 2016): orthogonal weights, and then, layer by layer from the input,
/// weights divided by the deviation of their product on a batch of real data until that is 1. A function behind the product, in the layer
/// or behind it, does not count: outputs that have a limit cannot be scaled to 1. The network runs as in evaluation.
/// </summary>
public static class Lsuv
{
    /// <summary>Initializes a network by data.</summary>
    /// <param name="model">The network; its parameters get their values from <paramref name="seed"/> first.</param>
    /// <param name="batch">A batch of inputs on a tape; it is run through the network several times.</param>
    /// <param name="seed">The seed.</param>
    /// <param name="tolerance">How far from 1 a variance may be. Default 0.02.</param>
    /// <param name="attempts">Most passes for a layer. Default 5.</param>
    /// <returns>The deviation that the product of each layer, before its function where it holds one, was brought to.</returns>
    /// <exception cref="InvalidOperationException">A layer puts out the same number everywhere, so that no factor helps.</exception>
    public static IReadOnlyList<double> Initialize(Module model, Func<Tensor> batch, long seed, double tolerance = 0.02, int attempts = 5)
    {
        model.Initialize(seed);
        // Masks would change the deviations, and running statistics are not to be touched.
        using IDisposable evaluating = model.Evaluating();
        return Scale(model, batch, seed, tolerance, attempts);
    }

    private static List<double> Scale(Module model, Func<Tensor> batch, long seed, double tolerance, int attempts)
    {
        ModuleMap map = ModuleMap.Of(model);
        Module[] layers = [.. model.Tree().Where(layer => layer is IWeightedLayer)];
        foreach (Module layer in layers)
        {
            Parameter weight = ((IWeightedLayer)layer).Weight;
            weight.Set(Values(weight, map.NameOf(weight), new Orthogonal(), seed));
        }

        List<double> deviations = [];
        foreach (Module layer in layers)
        {
            Parameter weight = ((IWeightedLayer)layer).Weight;
            double deviation = 0;
            for (int attempt = 0; attempt <= attempts; attempt++)
            {
                Watcher watcher = new();
                using (layer.Watch(watcher))
                    model.Apply(batch());
                deviation = watcher.Deviation;
                if (!(deviation > 0))
                {
                    throw new InvalidOperationException(
                        $"lsuv: layer {map.PathOf(layer)} puts out the same number for all samples and units: no scale of its weights "
                            + "gives a variance of 1");
                }

                if (Math.Abs((deviation * deviation) - 1) <= tolerance || attempt == attempts)
                    break;
                float[] values = weight.Value.ToArray();
                for (int i = 0; i < values.Length; i++)
                    values[i] = (float)(values[i] / deviation);
                weight.Set(values);
            }

            deviations.Add(deviation);
        }

        return deviations;
    }

    private static float[] Values(Parameter parameter, string name, Initializer initializer, long seed)
    {
        float[] values = new float[parameter.Shape.Size];
        initializer.Fill(values, parameter.Shape, RandomStream.For(seed, "lsuv:" + name));
        return values;
    }

    private sealed class Watcher : IModuleWatcher
    {
        public double Deviation { get; private set; }

        public void OnOutput(Module module, Tensor input, Tensor output)
        {
            IWeightedLayer layer = (IWeightedLayer)module;
            float[] values = (layer.Activation is null ? output : layer.Product(input)).ToArray();
            double mean = values.Average(v => (double)v);
            Deviation = Math.Sqrt(values.Average(v => (v - mean) * (v - mean)));
        }
    }
}
