using Weir.Nn;
using Weir.Tensors;
using Weir.Tensors.Backends;

namespace Weir.Flow;

/// <summary>
/// Measures the flow of signal and gradient through every layer of a network while it trains, at sampled steps. Between
/// samples nothing is attached and nothing is paid.
/// <code>
/// tape.Begin();
/// bool sampled = recorder.BeginStep(step);
/// Tensor loss = …; tape.Backward(loss);
/// optimizer.Step(measured: sampled);
/// FlowSample? sample = recorder.EndStep(loss.Item());
/// </code>
/// </summary>
public sealed class FlowRecorder
{
    private readonly Optimizer _optimizer;
    private readonly Tape _tape;
    private readonly FlowOptions _options;
    private readonly SamplingPlan _plan;
    private readonly LayerProbe[] _layers;
    private readonly Module[] _modules;
    private readonly GradientProbe[] _gradients;
    private long _step, _previousStep;
    private bool _sampling, _watching, _histograms;

    /// <summary>Prepares measuring.</summary>
    /// <param name="model">The network; any tree of modules.</param>
    /// <param name="optimizer">What moves its parameters.</param>
    /// <param name="tape">The tape that it runs on.</param>
    /// <param name="summary">Its layers in the order of the signal (<see cref="Summary.Of"/>).</param>
    /// <param name="batch">Samples of a batch.</param>
    /// <param name="options">When to sample; default <see cref="FlowOptions"/>.</param>
    public FlowRecorder(Module model, Optimizer optimizer, Tape tape, Summary summary, int batch, FlowOptions? options = null)
    {
        _options = options ?? new FlowOptions();
        _options.Check();
        _plan = new SamplingPlan(_options);
        _optimizer = optimizer;
        _tape = tape;
        ModuleMap map = ModuleMap.Of(model);
        Dictionary<string, Module> modules = map.Layers.ToDictionary(layer => layer.Path, layer => layer.Module, StringComparer.Ordinal);
        // A layer that is used several times in a pass is measured at its first use.
        LayerSummary[] met = [.. summary.Layers.DistinctBy(layer => layer.Path)];
        _modules = [.. met.Select(layer => modules[layer.Path])];
        _layers = [.. met.Select((layer, i) => new LayerProbe(_modules[i], Units(layer), tape.Backend, _options))];
        _gradients = [.. optimizer.Parameters.Select(parameter => new GradientProbe(parameter, _options))];
        IReadOnlyDictionary<Module, LayerTraits> traits = TraceLayer.TraitsIn(model);
        Header = new TraceHeader(
            [.. met.Select(layer => Describe(layer, modules[layer.Path], traits))],
            [.. optimizer.Parameters.Select((parameter, i) => new TraceParameter(map.Find(parameter) ?? optimizer.Names[i],
                parameter.Kind.ToString().ToLowerInvariant(), parameter.Shape.ToArray(), LayerOf(parameter)))],
            batch);
    }

    private static TraceLayer Describe(LayerSummary layer, Module module, IReadOnlyDictionary<Module, LayerTraits> traits) =>
        new(layer.Path, layer.Kind, Units(layer), module.OwnParameters.Any(parameter => parameter.Kind == ParameterKind.Weight))
        {
            Size = layer.Output.Size,
            Traits = traits[module],
        };

    /// <summary>What the samples are about.</summary>
    public TraceHeader Header { get; }

    /// <summary>Whether the current step is sampled.</summary>
    public bool IsSampling => _sampling;

    /// <summary>Prepares measuring of any network, whose layers are found by running one sample through it.</summary>
    /// <param name="model">The network, initialized.</param>
    /// <param name="optimizer">What moves its parameters.</param>
    /// <param name="tape">The tape that it runs on.</param>
    /// <param name="input">Shape of one sample.</param>
    /// <param name="batch">Samples of a batch.</param>
    /// <param name="options">When to sample; default <see cref="FlowOptions"/>.</param>
    public static FlowRecorder Attach(Module model, Optimizer optimizer, Tape tape, Shape input, int batch, FlowOptions? options = null) =>
        new(model, optimizer, tape, Summary.Of(model, input), batch, options);

    /// <summary>Call after <see cref="Tape.Begin"/>, before the forward pass.</summary>
    /// <param name="step">The step, from 1, rising.</param>
    /// <returns>Whether this step is sampled; the optimizer's step is then to be measured.</returns>
    public bool BeginStep(long step) => BeginStep(step, isFailure: false);

    /// <summary>
    /// Begins to measure whatever the plan says: a step whose loss was not finite is run forward once more to see where that came from.
    /// </summary>
    /// <param name="step">The step, from 1.</param>
    public void BeginFailedStep(long step) => BeginStep(step, isFailure: true);

    private bool BeginStep(long step, bool isFailure)
    {
        // A step that was given up half-way (an exception, a cancelled run) has left its watches behind.
        AbandonStep();
        _step = step;
        _sampling = isFailure || _plan.IsSampled(step);
        if (_sampling)
        {
            _histograms = !isFailure && HistogramPlan.IsTaken(_options.HistogramGrowth, _plan.Previous, step);
            _watching = true;
            foreach (LayerProbe layer in _layers)
                layer.Begin(_histograms);
            foreach (GradientProbe gradient in _gradients)
                gradient.Begin(_histograms);
        }

        return _sampling;
    }

