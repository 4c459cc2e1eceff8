using Weir.Tensors;
using Weir.Tensors.Backends;

namespace Weir.Nn;

/// <summary>
/// Moves parameters against their gradients. A step uses the gradients up: the next ones start from nothing. Parameters
/// without a gradient stay. Gradients of several backward passes before a step add up (accumulation over micro-batches).
/// </summary>
public abstract class Optimizer
{
    private readonly Parameter[] _parameters;
    private readonly UpdateMeasure[] _measures;
    private readonly IReadOnlyList<GradientLink> _links;
    private readonly Tensor?[] _linkMemory;
    private readonly GradientSet _gradients;
    private readonly StepCounts _counts;
    private readonly List<(string Name, Tensor?[] Values)> _memory = [];
    private readonly WatchList<IStepWatcher> _stepWatchers = new();

    private protected Optimizer(Module model, Backend backend, OptimizerOptions options)
    {
        options.Check();
        ModuleMap map = ModuleMap.Of(model);
        _parameters = [.. map.Parameters.Select(entry => entry.Parameter)];
        Names = [.. map.Parameters.Select(entry => entry.Name)];
        Backend = backend;
        Options = options;
        Rate = options.Rate;
        _measures = new UpdateMeasure[Parameters.Count];
        _links = options.AllLinks;
        _linkMemory = [.. _links.Select(link => link.MakeMemory())];
        _gradients = new GradientSet(Parameters, Names, backend, options.Seed);
        _counts = new StepCounts(Parameters.Count + 1);
    }

    /// <summary>What is moved, in the order of the model.</summary>
    public IReadOnlyList<Parameter> Parameters => _parameters;

    /// <summary>
    /// The names of <see cref="Parameters"/> in the network that the optimizer was made for; its memory is named after them.
    /// </summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>What computes.</summary>
    public Backend Backend { get; }

    /// <summary>The learning rate of the next step; a schedule sets it.</summary>
    public double Rate { get; set; }

    /// <summary>Every gradient is taken times this before anything else, as 1/k for the mean over k micro-batches. Default 1.</summary>
    public double GradientScale { get; set; } = 1;

    /// <summary>What the last measured step saw, for each of <see cref="Parameters"/>; gradients as they are behind the links.</summary>
    public ReadOnlySpan<UpdateMeasure> Measures => _measures;

    /// <summary>The norm of all gradients together before the links, of the last step that had links or measured.</summary>
    public double GradientNorm { get; private set; }

    /// <summary>That norm behind the links: what the step was made with.</summary>
    public double ClippedNorm { get; private set; }

    /// <summary>
    /// <see cref="ClippedNorm"/> over <see cref="GradientNorm"/>: 1 where there are no links, below 1 where they clipped.
    /// </summary>
    public double ClipFactor { get; private set; } = 1;

    /// <summary>The optimizer's memory (momentum, counts of steps, past norms…), named after the parameters, for checkpoints.</summary>
    public IEnumerable<(string Name, Tensor Value)> State
    {
        get
        {
            foreach ((string name, Tensor?[] values) in _memory)
            {
                for (int i = 0; i < values.Length; i++)
                {
                    if (values[i] is { } value)
                        yield return ($"{Names[i]}.{name}", value);
                }
            }

            for (int i = 0; i < _links.Count; i++)
            {
                if (_linkMemory[i] is { } value)
                    yield return ($"link.{i + 1}.{_links[i].Name}", value);
            }

            if (CountsSteps || _links.Count > 0)
                yield return ("steps", _counts.Value);
        }
    }

    /// <summary>Bytes of <see cref="State"/>.</summary>
    public long StateBytes => State.Sum(entry => (long)entry.Value.Shape.Size) * sizeof(float);

    /// <summary>
    /// Bytes that gradients have had of their own so far, kept from step to step. Those of a dense layer's weights need none where they are
    /// worked out as the weights move. On a <see cref="PlanningBackend"/>, which takes none: those that they would have had.
    /// </summary>
    public long GradientBytes => Parameters.Sum(parameter => parameter.Value.Node.GradientMemory is { } memory
        && (memory.IsTaken || !Backend.Computes) ? (long)parameter.Shape.Size : 0) * sizeof(float);

    /// <summary>Bytes that the rule needs besides to work out the move of a whole parameter; they hold nothing between steps.</summary>
    public virtual long ScratchBytes => 0;

    private protected OptimizerOptions Options { get; }

    /// <summary>Whether the rule asks for <see cref="StepOf"/>.</summary>
    private protected virtual bool CountsSteps => false;

    /// <summary>Makes one step.</summary>
    /// <param name="measured">Whether <see cref="Measures"/> are gathered on the way. Default false.</param>
    /// <exception cref="InvalidOperationException">No parameter has a gradient.</exception>
    public void Step(bool measured = false)
    {
        RefuseWithoutGradient();
        ShowBlocks();
        long step = _counts.Next(_parameters.Length);
        ClipFactor = 1;
        // Without links nobody needs a gradient beforehand: deferred ones stay so until the weight moves.
        bool linked = _links.Count > 0;
        if (linked)
            RunLinks(step);

        double squares = 0;
        bool allMeasured = true;
        for (int i = 0; i < _parameters.Length; i++)
        {
            Parameter parameter = _parameters[i];
            Node node = parameter.Value.Node;
            bool isMeasured = measured || parameter.Watchers is { IsEmpty: false };
            allMeasured &= isMeasured;
            if (node.Gradient is null && node.Pending is null)
            {
                // Without a gradient the weight stays; to a measure that is a gradient of zeros.
                _measures[i] = isMeasured ? new UpdateMeasure
                {
                    WeightSquares = Backend.SumOfSquares(node.Storage, node.Size),
                    GradientZeros = node.Size
                } : default;
            }
            else
            {
                foreach (Watch<IStepWatcher> watch in _stepWatchers.Entries)
                    watch.Watcher.OnUpdate(i, node.Pending is not null);
                _counts.Next(i);
                _measures[i] = Update(i, node, RatesOf(i, linked ? _gradients.ScaleOf(i) : GradientScale), isMeasured);
                squares += _measures[i].GradientSquares;
                node.DropGradient();
            }

            if (parameter.Watchers is { IsEmpty: false } watchers)
                Tell(parameter, _measures[i], watchers);
        }

        foreach (Watch<IStepWatcher> watch in _stepWatchers.Entries)
            watch.Watcher.OnUpdateEnd();
        if (allMeasured && !linked)
            GradientNorm = ClippedNorm = Math.Sqrt(squares);
    }

