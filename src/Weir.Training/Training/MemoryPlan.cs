using Weir.Data;
using Weir.Nn;
using Weir.Tensors;
using Weir.Tensors.Backends;

namespace Weir.Training;

/// <summary>
/// What training takes of memory, in bytes, known before it is taken: a step and an evaluation are gone through by their shapes alone.
/// Not in it are: the program itself; what kernels pack of matrices (blocks of about a megabyte a thread); what measuring the flow keeps
/// (some hundred numbers for each parameter and layer); what is done before the first step (first values, of which those of one parameter
/// are there twice; weights that are read from a file; pre-training); and what a checkpoint is read into where a run goes on (one is
/// written from where its numbers lie).
/// </summary>
public sealed record MemoryPlan
{
    /// <summary>Working memory grows by more than is asked for, so that it is whole the next time; about so many times as much.</summary>
    private const int Room = 2;

    /// <summary>The network's parameters and buffers.</summary>
    public required long Parameters { get; init; }

    /// <summary>
    /// Gradients that are kept as a whole. Those of dense layers are worked out as their weights move, where nothing needs them before.
    /// </summary>
    public required long Gradients { get; init; }

    /// <summary>The optimizer's memory, with what a rule for whole matrices works on.</summary>
    public required long Optimizer { get; init; }

    /// <summary>Copies of the weights: their average, those that early stopping gives back, what a penalty on the gradient keeps.</summary>
    public required long Copies { get; init; }

    /// <summary>The signals of a step and their gradients.</summary>
    public required long Step { get; init; }

    /// <summary>The signals of an evaluation.</summary>
    public required long Evaluation { get; init; }

    /// <summary>Batches that wait.</summary>
    public required long Batches { get; init; }

    /// <summary>
    /// What kernels of convolutions work on, packed weights and blocks of signals; about, since it hangs on the processor.
    /// </summary>
    public long Kernels { get; init; }

    /// <summary>The samples and targets, as the network sees them.</summary>
    public long Data { get; init; }

    /// <summary>
    /// What is taken of it already: by the data, and by a network that was used before (<see cref="TrainerOptions.Model"/>).
    /// </summary>
    internal long Taken { get; init; }

    /// <summary>All of it.</summary>
    public long Total => Parameters + Gradients + Optimizer + Copies + Step + Evaluation + Batches + Kernels + Data;

    /// <summary>The parts, as in <c>parameters 0.6 MB, gradients 0.0 MB, …</c>; those of nothing are left out.</summary>
    public override string ToString() => string.Join(", ", new (string Name, long Bytes)[]
    {
        ("parameters", Parameters), ("gradients", Gradients), ("optimizer", Optimizer), ("copies of weights", Copies),
        ("signals of a step", Step), ("evaluation", Evaluation), ("batches", Batches), ("kernels", Kernels), ("data", Data),
    }.Where(part => part.Bytes > 0).Select(part => $"{part.Name} {ByteText.Of(part.Bytes)}"));

