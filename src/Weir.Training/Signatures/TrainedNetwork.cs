using Weir.Data;
using Weir.Nn;
using Weir.Tensors;

namespace Weir.Training;

/// <summary>
/// A network as a run has left it, ready for use: in evaluation, with the averaged or restored weights where the recipe has such, with what
/// its inputs and outputs mean and are scaled by.
/// </summary>
public sealed class TrainedNetwork
{
    /// <summary>The key of the recipe's text in the metadata of a checkpoint.</summary>
    internal const string RecipeKey = "weir.recipe";

    private TrainedNetwork(string path, Module model, Recipe recipe, Checkpoint checkpoint, ModelSignature signature)
    {
        (Path, Model, Recipe, Checkpoint, Signature) = (path, model, recipe, checkpoint, signature);
        // Not set by the loader below where nothing is scaled.
        (Inputs, Targets) = (Standardizer.Identity, Standardizer.Identity);
    }

    /// <summary>The checkpoint's file.</summary>
    public string Path { get; }

    /// <summary>The network, in evaluation.</summary>
    public Module Model { get; }

    /// <summary>The recipe that it was trained by.</summary>
    public Recipe Recipe { get; }

    /// <summary>Where training was.</summary>
    public Checkpoint Checkpoint { get; }

    /// <summary>What goes in and comes out.</summary>
    public ModelSignature Signature { get; }

    /// <summary>What inputs are scaled by before they go into the network.</summary>
    public Standardizer Inputs { get; private init; }

    /// <summary>
    /// What target values were scaled by: its <see cref="Standardizer.UndoInPlace"/> brings outputs back to the targets' unit.
    /// </summary>
    public Standardizer Targets { get; private init; }

    /// <summary>Makes another network of the same layers, whose values are to be set; null where a program gave the network.</summary>
    internal Func<Module>? Another { get; private init; }

    /// <summary>The loss of the recipe, with the weights of classes that training had.</summary>
    internal Loss Loss => Signature.Output.ClassWeights is { } weights ? new ClassWeighted(Recipe.Loss.Loss(), weights)
        : Recipe.Loss.Loss();

    /// <summary>Loads the network of a run or of a checkpoint.</summary>
    /// <param name="path">
    /// A run directory, for the network that the run has come to; or a checkpoint, as <c>runs/x/checkpoints/best.safetensors</c>.
    /// </param>
    /// <param name="registry">What its recipe can name. Default: the parts of the library.</param>
    /// <param name="model">The network where a program gave it to the run. Default: that of the recipe.</param>
    /// <param name="files">What reads the disk. Default: the system's files.</param>
    /// <exception cref="RunException">There is no run or no checkpoint, or the run had its network from a program.</exception>
    /// <exception cref="UnknownPartsException">The recipe names parts that the registry has not.</exception>
    /// <exception cref="SafetensorsException">The checkpoint is damaged, of another network, or says nothing of its inputs.</exception>
    public static TrainedNetwork Load(string path, RecipeRegistry? registry = null, Module? model = null, IFileLayer? files = null)
    {
        files ??= DiskFiles.Instance;
        string file = CheckpointOf(path, files);
        return RunException.Guard(file, "the checkpoint cannot be read", () =>
        {
            using Stream stream = files.OpenRead(file);
            return Read(file, stream, registry, model, files);
        });
    }

    private static string CheckpointOf(string path, IFileLayer files)
    {
        if (!RunDirectory.Exists(path, files))
        {
            return files.Exists(path) ? path
                : throw new RunException($"{path}: there is no run and no checkpoint here; give a run directory, or one of its "
                    + "checkpoints/*.safetensors");
        }

        CheckpointStore store = new(System.IO.Path.Combine(path, "checkpoints"), files);
        return store.Steps() is [long last, ..] ? store.Of(last) : throw NoCheckpoint(path, store, files);
    }

    private static RunException NoCheckpoint(string path, CheckpointStore store, IFileLayer files) => new(
        files.Exists(store.Best)
            ? $"{path}: the checkpoints of its last steps (step-*.safetensors) were removed; the best one is there: give {store.Best}, or "
                + "the option --best"
        : RunDirectory.ReadRecord(path, files) is { Status: "finished" }
            ? $"{path}: the run is over, and its checkpoints were removed: no network of it is left; train it again under another name"
            : $"{path}: the run has no checkpoint yet; wait until its first epoch is over, or go on with it by 'weir resume'");

