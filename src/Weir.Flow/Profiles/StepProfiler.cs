using Weir.Nn;
using Weir.Tensors;

namespace Weir.Flow;

/// <summary>
/// Takes the time of every layer and phase of training steps. The clock is read where the step goes from one to the next, a few dozen
/// nanoseconds each time.
/// <code>
/// tape.Begin();
/// bool sampled = recorder.BeginStep(step);
/// profiler.Begin(sampled);
/// Tensor loss = …; tape.Backward(loss);
/// optimizer.Step(sampled);
/// recorder.EndStep(loss.Item());
/// profiler.End();
/// </code>
/// </summary>
public sealed class StepProfiler : IModuleWatcher, IStepWatcher
{
    private static readonly int Phases = Enum.GetValues<StepPhase>().Length;

    private readonly Tape _tape;
    private readonly Optimizer _optimizer;
    private readonly TimeProvider _time;
    private readonly string[] _paths;
    private readonly Module[] _modules;
    private readonly List<IDisposable> _watches = [];
    private readonly Dictionary<Module, int> _rows = new(ReferenceEqualityComparer.Instance);
    private readonly int[] _owners;
    private readonly long[] _work;
    private readonly bool[] _used, _passesOn;
    private readonly List<int> _met = [];
    private readonly Stack<int> _inside = [];
    private readonly List<int> _nodes = [];
    private readonly List<long[]> _plain = [], _sampled = [], _plainWork = [];
    private long[] _ticks = [];
    private long _last;
    private int _row, _phase;
    private bool _isSampled;

    /// <summary>Prepares a profile.</summary>
    /// <param name="model">The network.</param>
    /// <param name="optimizer">What moves its parameters.</param>
    /// <param name="tape">The tape that it runs on.</param>
    /// <param name="time">The clock. Default: the system's.</param>
    public StepProfiler(Module model, Optimizer optimizer, Tape tape, TimeProvider? time = null)
    {
        _tape = tape;
        _optimizer = optimizer;
        _time = time ?? TimeProvider.System;
        ModuleMap map = ModuleMap.Of(model);
        _paths = [.. map.Modules.Select(entry => entry.Path)];
        _modules = [.. map.Modules.Select(entry => entry.Module)];
        for (int i = 0; i < _modules.Length; i++)
            _rows.Add(_modules[i], i);
        _work = new long[_modules.Length];
        // The last row is what belongs to no module.
        _used = new bool[_modules.Length + 1];
        _passesOn = new bool[_modules.Length + 1];
        _owners = [.. optimizer.Parameters
            .Select(parameter => Array.FindIndex(_modules, module => module.OwnParameters.Contains(parameter)))];
    }

    /// <summary>Steps so far.</summary>
    public int Steps => _plain.Count + _sampled.Count;

    /// <summary>Call after the tape and the flow recorder have begun the step, before the batch is put on the tape.</summary>
    /// <param name="sampled">Whether the flow of this step is measured.</param>
    public void Begin(bool sampled)
    {
        _isSampled = sampled;
        // Of a step that was given up half-way.
        _watches.EndAll();
        foreach (Module module in _modules)
            _watches.Add(module.Watch(this));
        _watches.Add(_tape.Watch(this));
        _watches.Add(_optimizer.Watch(this));
        _ticks = new long[((_modules.Length + 1) * Phases) + 1];
        _nodes.Clear();
        _inside.Clear();
        Array.Clear(_work);
        (_row, _phase) = (_modules.Length, (int)StepPhase.Forward);
        _last = _time.GetTimestamp();
        _ticks[^1] = -_last;
    }

    /// <summary>Call at the end of a step.</summary>
    public void End()
    {
        Switch(_modules.Length, StepPhase.Forward);
        _ticks[^1] += _last;
        // A module that makes nothing itself, as a sequence of others, is no row of the table; the little time that it takes must not be
        // lost.
        for (int row = 0; row < _modules.Length; row++)
        {
            for (int phase = 0; phase < Phases && !_used[row]; phase++)
            {
                _ticks[(_modules.Length * Phases) + phase] += _ticks[(row * Phases) + phase];
                _ticks[(row * Phases) + phase] = 0;
            }
        }

        _watches.EndAll();
        (_isSampled ? _sampled : _plain).Add(_ticks);
        // Work is that of the step whose time is told: the last batch of an epoch can be a smaller one.
        if (!_isSampled)
            _plainWork.Add([.. _work]);
    }

    /// <summary>Ends all watches of a step that was begun and is given up half-way; the next <see cref="Begin"/> does so too.</summary>
    public void AbandonStep() => _watches.EndAll();

