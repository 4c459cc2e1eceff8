using Weir.Nn;
using Weir.Tensors;

namespace Weir.Training;

/// <summary>Layers inside a layer, made one behind the other.</summary>
internal static class LayerChain
{
    /// <summary>Makes them.</summary>
    /// <param name="layers">The layers.</param>
    /// <param name="input">Shape of one sample that comes in.</param>
    /// <param name="outputs">The outputs that the task needs.</param>
    /// <exception cref="ShapeException">The signal does not fit one of them.</exception>
    public static (Sequential Chain, Shape Output) Build(ValueList<LayerRecipe> layers, Shape input, int outputs)
    {
        List<Module> parts = [];
        Shape shape = input;
        foreach (LayerRecipe layer in layers)
        {
            for (int i = 0; i < layer.Count; i++)
            {
                (Module module, shape) = layer.Build(shape, outputs);
                parts.Add(module);
            }
        }

        return (new Sequential([.. parts]), shape);
    }
}