    private static TrainedNetwork Read(string file, Stream stream, RecipeRegistry? registry, Module? model, IFileLayer files)
    {
        // What only training needs is left where it is.
        (Checkpoint checkpoint, Safetensors content) = Checkpoint.Read(file, stream,
            name => !name.StartsWith("optimizer.", StringComparison.Ordinal) && !name.StartsWith("flow.", StringComparison.Ordinal));
        if (!content.Metadata.TryGetValue(ModelSignature.Key, out string? json)
            || !content.Metadata.TryGetValue(RecipeKey, out string? text))
        {
            throw new SafetensorsException($"{file}: it says nothing of its inputs and outputs, as checkpoints of earlier versions "
                + "did not; train the run again");
        }

        ModelSignature signature = ModelSignature.Parse(json, file);
        Recipe recipe = RecipeReader.ParseKept(text, file, registry);
        if (model is null && recipe.Model.Count == 0)
            throw new RunException($"{file}: a program gave this run its network; load it from there, with the same network");
        // What the network was made with lies in the run's directory, beside the folder of its checkpoints.
        string? run = System.IO.Path.GetDirectoryName(System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(file)));
        Recipe made = run is not null && RunDirectory.Exists(run, files) ? KeptFiles.In(recipe, run, files) : recipe;
        Func<Module>? another = model is null ? () => Build(file, made, signature) : null;
        model ??= Build(file, made, signature);

        Checkpoint.SetModel(file, content, model);
        Use(file, recipe, checkpoint, content, model);
        model.Train(false);
        return new TrainedNetwork(file, model, recipe, checkpoint, signature)
        {
            Another = another,
            Inputs = Scaling(file, content, "data", signature.Input.Standardize, signature.Input.Shape),
            Targets = Scaling(file, content, "target",
                signature.Output.IsStandardized ? Standardization.PerFeature : Standardization.None,
                [signature.Output.Outputs]),
        };
    }

    private static Sequential Build(string file, Recipe recipe, ModelSignature signature)
    {
        try
        {
            return NetworkBuilder.Build(recipe, signature.Input.SampleShape, signature.Output.SampleShape);
        }
        catch (RecipeException error)
        {
            string[] needed = [.. LayerWalk.All(recipe.Model).Select(each => each.Layer.NeededFile).OfType<string>()];
            throw new SafetensorsException($"{file}: the network of its recipe cannot be made: {error.Message}. "
                + (needed.Length == 0 ? "It was made of the same recipe when the run began: the file is damaged"
                    : $"It is made with {string.Join(", ", needed)}, as it was when the run began: put that back in its place"), error);
        }
    }

    /// <summary>Puts the weights in place that evaluations of the run use.</summary>
    private static void Use(string file, Recipe recipe, Checkpoint checkpoint, Safetensors content, Module model)
    {
        bool isRestored = recipe.EarlyStopping is { Restore: true } stopping && checkpoint.Stopping is [_, _, var waited]
            && EarlyStopping.Ends(stopping, waited) && checkpoint.StoppingBest is not null;
        string? prefix = isRestored ? RunState.StoppingPrefix : recipe.Average is not null ? RunState.AveragePrefix : null;
        if (prefix is null)
            return;
        ModuleMap map = ModuleMap.Of(model);
        foreach ((string name, Parameter parameter) in map.Parameters)
            parameter.Set(Checkpoint.Find(file, content, prefix + name, parameter.Shape));
        foreach ((string name, ModuleBuffer buffer) in map.Buffers)
            buffer.Value.CopyFrom(Checkpoint.Find(file, content, prefix + name, buffer.Shape));
    }

    private static Standardizer Scaling(string file, Safetensors content, string name, Standardization kind, IReadOnlyList<int> shape)
    {
        if (kind == Standardization.None)
            return Standardizer.Identity;
        int count = kind switch
        {
            Standardization.Global => 1,
            Standardization.PerChannel => shape[^1],
            _ => shape.Aggregate(1, (product, length) => product * length),
        };
        return new Standardizer(kind, Checkpoint.Find(file, content, name + ".mean", new Shape(count)),
            Checkpoint.Find(file, content, name + ".scale", new Shape(count)));
    }
}
