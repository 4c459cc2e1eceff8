using System.Text.Json;
using System.Text.Json.Serialization;
using Weir.Data;
using Weir.Nn;
using Weir.Tensors;

namespace Weir.Training;

/// <summary>Everything that a run needs to go on as if it had never stopped, besides the numbers of model and optimizer.</summary>
public sealed record Checkpoint
{
    internal const string StateKey = "weir.checkpoint";
    private const string ModelPrefix = "model.";
    private const string BufferPrefix = "buffer.";
    private const string OptimizerPrefix = "optimizer.";

    /// <summary>Steps made.</summary>
    public required long Step { get; init; }

    /// <summary>The epoch of the batch that comes next, from 0.</summary>
    public required long Epoch { get; init; }

    /// <summary>Its number in that epoch, from 0.</summary>
    public required int BatchIndex { get; init; }

    /// <summary>The run's seed.</summary>
    public required long Seed { get; init; }

    /// <summary>The learning rate.</summary>
    public required double Rate { get; init; }

    /// <summary>Sum of the losses of the begun epoch's samples.</summary>
    public double LossSum { get; init; }

    /// <summary>Samples of the begun epoch so far.</summary>
    public long Samples { get; init; }

    /// <summary>Those of them that were classified rightly.</summary>
    public long Right { get; init; }

    /// <summary>Positions of the begun epoch's samples that count for nothing, as masks have them.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public long Ignored { get; init; }

    /// <summary>Seconds that the begun epoch took so far.</summary>
    public double Seconds { get; init; }

    /// <summary>The smoothed loss: its sum.</summary>
    public double SmoothedSum { get; init; }

    /// <summary>The smoothed loss: its weight.</summary>
    public double SmoothedWeight { get; init; }

    /// <summary>The last epoch's metrics.</summary>
    public EpochMetrics? Last { get; init; }

    /// <summary>The best epoch's metrics.</summary>
    public EpochMetrics? Best { get; init; }

    /// <summary>What an <see cref="Nn.AdaptiveSchedule"/> remembers; null for other schedules.</summary>
    public IReadOnlyList<double>? Plateau { get; init; }

    /// <summary>What early stopping remembers; null without it.</summary>
    public IReadOnlyList<double>? Stopping { get; init; }

    /// <summary>The metrics of the epoch whose weights early stopping keeps; null without it.</summary>
    public EpochMetrics? StoppingBest { get; init; }

    /// <summary>
    /// The minutes of the recipe's budget that were up here, so that only the run's ending is left; null while there was time.
    /// </summary>
    public double? MinutesUp { get; init; }

    /// <summary>
    /// Of a network whose last validation was not finite: the last step with a checkpoint from before that; null where it was finite.
    /// </summary>
    public long? HealthyStep { get; init; }

    /// <summary>The place in the sequence of batches.</summary>
    internal BatchPosition Position => new(Epoch, BatchIndex);

    /// <summary>Whether the network was well at the end of the last epoch: its validation loss is finite.</summary>
    internal bool IsHealthy => double.IsFinite(Last?.ValidationLoss ?? 0);

    /// <summary>The last step with a checkpoint of a network that was well, up to here; 0 where there is none.</summary>
    internal long LastHealthy => IsHealthy ? Step : HealthyStep ?? 0;

    /// <summary>Writes a checkpoint.</summary>
    /// <param name="path">The file.</param>
    /// <param name="model">Its parameters and buffers are kept.</param>
    /// <param name="optimizer">Its memory is kept.</param>
    /// <param name="standardizer">What inputs were scaled by.</param>
    /// <param name="targets">What target values were scaled by.</param>
    /// <param name="more">Other state, by name.</param>
    public void Save(
        string path, Module model, Optimizer optimizer, Standardizer standardizer, Standardizer targets,
        IReadOnlyDictionary<string, SavedTensor>? more = null) =>
        Content(model, optimizer, standardizer, targets,
            more?.Select(tensor => KeyValuePair.Create<string, ITensorSource>(tensor.Key, tensor.Value))).Write(path);

    /// <summary>What a checkpoint's file holds. Numbers are read when it is written, so that nothing may change them before.</summary>
    internal SafetensorsContent Content(
        Module model, Optimizer optimizer, Standardizer standardizer, Standardizer targets,
        IEnumerable<KeyValuePair<string, ITensorSource>>? more, IReadOnlyDictionary<string, string>? texts = null)
    {
        Dictionary<string, ITensorSource> tensors = new(more ?? [], StringComparer.Ordinal);
        ModuleMap map = ModuleMap.Of(model);
        foreach ((string name, Parameter parameter) in map.Parameters)
            tensors[ModelPrefix + name] = new TensorSource(parameter.Value);
        foreach ((string name, ModuleBuffer buffer) in map.Buffers)
            tensors[BufferPrefix + name] = new TensorSource(buffer.Value);
        foreach ((string name, Tensor value) in optimizer.State)
            tensors[OptimizerPrefix + name] = new TensorSource(value);
        Keep(tensors, "data", standardizer);
        Keep(tensors, "target", targets);
        return new SafetensorsContent(tensors,
            [.. texts ?? new Dictionary<string, string>(),
                KeyValuePair.Create(StateKey, JsonSerializer.Serialize(this, TrainingJson.Default.Checkpoint))]);
    }

