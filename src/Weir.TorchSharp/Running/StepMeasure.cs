using TorchSharp;
using Weir.Diagnosis;
using Weir.Flow;
using Weir.Nn;
using static TorchSharp.torch;

namespace Weir.TorchSharp;

/// <summary>Measures sampled steps: hooks on the layers, which are there during such a step only.</summary>
internal sealed class StepMeasure : IDisposable
{
    private readonly nn.Module _model;
    private readonly FlowOptions _options;
    private readonly DataSamples _data;
    private readonly Func<double> _readRate;
    private readonly LayerProbe[] _all;
    private readonly ParameterProbe[] _parameters;
    private readonly OutputHook[] _hooks;
    private readonly OutputHook? _root;

    /// <summary>What each tensor of this step has come from.</summary>
    private readonly Dictionary<object, LayerProbe> _sources = new(ReferenceEqualityComparer.Instance);

    /// <summary>The layers in the order of the signal.</summary>
    private readonly List<LayerProbe> _order = [];
    private long _step, _previous;
    private double _rate;
    private int _passes, _batch;
    private bool _isKept, _histograms;

    /// <summary>Finds what there is to measure.</summary>
    /// <param name="model">The network.</param>
    /// <param name="options">How.</param>
    /// <param name="data">Is shown the inputs.</param>
    /// <param name="rate">Tells the rate.</param>
    /// <param name="guard">Wraps what the network calls, so that no error in here ever reaches the training.</param>
    public StepMeasure(nn.Module model, FlowWatchOptions options, DataSamples data, Func<double> rate, Action<Action> guard)
    {
        (_model, _options, _data, _readRate) = (model, options.Sampling, data, rate);
        (string Path, nn.Module Module)[] modules = ModuleTree.Of(model);
        _all =
        [
            .. modules.Where(entry => options.Activations && ModuleTree.IsLayer(entry.Module))
                .Where(entry => options.Layers?.Invoke(entry.Path) != false)
                .Select(entry => new LayerProbe(entry.Path, entry.Module, _options)),
        ];
        Dictionary<nint, nn.Module> owners = [];
        foreach ((_, nn.Module module) in modules)
        {
            foreach ((_, global::TorchSharp.Modules.Parameter parameter) in module.named_parameters(recurse: false))
                owners.TryAdd(parameter.Handle, module);
        }

        Owners = owners;
        _parameters = [.. model.named_parameters().Where(entry => entry.parameter.requires_grad)
            .Select(entry => new ParameterProbe(entry.name, entry.parameter, owners.GetValueOrDefault(entry.parameter.Handle), _options))];
        Parameters = model.named_parameters().Where(entry => entry.parameter.requires_grad).Sum(entry => entry.parameter.numel());
        _hooks = [.. _all.Select(probe => OutputHook.On(probe.Module, (inputs, output) => guard(() => OnOutput(probe, inputs, output))))
            .OfType<OutputHook>()];
        _root = OutputHook.On(model, (inputs, _) => guard(() => OnPass(inputs)));
    }

    /// <summary>Whether the weights stay where they are, so that nothing is to be said of how far they move. Default false.</summary>
    public bool IsStanding { get; init; }

    /// <summary>What the loss is multiplied by before the backward pass. Default 1.</summary>
    public double LossScale { get; set; } = 1;

    /// <summary>Numbers that training moves.</summary>
    public long Parameters { get; }

    /// <summary>What the samples are about; null before the first.</summary>
    public TraceHeader? Header { get; private set; }

    /// <summary>What is known of the network at its first weights; null before the first sample.</summary>
    public NetworkFacts? Network { get; private set; }

    /// <summary>Whether the network made the pass of this step in evaluation mode.</summary>
    public bool IsEvaluating { get; private set; }

    /// <summary>Whether a pass of this step was seen.</summary>
    public bool IsSeen => _isKept;

    private Dictionary<nint, nn.Module> Owners { get; }

    /// <summary>The next step is measured.</summary>
    /// <param name="step">Its number.</param>
    /// <param name="histograms">Whether with histograms.</param>
    public void Attach(long step, bool histograms)
    {
        (_step, _histograms) = (step, histograms);
        Restart();
    }

    /// <summary>Nothing of this step has been seen so far.</summary>
    public void Restart()
    {
        (_passes, _isKept, IsEvaluating) = (0, false, false);
        _sources.Clear();
        if (Header is null)
            _order.Clear();
        foreach (LayerProbe probe in _all)
            probe.Begin();
        foreach (OutputHook hook in _hooks)
            hook.Attach();
        _root?.Attach();
    }

    /// <summary>Takes everything off again.</summary>
    public void Detach()
    {
        foreach (OutputHook hook in _hooks)
            hook.Detach();
        _root?.Detach();
        _sources.Clear();
    }

