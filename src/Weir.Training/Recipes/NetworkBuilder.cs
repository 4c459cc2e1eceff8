using System.Globalization;
using Weir.Data;
using Weir.Nn;
using Weir.Tensors;

namespace Weir.Training;

/// <summary>Makes the network of a recipe.</summary>
public static class NetworkBuilder
{
    /// <summary>The most parameters of a network: their bytes are kept in one array when a checkpoint is read.</summary>
    public const int MostParameters = int.MaxValue / sizeof(float);

    /// <summary>Makes the network; its parameters have no values yet.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="input">Shape of one sample.</param>
    /// <param name="outputs">The outputs that the task needs: classes, or target values.</param>
    /// <exception cref="RecipeException">A layer that the signal does not fit, more than <see cref="MostParameters"/> parameters, or a last
    /// layer of another shape than (outputs); the message holds the chain of shapes up to there.</exception>
    public static Sequential Build(Recipe recipe, Shape input, int outputs) => Build(recipe, input, new Shape(outputs));

    /// <summary>Makes the network; its parameters have no values yet.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="input">Shape of one sample.</param>
    /// <param name="output">Shape of what is wanted for one sample: (outputs), or (positions, outputs) where each position of a sequence
    /// has a target, or (height, width, outputs) where each pixel has.</param>
    /// <exception cref="RecipeException">As of the other.</exception>
    public static Sequential Build(Recipe recipe, Shape input, Shape output) => Build(recipe, input, output, null);

    /// <summary>Makes the network for targets; its parameters have no values yet.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="input">Shape of one sample.</param>
    /// <param name="targets">
    /// What is to be predicted. Of two classes the network may end in one output as well, where <see cref="Loss.TakesOneLogit"/>.
    /// </param>
    /// <param name="loss">The loss. Default: the recipe's.</param>
    /// <exception cref="RecipeException">As of the others.</exception>
    public static Sequential Build(Recipe recipe, Shape input, Targets targets, Loss? loss = null)
    {
        bool isTwoClasses = TaskContract.IsTwoClasses(targets);
        return Build(recipe, input, TaskContract.OutputShape(targets), isTwoClasses ? loss ?? recipe.Loss.Loss() : null);
    }

    private static Sequential Build(Recipe recipe, Shape input, Shape output, Loss? ofTwoClasses)
    {
        int outputs = output[^1];
        if (recipe.Model.Count == 0)
            throw new RecipeException(recipe.Place.Of("model"),
                "model: there is no layer; a network that was written in C# is given in TrainerOptions.Model");
        List<Module> modules = [];
        string chain = $"input {input}";
        Shape shape = input;
        long parameters = 0;
        foreach (LayerRecipe layer in recipe.Model)
        {
            for (int i = 0; i < layer.Count; i++)
            {
                try
                {
                    (Module module, shape) = layer.Build(shape, outputs);
                    parameters += module.Parameters.Sum(parameter => (long)parameter.Shape.Size);
                    CheckSize(parameters);
                    modules.Add(module);
                    chain += $" → {module.Kind} {shape}";
                }
                catch (ShapeException error)
                {
                    throw new RecipeException(layer.Place, $"model: {error.Message}; the shapes up to there: {chain}");
                }
            }
        }

        bool isOne = ofTwoClasses is not null && shape == output.With(^1, 1);
        if (shape != output && !(isOne && ofTwoClasses!.IsOneForTwo(shape[^1], outputs)))
        {
            string advice = isOne ? "end with 'linear: outputs', or take 'loss: sigmoid-cross-entropy', under which one output tells two "
                    + "classes apart"
                : output.Rank == 3 ? AdviceOnPixels(shape, output)
                : output.Rank > 1 && shape.Rank > 1 ? "end with 'linear: outputs' on every position (no 'flatten', no 'last')"
                : output.Rank > 1 && input.Rank > 1 ? "keep the axis of positions: leave 'flatten' and 'last' out"
                : output.Rank > 1 ? "keep the axis of positions: begin with 'embedding', and leave 'flatten' and 'last' out"
                : shape.Rank > 1 ? "put 'flatten' before the first linear layer" : "end with 'linear: outputs'";
            throw new RecipeException(recipe.Model[^1].Place, $"model: the network ends in shape {shape}, but the task has {outputs} "
                + $"{(outputs == 1 ? "output" : "outputs")}{Places(output)}: {advice}; "
                + $"the shapes: {chain}");
        }

        return new Sequential([.. modules]);
    }

    private static string Places(Shape output) => output.Rank switch
    {
        1 => "",
        3 => $" at each of {output[0]} × {output[1]} pixels",
        _ => $" at each of {output[0]} positions",
    };

    private static string AdviceOnPixels(Shape shape, Shape output) =>
        shape.Rank != 3 ? "each pixel has a class: keep the image, and leave 'flatten' and 'global-average-pool' out"
        : shape[0] != output[0] || shape[1] != output[1]
            ? "bring the image back to its size, as with 'upsample' for each 'max-pool' (and a 'size' that they divide evenly)"
        : "end with 'linear: outputs', which works on every pixel (no 'flatten')";

    /// <summary>Refuses a network that no checkpoint can hold; a large layer asks before it takes the memory.</summary>
    internal static void CheckSize(long parameters)
    {
        if (parameters > MostParameters)
            throw new ShapeException(string.Create(CultureInfo.InvariantCulture, $"{parameters:N0} parameters up to this layer, and at "
                + $"most {MostParameters:N0} fit into a checkpoint: make layers narrower or fewer"));
    }
}