    /// <summary>Has somebody told which parameter is being moved, for a profile.</summary>
    /// <returns>The watch, which ends when it is disposed.</returns>
    internal IDisposable Watch(IStepWatcher watcher) => _stepWatchers.Add(watcher);

    private void ShowBlocks()
    {
        bool told = false;
        foreach (Parameter parameter in _parameters)
        {
            Node node = parameter.Value.Node;
            if (node.BlockWatchers is not { IsEmpty: false })
                continue;
            for (int i = 0; !told && i < _stepWatchers.Entries.Length; i++)
                _stepWatchers.Entries[i].Watcher.OnMeasuring(-1);
            told = true;
            Tape.ShowBlocks(node);
        }
    }

    private static void Tell(Parameter parameter, in UpdateMeasure measure, WatchList<IParameterWatcher> watchers)
    {
        foreach (Watch<IParameterWatcher> watch in watchers.Entries)
        {
            if (!watch.IsOver)
                watch.Watcher.OnUpdate(parameter, measure);
        }
    }

    // A step that moves nothing looks like a network that does not learn.
    private void RefuseWithoutGradient()
    {
        foreach (Parameter parameter in _parameters)
        {
            if (parameter.Value.Node is { Gradient: not null } or { Pending: not null })
                return;
        }

        if (_parameters.Length > 0)
            throw new InvalidOperationException("step: no parameter has a gradient: call tape.Backward(loss) before each step, with a "
                + "loss that depends on the optimizer's network");
    }

    /// <summary>Moves one parameter.</summary>
    /// <param name="index">Its number.</param>
    /// <param name="node">Its leaf, with a gradient that is there or waits as a product.</param>
    /// <param name="rates">The rate, weight decay and the factor of the gradient; the rule adds its own coefficients.</param>
    /// <param name="measured">Whether the measure is wanted.</param>
    private protected abstract UpdateMeasure Update(int index, Node node, in UpdateRates rates, bool measured);

    /// <summary>Works the gradient in by a rule for one entry, block by block where it waits as a product.</summary>
    private protected UpdateMeasure Update<TOperator>(Node node, in UpdateState state, in UpdateRates rates, bool measured)
        where TOperator : struct, IUpdateOperator =>
        node.Pending is { } pending
            ? Backend.Update<TOperator>(node.Storage, pending, state, rates, measured)
            : Backend.Update<TOperator>(node.Storage, node.Gradient!, state, node.Size, rates, measured);

    /// <summary>
    /// Moves a parameter along a direction that was worked out as a whole (by a rule that left the weight and wrote the
    /// direction to a state), and puts the measures of both passes together.
    /// </summary>
    private protected UpdateMeasure Move(Node node, Storage direction, in UpdateRates rates, in UpdateMeasure seen, bool measured)
    {
        UpdateMeasure moved = Backend.Update<SgdOperator>(node.Storage, direction, default, node.Size,
            rates with { Decay = 0, GradientScale = 1 }, measured);
        return moved with { GradientSquares = seen.GradientSquares, GradientZeros = seen.GradientZeros };
    }

    /// <summary>Steps of one parameter so far, the current one included.</summary>
    private protected long StepOf(int index) => _counts[index];

    /// <summary>Makes a number of memory for each entry of the parameters, which <see cref="State"/> lists.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="value">The first value. Default 0.</param>
    /// <param name="where">Which parameters have it. Default: all.</param>
    private protected Tensor?[] Remember(string name, float value = 0, Func<Parameter, bool>? where = null)
    {
        Tensor?[] values = new Tensor?[_parameters.Length];
        for (int i = 0; i < values.Length; i++)
        {
            if (where is not null && !where(_parameters[i]))
                continue;
            Tensor leaf = Tensor.Leaf(_parameters[i].Shape);
            if (value != 0)
                leaf.Node.Storage.Span(leaf.Shape.Size).Fill(value);
            values[i] = leaf;
        }

        _memory.Add((name, values));
        return values;
    }

    private protected static Storage MemoryOf(Tensor?[] memory, int index) => memory[index]!.Value.Node.Storage;

    private UpdateRates RatesOf(int index, double scale)
    {
        double decay = _parameters[index].Kind == ParameterKind.Weight || Options.DecayAll ? Options.WeightDecay : 0;
        return new UpdateRates((float)Rate, Options.DecoupledDecay ? 0 : (float)decay)
        {
            GradientScale = (float)scale,
            Shrink = Options.DecoupledDecay ? (float)(1 - (Rate * decay)) : 1,
        };
    }

    private void RunLinks(long step)
    {
        _gradients.Begin(step, GradientScale);
        GradientNorm = _gradients.Norm();
        for (int i = 0; i < _links.Count; i++)
            _links[i].Apply(_gradients, _linkMemory[i]);
        ClippedNorm = _gradients.Norm();
        ClipFactor = GradientNorm > 0 && double.IsFinite(GradientNorm) ? ClippedNorm / GradientNorm : 1;
    }
}
