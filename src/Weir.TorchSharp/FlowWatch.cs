using System.Runtime.CompilerServices;
using Weir.Diagnosis;
using static TorchSharp.torch;

namespace Weir.TorchSharp;

/// <summary>
/// Watches a training of TorchSharp: measures the flow of signal and gradient at sampled steps, writes the run to a folder that
/// <c>weir diagnose</c> and <c>weir show</c> take, and tells of findings while it trains.
/// <code>
/// using FlowWatch run = FlowWatch.Attach(model, optimizer, new() { Directory = "runs/x", Loss = loss });
/// …
/// optimizer.zero_grad();
/// Tensor cost = loss.call(model.call(x), y);
/// cost.backward();
/// optimizer.step();
/// run.Step(cost);
/// </code>
/// Numbers, random state, parameters and exceptions of the training stay as they are; a failure in here is a warning.
/// </summary>
public sealed partial class FlowWatch : IDisposable
{
    // Modules that are watched; an entry goes with its module.
    private static readonly ConditionalWeakTable<nn.Module, FlowWatch> s_watched = [];

    private readonly nn.Module _model;
    private readonly FlowWatchOptions _options;
    private readonly RunRecorder _recorder;
    private bool _isOn = true;

    private FlowWatch(nn.Module model, IReadOnlyList<optim.Optimizer> optimizers, FlowWatchOptions options)
    {
        (_model, _options) = (model, options);
        _recorder = new RunRecorder(model, optimizers, options, Guard);
    }

    /// <summary>The folder of the run.</summary>
    public string Directory => _recorder.Directory;

    /// <summary>All that is said of the run so far; null before there was anything to judge.</summary>
    public Verdict? Verdict => _recorder.Diagnosis.Verdict;

    /// <summary>What was found so far: causes first, each followed by its consequences.</summary>
    public IReadOnlyList<Finding> Findings => Verdict?.Findings ?? [];

    /// <summary>What has ended the watch; null while it goes on, and where it was closed. The training is not concerned.</summary>
    public Exception? Failure { get; private set; }

    /// <summary>
    /// The first exception that the one who is told of findings has thrown; null where there was none. The training went on.
    /// </summary>
    public Exception? CallbackFailure => _recorder.Diagnosis.CallbackFailure;

    /// <summary>Begins to watch a network that is about to train.</summary>
    /// <param name="model">The network. Its modules are seen where they are used by <c>call</c>; <c>forward</c> tells nobody.</param>
    /// <param name="optimizer">What moves its parameters.</param>
    /// <param name="options">Where and how. Default <see cref="FlowWatchOptions"/>.</param>
    /// <exception cref="InvalidOperationException">The network is watched already.</exception>
    /// <exception cref="ArgumentException">An option that cannot be.</exception>
    /// <exception cref="Training.RunException">The folder cannot be made; the message names it.</exception>
    public static FlowWatch Attach(nn.Module model, optim.Optimizer optimizer, FlowWatchOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(optimizer);
        return Attach(model, [optimizer], options);
    }

    /// <summary>
    /// The same where several optimizers move the network, each a part of it. <see cref="Step(Tensor)"/> is told once, when all of them
    /// have stepped; the trace has the largest of their rates, and what else is said of an optimizer is said of the first.
    /// </summary>
    /// <param name="model">The network.</param>
    /// <param name="optimizers">What moves its parameters, one or more.</param>
    /// <param name="options">Where and how. Default <see cref="FlowWatchOptions"/>.</param>
    /// <exception cref="InvalidOperationException">The network is watched already.</exception>
    /// <exception cref="ArgumentException">No optimizer, or an option that cannot be.</exception>
    /// <exception cref="Training.RunException">The folder cannot be made; the message names it.</exception>
    public static FlowWatch Attach(nn.Module model, IReadOnlyList<optim.Optimizer> optimizers, FlowWatchOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(optimizers);
        if (optimizers.Count == 0)
            throw new ArgumentException("no optimizer is given: the trace tells what moves the network", nameof(optimizers));
        options ??= new FlowWatchOptions();
        options.Check();
        if (s_watched.TryGetValue(model, out FlowWatch? other))
            throw new InvalidOperationException($"the network is watched already, in {other.Directory}: close that watch first");
        FlowWatch watch = new(model, [.. optimizers], options);
        s_watched.Add(model, watch);
        return watch;
    }

