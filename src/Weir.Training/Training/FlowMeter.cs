using Weir.Data;
using Weir.Flow;
using Weir.Nn;
using Weir.Tensors;

namespace Weir.Training;

/// <summary>The one place where the step loop meets the measuring of the flow: when, and where the samples go.</summary>
internal sealed class FlowMeter : IDisposable
{
    private const string Prefix = "flow.";

    private readonly FlowRecorder _recorder;
    private readonly Tape _tape;
    private TraceWriter? _writer;

    public FlowMeter(Recipe recipe, Module model, Optimizer optimizer, Tape tape, Summary summary)
    {
        _recorder = new FlowRecorder(model, optimizer, tape, summary, recipe.Batch * recipe.Accumulate, OptionsOf(recipe));
        _tape = tape;
    }

    /// <summary>When and how finely the flow of a run of a recipe is sampled.</summary>
    public static FlowOptions OptionsOf(Recipe recipe) => new() { Every = recipe.Flow.Every };

    /// <summary>What the samples are about.</summary>
    public TraceHeader Header => _recorder.Header;

    /// <summary>What measures.</summary>
    public FlowRecorder Recorder => _recorder;

    /// <summary>Writes what was measured at a batch and tells of it.</summary>
    public void Keep(FlowSample sample, Batch batch, RunDirectory? directory, ITrainingObserver? observer)
    {
        sample = sample.Named(batch.Samples);
        if (directory is not null)
            Write(sample, directory);
        observer?.OnSample(sample);
    }

    /// <summary>Writes what led to a loss that is not finite; the forward pass is made once more where the step was not sampled.</summary>
    public void Fail(long step, double loss, Batch batch, bool sampled, Action forward, RunDirectory? directory,
        ITrainingObserver? observer)
    {
        if (!sampled)
        {
            _tape.Begin(recording: false);
            _recorder.BeginFailedStep(step);
            forward();
        }

        if (_recorder.EndFailedStep(loss) is { } sample)
            Keep(sample, batch, directory, observer);
    }

    /// <summary>What an exact resume needs, for the checkpoint.</summary>
    public IReadOnlyDictionary<string, SavedTensor> State() =>
        _recorder.SaveState().ToDictionary(entry => entry.Key, entry => SavedTensor.Of(new Shape(entry.Value.Length), entry.Value),
            StringComparer.Ordinal);

    /// <summary>Goes on from a checkpoint.</summary>
    public void Restore(Safetensors content) => _recorder.RestoreState(content.Tensors
        .Where(tensor => tensor.Key.StartsWith(Prefix, StringComparison.Ordinal))
        .ToDictionary(tensor => tensor.Key, tensor => tensor.Value.Floats(), StringComparer.Ordinal));

    public void Dispose()
    {
        _recorder.AbandonStep();
        _writer?.Dispose();
    }

    private void Write(FlowSample sample, RunDirectory directory) => directory.WriteFlow(stream =>
    {
        if (_writer is null)
        {
            _writer = new TraceWriter(stream);
            if (stream is not { CanSeek: true, Length: > 0 })
                _writer.Write(Header);
        }

        _writer.Write(sample);
    });
}
