using Weir.Testing;

namespace Weir.Nn.Tests.Golden;

/// <summary>Builds the network of a golden case, whose inputs are weights and biases in turn.</summary>
internal static class GoldenNetwork
{
    /// <summary>Each dense layer with its activation in one.</summary>
    public static Sequential Of(GoldenCase golden, int first, Func<Activation> activation) =>
        Filled(golden, first, new Sequential([.. Shapes(golden, first)
            .Select((shape, i) => new Linear(shape[0], shape[1], i < Layers(golden, first) - 1 ? activation() : null))]));

    /// <summary>Activations as layers of their own.</summary>
    public static Sequential Apart(GoldenCase golden, int first, Func<Activation> activation) =>
        Filled(golden, first, new Sequential([.. Shapes(golden, first).SelectMany((shape, i) =>
            i < Layers(golden, first) - 1 ? new Module[] { new Linear(shape[0], shape[1]), activation() }
                : [new Linear(shape[0], shape[1])])]));

    private static int Layers(GoldenCase golden, int first) => (golden.Inputs.Length - first) / 2;

    private static IEnumerable<int[]> Shapes(GoldenCase golden, int first) =>
        Enumerable.Range(0, Layers(golden, first)).Select(i => golden.Inputs[first + (2 * i)].Shape);

    private static Sequential Filled(GoldenCase golden, int first, Sequential model)
    {
        for (int i = 0; i < model.Parameters.Count; i++)
            model.Parameters[i].Set(golden.Inputs[first + i].Values);
        return model;
    }
}
