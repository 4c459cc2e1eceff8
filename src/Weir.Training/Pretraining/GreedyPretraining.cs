using Weir.Data;
using Weir.Nn;
using Weir.Tensors;
using Weir.Tensors.Backends;

namespace Weir.Training;

/// <summary>
/// Pre-trains the dense layers of a network one by one, from the bottom up (<see cref="PretrainRecipe"/>). The layers that have a function
/// as their part take part; the last layer, which has none, does not.
/// </summary>
public static class GreedyPretraining
{
    private const int Seen = 1000;

    /// <summary>
    /// Pre-trains a network. What a layer's input is, the whole network below it says, as in evaluation; all inputs of one layer are in
    /// memory at once.
    /// </summary>
    /// <param name="model">The network; initialized.</param>
    /// <param name="training">The samples; targets are not looked at.</param>
    /// <param name="recipe">The way.</param>
    /// <param name="backend">What computes.</param>
    /// <param name="seed">The seed of the order of samples and of what is drawn.</param>
    /// <param name="progress">Is told of each layer that is ready, or null.</param>
    /// <param name="cancel">Ends it with an <see cref="OperationCanceledException"/>; layers that are ready keep their weights.</param>
    /// <returns>How it went, for each layer.</returns>
    /// <exception cref="ArgumentException">There is no dense layer with a function, or one that the way cannot pre-train.</exception>
    public static IReadOnlyList<PretrainedLayer> Run(
        Module model, Dataset training, PretrainRecipe recipe, Backend backend, long seed, Action<PretrainedLayer>? progress = null,
            CancellationToken cancel = default)
    {
        Linear[] layers = Layers(model);
        if (Wrong(model, recipe) is { } fault)
            throw new ArgumentException(fault);
        ModuleMap map = ModuleMap.Of(model);
        List<PretrainedLayer> ready = [];
        Tape tape = new(backend);
        foreach (Linear layer in layers)
        {
            string path = map.PathOf(layer);
            float[] inputs = Inputs(model, layer, path, training, tape, cancel);
            LayerModel learner = recipe.Make(layer, !inputs.AsSpan().ContainsAnyExceptInRange(0f, 1f));
            IReadOnlyList<double> errors = Learn(learner, inputs, recipe, tape, seed, ready.Count, cancel);
            learner.CopyTo(layer);
            ready.Add(new PretrainedLayer(path, ready.Count + 1, layers.Length, errors));
            progress?.Invoke(ready[^1]);
        }

        return ready;
    }

    /// <summary>Refuses a network that cannot be pre-trained as its recipe wants.</summary>
    internal static void Check(Recipe recipe, Module model)
    {
        if (recipe.Pretrain is { } pretrain && Wrong(model, pretrain) is { } wrong)
            throw new RecipeException(recipe.Place.Of("pretrain"), $"pretrain: {wrong}");
    }

    private static string? Wrong(Module model, PretrainRecipe recipe) => Layers(model) is { Length: > 0 } layers
        ? layers.Select(layer => recipe.Wrong(layer, ModuleMap.Of(model).PathOf(layer))).FirstOrDefault(wrong => wrong is not null)
        : "there is no dense layer that has a function as its part, as {linear: 100, activation: sigmoid}";

    private static Linear[] Layers(Module model) => [.. model.Tree().OfType<Linear>().Where(layer => layer.Activation is not null)];

    private static List<double> Learn(LayerModel learner, float[] inputs, PretrainRecipe recipe, Tape tape, long seed, int number,
        CancellationToken cancel)
    {
        Sgd optimizer = new(learner, tape.Backend,
            new SgdOptions { Rate = recipe.Rate, Momentum = recipe.Momentum, WeightDecay = recipe.WeightDecay });
        TrainingStep training = new(learner, optimizer, tape, seed);
        long step = 0;
        int width = learner.Visible.Shape.Size, count = inputs.Length / width;
        List<double> errors = [Error(learner, inputs, tape)];
        int[] order = [.. Enumerable.Range(0, count)];
        for (int epoch = 0; epoch < recipe.Epochs; epoch++)
        {
            RandomStream random = RandomStream.For(seed, $"pretrain:{number}", epoch);
            for (int i = count - 1; i > 0; i--)
            {
                int other = random.NextInteger(i + 1);
                (order[i], order[other]) = (order[other], order[i]);
            }

            for (int start = 0; start < count; start += recipe.Batch)
            {
                cancel.ThrowIfCancellationRequested();
                int[] rows = order[start..Math.Min(count, start + recipe.Batch)];
                float[] batch = new float[rows.Length * width];
                for (int i = 0; i < rows.Length; i++)
                    inputs.AsSpan(rows[i] * width, width).CopyTo(batch.AsSpan(i * width));
                training.Make(++step, _ => learner.Loss(tape, batch, random));
            }

            errors.Add(Error(learner, inputs, tape));
        }

        return errors;
    }

    private static double Error(LayerModel learner, float[] inputs, Tape tape)
    {
        int width = learner.Visible.Shape.Size, count = Math.Min(Seen, inputs.Length / width);
        tape.Begin(recording: false);
        Tensor x = tape.Input(new Shape(count, width), inputs.AsSpan(0, count * width));
        return learner.Apply(x).SquaredError(x).Mean().Item();
    }

    /// <summary>What comes in at a layer for every training sample, row by row.</summary>
    private static float[] Inputs(Module model, Linear layer, string path, Dataset training, Tape tape, CancellationToken cancel)
    {
        Watcher watcher = new(path, layer.Weight.Shape[0]);
        using IDisposable watch = layer.Watch(watcher), evaluating = model.Evaluating();
        foreach (Batch batch in BatchLoader.Sequential(training, Seen))
        {
            cancel.ThrowIfCancellationRequested();
            tape.Begin(recording: false);
            model.Apply(tape.Input(batch.InputShape, batch.Inputs));
        }

        return watcher.Values;
    }

    private sealed class Watcher(string path, int features) : IModuleWatcher
    {
        private readonly List<float[]> _parts = [];

        public float[] Values => [.. _parts.SelectMany(part => part)];

        public void OnOutput(Module module, Tensor input, Tensor output)
        {
            if (input.Shape.Rank != 2)
                throw new ArgumentException($"a signal of shape {input.Shape} comes in at layer {path}; samples of one row of {features} "
                    + "features are pre-trained: put 'flatten' before it");
            _parts.Add(input.ToArray());
        }
    }
}