    /// <summary>Goes through a step and an evaluation; the network needs no values, and what it has is left as it is.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="model">The network.</param>
    /// <param name="loss">The loss.</param>
    /// <param name="data">The data.</param>
    /// <param name="options">How batches are made.</param>
    /// <param name="measuring">Whether the flow is measured where the recipe wants it.</param>
    /// <param name="threads">Threads that compute.</param>
    internal static MemoryPlan Of(Recipe recipe, Module model, Loss loss, DataSplit data, BatchOptions options, bool measuring, int threads)
    {
        PlanningBackend nothing = new();
        Optimizer optimizer = recipe.Optimizer.Build(model, nothing, recipe.Gradient, recipe.Seed);
        Tape steps = new(nothing), evaluations = new(nothing);
        long taken = optimizer.GradientBytes, gradients;
        try
        {
            TrainingStep step = new(model, loss, data.Training, optimizer, steps, recipe.Seed);
            // Of one sample there are no statistics; whether it is to be trained on is for others to say.
            int least = model.Tree().Any(module => module.Traits.HasFlag(LayerTraits.BatchStatistics)) ? 2 : 1;
            Make(step, recipe, data.Training, least);
            if (recipe.Flow.On && measuring)
            {
                // At a measured step layers run one after the other, without their functions in the same pass.
                using Watches watches = Watch(model);
                Make(step, recipe, data.Training, least);
            }

            foreach (Dataset part in new[] { data.Validation, data.Test }.OfType<Dataset>())
                Evaluate(model, loss, part, evaluations);
            gradients = optimizer.GradientBytes;
        }
        finally
        {
            foreach (Parameter parameter in model.Parameters)
                parameter.Value.ClearGradient();
        }

        using BatchLoader loader = new(data.Training, options);
        ModuleMap map = ModuleMap.Of(model);
        Tensor[] weights = [.. map.Parameters.Select(entry => entry.Parameter.Value)],
            values = [.. weights, .. map.Buffers.Select(entry => entry.Buffer.Value)];
        return new MemoryPlan
        {
            Parameters = Bytes(values),
            Gradients = recipe.GradientPenalty is null ? gradients : Bytes(weights),
            Optimizer = optimizer.StateBytes + optimizer.ScratchBytes,
            Copies = (recipe.Average is null ? 0 : Bytes(weights)) + (recipe.EarlyStopping is { Restore: true } ? Bytes(values) : 0)
                + (recipe.GradientPenalty is null ? 0 : Bytes(values) + (Bytes(weights) * (recipe.Accumulate > 1 ? 2 : 1))),
            Step = steps.PoolBytes,
            Evaluation = evaluations.PoolBytes,
            Batches = loader.Bytes,
            Kernels = Room * (nothing.PackedBytes + (threads * nothing.BlockBytes)),
            Data = data.Bytes,
            Taken = taken + data.Bytes + Bytes(values.Where(value => value.HasMemory)),
        };
    }

    /// <summary>Refuses what cannot be had.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="limit">Bytes that can be had.</param>
    /// <exception cref="AllocationException">It is more than that.</exception>
    internal void Check(Recipe recipe, long limit)
    {
        if (Total <= limit)
            return;
        throw new AllocationException($"training takes about {ByteText.Of(Total)} of memory ({this}), and {ByteText.Of(limit)} can be had")
        {
            Place = recipe.Place.File ?? recipe.Name,
            Bytes = Total,
            Remedy = $"take a smaller batch than {recipe.Batch}, shorter sequences or a narrower network, or a machine with more memory",
        };
    }

    private static long Bytes(IEnumerable<Tensor> values) => values.Sum(value => (long)value.Shape.Size) * sizeof(float);

    private static void Make(TrainingStep step, Recipe recipe, Dataset training, int least)
    {
        // The last batch of an epoch has memory of other sizes.
        foreach (int size in Sizes(training, recipe.Batch))
        {
            if (size != recipe.Batch && recipe.DropLast)
                continue;
            step.Begin(1);
            // Gradients of a second batch add up in memory of their own.
            int batches = Math.Min(2, recipe.Accumulate);
            for (int i = 0; i < batches; i++)
                step.Add(First(training, Math.Max(least, size)), batches > 1 ? 0.5f : 1);
            step.Update(0);
        }
    }

    private static void Evaluate(Module model, Loss loss, Dataset part, Tape tape)
    {
        using IDisposable evaluating = model.Evaluating();
        BatchLoss batchLoss = new(loss, part);
        foreach (int size in Sizes(part, Training.Evaluation.BatchOf(part)))
        {
            Batch batch = First(part, size);
            tape.Begin(recording: false);
            Tensor output = model.Apply(tape.Input(batch.InputShape, batch.Inputs));
            _ = batchLoss.Of(tape, output, batch);
        }
    }

    /// <summary>The sizes of a set's batches.</summary>
    private static IEnumerable<int> Sizes(Dataset dataset, int batch) =>
        new[] { Math.Min(batch, dataset.Count), dataset.Count % batch }.Where(size => size > 0).Distinct();

    private static Batch First(Dataset dataset, int batchSize)
    {
        using IEnumerator<Batch> batches = BatchLoader.Sequential(dataset, batchSize).GetEnumerator();
        batches.MoveNext();
        return batches.Current;
    }

    private static Watches Watch(Module model)
    {
        Watches watches = new();
        foreach ((_, Module layer) in ModuleMap.Of(model).Layers)
            watches.Add(layer.Watch(new Onlooker()));
        return watches;
    }

    /// <summary>Is told of outputs, as a recorder is, and does nothing.</summary>
    private sealed class Onlooker : IModuleWatcher
    {
        public void OnOutput(Module module, Tensor input, Tensor output)
        {
        }
    }
}
