using Weir.Data;
using Weir.Nn;
using Weir.Tensors;
using Weir.Tensors.Backends;

namespace Weir.Training;

/// <summary>Gives the network of a recipe its first values.</summary>
internal static class FirstValues
{
    /// <summary>Sets every parameter anew where the recipe names a way for the whole network; they have their layers' values before.</summary>
    /// <exception cref="RecipeException">What the recipe wants does not fit its network.</exception>
    public static void Set(Recipe recipe, Module model, Dataset training, Backend backend)
    {
        if (recipe.Initialize is null)
            return;

        Tape tape = new(backend);
        try
        {
            recipe.Initialize.Initialize(model, recipe.Seed, Samples);
        }
        catch (Exception error) when (error is ArgumentException or InvalidOperationException)
        {
            throw new RecipeException(recipe.Place, $"initialize: {error.Message}");
        }

        Tensor Samples(int count)
        {
            tape.Begin(recording: false);
            using IEnumerator<Batch> batches = BatchLoader.Sequential(training, count).GetEnumerator();
            batches.MoveNext();
            return tape.Input(batches.Current.InputShape, batches.Current.Inputs);
        }
    }
}