    /// <summary>Tells that the optimizer has made a step: between its <c>step()</c> and the next <c>zero_grad()</c>.</summary>
    /// <param name="loss">The loss of the step's batch, on which <c>backward</c> was called.</param>
    public void Step(Tensor loss) => Guard(() => _recorder.Step(loss));

    /// <summary>The same with a loss that is a number.</summary>
    /// <param name="loss">The loss of the step's batch.</param>
    public void Step(double loss) => Guard(() => _recorder.Step(loss));

    /// <summary>
    /// Shows inputs and targets of a batch, for facts on the data. Needed only where the loss is a function or is used by <c>forward</c>.
    /// </summary>
    /// <param name="inputs">What goes into the network, samples first.</param>
    /// <param name="targets">What it is to give.</param>
    public void Data(Tensor inputs, Tensor targets) => Guard(() => _recorder.Show(inputs, targets));

    /// <summary>Tells that gradients are clipped by their norm; the norm that they had before makes the trace complete.</summary>
    /// <param name="limit">The limit.</param>
    /// <param name="norm">The norm before, as <c>nn.utils.clip_grad_norm_</c> returns it. Default: not known.</param>
    public void GradientClip(double limit, double? norm = null) => Guard(() => _recorder.Clip(limit, norm));

    /// <summary>
    /// Tells that the loss is multiplied before <c>backward</c>, as in half precision, from the current step on: gradients of layers are
    /// divided by it again. Those of parameters are read as the optimizer has used them, and are to be divided before its step.
    /// </summary>
    /// <param name="scale">The factor, above 0.</param>
    public void LossScale(double scale)
    {
        if (!(scale > 0 && double.IsFinite(scale)))
            throw new ArgumentOutOfRangeException(nameof(scale), scale, "a loss is multiplied by a finite number above 0");
        Guard(() => _recorder.Scale(scale));
    }

    /// <summary>
    /// Tells, in place of <see cref="Step(Tensor)"/>, that a step was left out, as where a gradient has overflowed: the next pass is
    /// measured in its place.
    /// </summary>
    public void Skip() => Guard(_recorder.Skip);

    /// <summary>Tells how well the network does on validation data: a line of metrics for all steps since the last one.</summary>
    /// <param name="loss">Mean loss.</param>
    /// <param name="accuracy">Share that is classified rightly.</param>
    /// <param name="r2">1 − squared error / variance of the targets.</param>
    /// <param name="trainingAccuracy">Share of the training samples that were classified rightly.</param>
    public void Validation(double? loss = null, double? accuracy = null, double? r2 = null, double? trainingAccuracy = null) =>
        Guard(() => _recorder.Validate(loss, accuracy, r2, trainingAccuracy));

    /// <summary>Writes what is left and takes everything off the network. Nothing is watched from here on.</summary>
    /// <param name="interruption">Why the training ended early; null where it has finished.</param>
    public void Close(string? interruption = null)
    {
        Guard(() => _recorder.End(interruption is null ? "finished" : "interrupted", interruption));
        Remove();
    }

    /// <summary>Closes the watch of a training that has finished.</summary>
    public void Dispose() => Close();

    /// <summary>A failure in here is a warning, never the end of a training: watching ends, training goes on.</summary>
    private void Guard(Action work)
    {
        if (!_isOn)
            return;
        try
        {
            work();
        }
#pragma warning disable CA1031 // That is the point.
        catch (Exception error)
#pragma warning restore CA1031
        {
            Failure = error;
            Remove();
            _options.Warn($"weir: the training is no longer watched ({error.GetType().Name}: {error.Message}); it goes on");
        }
    }

    private void Remove()
    {
        if (!_isOn)
            return;
        _isOn = false;
        s_watched.Remove(_model);
        _recorder.Dispose();
    }
}