    /// <summary>
    /// Ends all watches of a step that was begun and is given up half-way; the next <see cref="BeginStep(long)"/> does so too.
    /// </summary>
    public void AbandonStep()
    {
        if (!_watching)
            return;
        _watching = false;
        foreach (LayerProbe layer in _layers)
            layer.EndWatch();
        foreach (GradientProbe gradient in _gradients)
            gradient.EndWatches();
    }

    /// <summary>Call after the optimizer's step.</summary>
    /// <param name="loss">The loss of the step's batch.</param>
    /// <returns>What was measured; null where the step was not sampled.</returns>
    public FlowSample? EndStep(double loss)
    {
        if (!_sampling)
            return null;
        _sampling = false;
        AbandonStep();
        LayerFlow[] layers = new LayerFlow[_layers.Length];
        for (int i = 0; i < layers.Length; i++)
            layers[i] = _layers[i].End(_options.DeadWindow);
        ParameterFlow[] parameters = new ParameterFlow[_gradients.Length];
        for (int i = 0; i < parameters.Length; i++)
            parameters[i] = ParameterOf(_gradients[i].Measure, _optimizer.Parameters[i].Shape.Size, _gradients[i].End());
        bool consecutive = _previousStep == _step - 1 && _previousStep > 0;
        _previousStep = _step;
        return new FlowSample
        {
            Step = _step,
            Loss = loss,
            Rate = _optimizer.Rate,
            GradientNorm = _optimizer.GradientNorm,
            ClippedNorm = _optimizer.ClippedNorm,
            Attenuation = Weir.Flow.Attenuation.Of(Header, layers),
            NoiseScale = consecutive ? Weir.Flow.NoiseScale.Of(Header, parameters) : null,
            Layers = layers,
            Parameters = parameters,
            Histograms = _histograms
                ? new FlowHistograms([.. _layers.Select(layer => layer.Histograms)],
                    [.. _gradients.Select(gradient => gradient.Histograms)])
                : null,
        };
    }

    /// <summary>
    /// Call instead of the backward pass and all that follows where the loss is not finite: what came forward is measured, and the weights.
    /// </summary>
    /// <param name="loss">The loss.</param>
    /// <returns>What was measured; null where the step was not sampled.</returns>
    public FlowSample? EndFailedStep(double loss)
    {
        if (!_sampling)
            return null;
        _sampling = false;
        AbandonStep();
        return new FlowSample
        {
            Step = _step,
            Loss = loss,
            Rate = _optimizer.Rate,
            GradientNorm = null,
            ClippedNorm = null,
            Layers = [.. _layers.Select(layer => layer.End(_options.DeadWindow))],
            Parameters = [.. _optimizer.Parameters.Select(parameter => new ParameterFlow
            {
                WeightNorm = Math.Sqrt(_tape.Backend.SumOfSquares(parameter.Value.Node.Storage, parameter.Shape.Size)),
                GradientNorm = null,
                GradientZero = null,
            })],
        };
    }

    /// <summary>What an exact resume needs besides the network: the gradients to compare with and the open windows.</summary>
    public IReadOnlyDictionary<string, float[]> SaveState()
    {
        Dictionary<string, float[]> state = new(StringComparer.Ordinal) { ["flow.step"] = [_previousStep & 0xFFFFFF, _previousStep >> 24] };
        for (int i = 0; i < _layers.Length; i++)
            state.Add($"flow.layer.{i}", _layers[i].State);
        for (int i = 0; i < _gradients.Length; i++)
        {
            if (_gradients[i].State is { } entries)
                state.Add($"flow.gradient.{i}", entries);
        }

        return state;
    }

    /// <summary>Continues from what <see cref="SaveState"/> returned.</summary>
    /// <param name="state">That state; missing entries start afresh.</param>
    public void RestoreState(IReadOnlyDictionary<string, float[]> state)
    {
        if (state.TryGetValue("flow.step", out float[]? step))
            _previousStep = (long)step[0] + ((long)step[1] << 24);
        for (int i = 0; i < _layers.Length; i++)
        {
            if (state.TryGetValue($"flow.layer.{i}", out float[]? layer))
                _layers[i].State = layer;
        }

        for (int i = 0; i < _gradients.Length; i++)
            _gradients[i].State = state.GetValueOrDefault($"flow.gradient.{i}");
    }

    private static int Units(LayerSummary layer) => layer.Output.Rank == 0 ? 1 : layer.Output[^1];

    private int LayerOf(Parameter parameter)
    {
        for (int i = 0; i < _modules.Length; i++)
        {
            if (_modules[i].OwnParameters.Contains(parameter))
                return i;
        }

        return -1;
    }

    private static ParameterFlow ParameterOf(in UpdateMeasure measure, int size, double? cosine) => new()
    {
        WeightNorm = Math.Sqrt(measure.WeightSquares),
        GradientNorm = Math.Sqrt(measure.GradientSquares),
        GradientZero = measure.GradientZeros / Math.Max(1, size),
        UpdateRatio = measure.WeightSquares > 0 ? Math.Sqrt(measure.UpdateSquares / measure.WeightSquares) : null,
        GradientCosine = cosine,
    };
}
