using Weir.Data;
using Weir.Nn;
using Weir.Tensors;
using Weir.Tensors.Backends;

namespace Weir.Training;

/// <summary>Gives the network of a recipe the values that a new run begins with, where they are other than those of its layers.</summary>
internal static class FirstValues
{
    /// <summary>Sets parameters and buffers.</summary>
    /// <returns>What became of the initial weights; null where the recipe has none.</returns>
    /// <exception cref="RecipeException">What the recipe wants does not fit its network.</exception>
    public static WeightReport? Set(Recipe recipe, Module model, Dataset training, Backend backend)
    {
        if (recipe.Initialize is { } initialize)
            Initialize(recipe, initialize, model, training, backend);
        return recipe.InitialWeights is { } weights ? Load(recipe, weights, model, training) : null;
    }

    private static void Initialize(Recipe recipe, InitializationRecipe initialize, Module model, Dataset training, Backend backend)
    {
        Tape tape = new(backend);
        try
        {
            initialize.Initialize(model, recipe.Seed, Samples);
        }
        catch (Exception error) when (error is WeirException or ArgumentException or InvalidOperationException)
        {
            throw new RecipeException(recipe.Place.Of("initialize"), $"initialize: {error.Message}");
        }

        Tensor Samples(int count)
        {
            tape.Begin(recording: false);
            using IEnumerator<Batch> batches = BatchLoader.Sequential(training, count).GetEnumerator();
            batches.MoveNext();
            return tape.Input(batches.Current.InputShape, batches.Current.Inputs);
        }
    }

    private static WeightReport Load(Recipe recipe, InitialWeightsRecipe weights, Module model, Dataset training)
    {
        try
        {
            return WeightImport.Load(model, training.InputShape, weights.PathFor(recipe),
                new WeightImportOptions { Map = weights.Map, Layout = weights.Layout, Strict = weights.Strict });
        }
        catch (WeightImportException error)
        {
            throw new RecipeException(recipe.Place.Of("initial-weights"), $"initial-weights: {error.Message}");
        }
    }
}