    /// <summary>The medians of the steps so far.</summary>
    /// <exception cref="InvalidOperationException">No step that was not sampled has been made.</exception>
    public StepProfile Result()
    {
        if (_plain.Count == 0)
            throw new InvalidOperationException("a profile needs at least one step that is not sampled");
        int none = _modules.Length;
        IEnumerable<int> rows = _met.Where(row => _used[row]).Append(none);
        return new StepProfile([.. rows.Select(Layer)], Middle(_plain, _ticks.Length - 1), _sampled.Count == 0 ? null
            : Middle(_sampled, _ticks.Length - 1));

        LayerProfile Layer(int row)
        {
            double measuring = 0;
            if (_sampled.Count > 0)
            {
                // What is summed in the pass that moves the weights shows as a longer move.
                measuring = Middle(_sampled, At(row, StepPhase.Measuring))
                    + Math.Max(0, Middle(_sampled, At(row, StepPhase.Update)) - Middle(_plain, At(row, StepPhase.Update)))
                    + Math.Max(0, Middle(_sampled, At(row, StepPhase.BackwardWeights))
                        - Middle(_plain, At(row, StepPhase.BackwardWeights)));
            }

            return new LayerProfile(
                row == none ? "" : _paths[row], row == none ? "batch, loss" : _modules[row].Kind,
                Middle(_plain, At(row, StepPhase.Forward)), Middle(_plain, At(row, StepPhase.BackwardData)),
                    Middle(_plain, At(row, StepPhase.BackwardWeights)), Middle(_plain, At(row, StepPhase.Update)),
                measuring, row == none ? 0 : MiddleOf(_plainWork, row), _passesOn[row], row != none && _modules[row]
                    .OwnParameters.Count > 0);
        }
    }

    void IModuleWatcher.OnInput(Module module)
    {
        Switch(Inside(), StepPhase.Forward);
        int row = _rows[module];
        if (!_met.Contains(row))
            _met.Add(row);
        _inside.Push(row);
        _row = row;
    }

    void IModuleWatcher.OnOutput(Module module, Tensor input, Tensor output)
    {
        int row = _rows[module];
        _work[row] += module.MultiplyAdds(input.Shape, output.Shape);
        // The others who watch the module come after this one.
        if (module.WatcherCount > 1)
            Switch(row, StepPhase.Measuring);
    }

    void IModuleWatcher.OnLeave(Module module)
    {
        _inside.Pop();
        Switch(Inside(), StepPhase.Forward);
    }

    void IStepWatcher.OnBackward(int node) => Switch(RowOf(node), StepPhase.BackwardData);

    void IStepWatcher.OnMeasuring(int node) => Switch(node < 0 ? _modules.Length : RowOf(node), StepPhase.Measuring);

    void IStepWatcher.OnTarget(Node input)
    {
        bool leaf = (input.Owner ?? input).Tape is null;
        // A gradient that an optimizer asks for during its step counts as the move that it is for.
        if (_phase == (int)StepPhase.Update)
            return;
        _passesOn[_row] |= !leaf;
        Switch(_row, leaf ? StepPhase.BackwardWeights : StepPhase.BackwardData);
    }

    void IStepWatcher.OnBackwardEnd() => Switch(_modules.Length, StepPhase.Forward);

    void IStepWatcher.OnUpdate(int parameter, bool isProduct) =>
        Switch(_owners[parameter], isProduct ? StepPhase.BackwardWeights : StepPhase.Update);

    void IStepWatcher.OnUpdateEnd() => Switch(_modules.Length, StepPhase.Forward);

    private int Inside() => _inside.TryPeek(out int row) ? row : _modules.Length;

    private int RowOf(int node) => node < _nodes.Count ? _nodes[node] : _modules.Length;

    private static int At(int row, StepPhase phase) => (row * Phases) + (int)phase;

    /// <summary>
    /// Books the time since the last switch on what was under way, and the tensors made meanwhile, and goes on to something else.
    /// </summary>
    private void Switch(int row, StepPhase phase)
    {
        long now = _time.GetTimestamp();
        _ticks[(_row * Phases) + _phase] += now - _last;
        for (int made = _nodes.Count; made < _tape.Count; made++)
        {
            _nodes.Add(_row);
            _used[_row] = true;
        }

        (_row, _phase, _last) = (row, (int)phase, now);
    }

    private double Middle(List<long[]> steps, int entry) => (double)MiddleOf(steps, entry) / _time.TimestampFrequency;

    private static long MiddleOf(List<long[]> steps, int entry)
    {
        long[] values = [.. steps.Select(step => step[entry]).Order()];
        return values[values.Length / 2];
    }
}