    /// <summary>The step has been made: reads what it has done.</summary>
    /// <param name="loss">Its loss.</param>
    /// <param name="normBefore">The norm of all gradients before they were clipped; null where they were not, or nobody has told.</param>
    /// <returns>The sample; null where the gradients are gone already.</returns>
    public FlowSample? End(double loss, double? normBefore)
    {
        Detach();
        if (Header is null)
        {
            Header = Describe();
            Network = NetworkGatherer.Read(_model, Header, _order.Select(probe => (probe.Kind, WeightOf(probe.Module))));
        }

        LayerFlow[] layers = [.. _order.Select(probe => probe.End(_histograms, LossScale))];
        ParameterFlow[] parameters = [.. _parameters.Select(probe => probe.End(_histograms))];
        FlowHistograms? histograms = _histograms
            ? new FlowHistograms([.. _order.Select(probe => probe.Histograms)], [.. _parameters.Select(probe => probe.Histograms!)])
            : null;
        foreach (LayerProbe probe in _all)
            probe.Begin();
        if (layers.Any(layer => layer.DeltaRms > 0) && parameters.All(parameter => parameter.GradientNorm == 0))
            return null;
        double norm = Math.Sqrt(parameters.Sum(parameter => parameter.GradientNorm * parameter.GradientNorm) ?? 0);
        bool isNext = _previous > 0 && _previous == _step - 1;
        _previous = _step;
        return new FlowSample
        {
            Step = _step,
            Loss = loss,
            Rate = _isKept ? _rate : _readRate(),
            GradientNorm = normBefore ?? norm,
            ClippedNorm = norm,
            Attenuation = Flow.Attenuation.Of(Header, layers),
            NoiseScale = isNext ? Flow.NoiseScale.Of(Header, parameters) : null,
            Layers = layers,
            Parameters = parameters,
            Histograms = histograms,
        };
    }

    public void Dispose()
    {
        Detach();
        foreach (LayerProbe probe in _all)
            probe.Dispose();
        foreach (ParameterProbe probe in _parameters)
            probe.Dispose();
    }

    private TraceHeader Describe()
    {
        Dictionary<nn.Module, int> numbers = new(ReferenceEqualityComparer.Instance);
        foreach (LayerProbe probe in _order)
            numbers.Add(probe.Module, numbers.Count);
        IReadOnlySet<nn.Module> following = ModuleTree.Following(_model);
        return new TraceHeader(
            [.. _order.Select(probe => new TraceLayer(probe.Path, probe.Kind, probe.Units, ModuleTree.HasWeights(probe.Module))
            {
                Size = probe.Size,
                Traits = LayerKinds.TraitsOf(probe.Kind)
                    | (following.Contains(probe.Module) ? LayerTraits.Follows : LayerTraits.None),
            })],
            [.. _parameters.Select(probe => probe.Describe(
                Owners.TryGetValue(probe.Handle, out nn.Module? owner) ? numbers.GetValueOrDefault(owner, -1) : -1))],
            Math.Max(1, _batch * Math.Max(1, _passes)));
    }

    // As it was before the step.
    private Tensor? WeightOf(nn.Module module) => module.named_parameters(recurse: false).Where(entry => entry.parameter.dim() >= 2)
        .Select(entry => Array.Find(_parameters, probe => probe.Handle == entry.parameter.Handle)?.Weights ?? entry.parameter)
        .FirstOrDefault();

    private void OnPass(object?[] inputs)
    {
        if (!is_grad_enabled())
            return;
        _passes++;
        See(inputs);
    }

    private void OnOutput(LayerProbe probe, object?[] inputs, object? output)
    {
        // Evaluation in between is not the step's pass.
        if (!is_grad_enabled())
            return;
        See(inputs);
        LayerProbe? before = inputs.OfType<Tensor>().Select(input => _sources.GetValueOrDefault(input)).OfType<LayerProbe>()
            .FirstOrDefault();
        before?.Held?.IsOverwrittenBy(probe.Module);
        if (probe.IsSeen || TensorsIn.First(output) is not { } tensor)
            return;
        probe.OnOutput(tensor, before, _histograms);
        _sources.TryAdd(tensor, probe);
        if (Header is null)
            _order.Add(probe);
    }

    // The first that the step shows: the weights have not moved, and what comes in is the network's input.
    private void See(object?[] inputs)
    {
        if (_isKept)
            return;
        _isKept = true;
        IsEvaluating = !_model.training;
        _rate = _readRate();
        foreach (ParameterProbe probe in _parameters.Where(_ => !IsStanding))
            probe.Keep();
        if (TensorsIn.Samples(inputs) is not { } samples)
            return;
        _batch = (int)samples.shape[0];
        using IDisposable quiet = no_grad();
        using DisposeScope scope = NewDisposeScope();
        _data.SeeInputs(samples);
    }
}