    /// <summary>Reads a checkpoint back.</summary>
    /// <param name="path">The file.</param>
    /// <param name="model">Its parameters and buffers are set.</param>
    /// <param name="optimizer">Its memory is set; null to take the model alone.</param>
    /// <returns>The checkpoint, and all tensors of the file.</returns>
    /// <exception cref="SafetensorsException">A damaged file, or one of another network.</exception>
    /// <exception cref="FileException">It cannot be read.</exception>
    public static (Checkpoint Checkpoint, Safetensors Content) Load(string path, Module model, Optimizer? optimizer) =>
        FileException.Guard(path, "the checkpoint cannot be read", () =>
        {
            using FileStream stream = RegularFile.OpenRead(path);
            return Load(path, stream, model, optimizer);
        });

    internal static (Checkpoint Checkpoint, Safetensors Content) Load(string path, Stream stream, Module model, Optimizer? optimizer)
    {
        (Checkpoint checkpoint, Safetensors content) = Read(path, stream);
        // All is looked up before anything is set: a file of another network changes nothing.
        List<(Tensor Value, float[] Values)> state = [.. optimizer?.State.Select(entry =>
            (entry.Value, Find(path, content, OptimizerPrefix + entry.Name, entry.Value.Shape))) ?? []];
        SetModel(path, content, model);
        foreach ((Tensor value, float[] values) in state)
            value.CopyFrom(values);
        return (checkpoint, content);
    }

    /// <summary>Sets parameters and buffers of a network from a checkpoint's tensors; all of them or none.</summary>
    internal static void SetModel(string path, Safetensors content, Module model)
    {
        ModuleMap map = ModuleMap.Of(model);
        List<(Parameter Parameter, float[] Values)> parameters =
            [.. map.Parameters.Select(entry => (entry.Parameter, Find(path, content, ModelPrefix + entry.Name, entry.Parameter.Shape)))];
        List<(Tensor Value, float[] Values)> buffers =
            [.. map.Buffers.Select(entry => (entry.Buffer.Value, Find(path, content, BufferPrefix + entry.Name, entry.Buffer.Shape)))];
        foreach ((Parameter parameter, float[] values) in parameters)
            parameter.Set(values);
        foreach ((Tensor value, float[] values) in buffers)
            value.CopyFrom(values);
    }

    /// <summary>Reads what a checkpoint says of the run, and the tensors that are wanted.</summary>
    internal static (Checkpoint Checkpoint, Safetensors Content) Read(string path, Stream stream, Func<string, bool>? wanted = null)
    {
        Safetensors content = Safetensors.Read(stream, path, wanted);
        if (!content.Metadata.TryGetValue(StateKey, out string? json))
            throw new SafetensorsException($"{path}: it is no checkpoint of Weir: its metadata has no '{StateKey}'");
        Checkpoint checkpoint = Damage.Read(
            () => JsonSerializer.Deserialize(json, TrainingJson.Default.Checkpoint) ?? throw new JsonException("nothing there"),
            (reason, error) => new SafetensorsException($"{path}: damaged: its metadata '{StateKey}' cannot be read: {reason}", error));
        if (checkpoint.Wrong() is { } wrong)
            throw new SafetensorsException($"{path}: damaged: its metadata '{StateKey}' says what no run writes: {wrong}");
        return (checkpoint, content);
    }

    private static void Keep(Dictionary<string, ITensorSource> tensors, string name, Standardizer standardizer)
    {
        if (standardizer.Kind == Standardization.None)
            return;
        tensors[name + ".mean"] = SavedTensor.Of(new Shape(standardizer.Mean.Length), standardizer.Mean);
        tensors[name + ".scale"] = SavedTensor.Of(new Shape(standardizer.Scale.Length), standardizer.Scale);
    }

    /// <summary>The numbers of a tensor of a checkpoint.</summary>
    internal static float[] Find(string path, Safetensors content, string name, Shape shape)
    {
        if (!content.Tensors.TryGetValue(name, out SavedTensor? tensor) || tensor.Type != SavedType.F32)
            throw new SafetensorsException($"{path}: it has no float32 tensor '{name}'; it is a checkpoint of another recipe");
        if (!tensor.Shape.SequenceEqual(shape.ToArray().Select(length => (long)length)))
        {
            throw new SafetensorsException(
                $"{path}: tensor '{name}' has shape ({string.Join(", ", tensor.Shape)}), but the network has {shape}; it is a checkpoint "
                    + "of another recipe");
        }

        return tensor.Floats();
    }
}
