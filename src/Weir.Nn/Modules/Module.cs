using System.Collections;
using Weir.Tensors;

namespace Weir.Nn;

/// <summary>
/// A part of a network: parameters, parts of its own and a <see cref="Forward"/>. Fields and properties that hold a
/// <see cref="Parameter"/>, a module or a list of modules are found by themselves, in the order of declaration, and
/// named after the field. Use a module by <see cref="Apply"/>, so that its signal can be measured.
/// </summary>
public abstract partial class Module
{
    private List<Parameter>? _own;
    private List<Module>? _children;
    private List<string>? _ownNames, _bufferNames, _childNames;
    private List<(string Name, object Part)>? _otherNames;
    private List<ModuleBuffer>? _buffers;
    private (string Path, IStepFollower Module)[]? _followers;
    private bool _isForeign;
    private string? _kind;

    /// <summary>The kind of layer for tables and traces, as in <c>linear</c>.</summary>
    public virtual string Kind => _kind ??= GetType().Name.ToLowerInvariant();

    /// <summary>Whether layers that differ between training and evaluation behave as in training. Default true.</summary>
    public bool IsTraining { get; internal set; } = true;

    /// <summary>The parameters of this module alone.</summary>
    public IReadOnlyList<Parameter> OwnParameters
    {
        get
        {
            Find();
            return _own!;
        }
    }

    /// <summary>The parts of this module.</summary>
    public IReadOnlyList<Module> Children
    {
        get
        {
            Find();
            return _children!;
        }
    }

    /// <summary>The parameters, buffers and parts of this module alone, each with the name that its field gives it.</summary>
    internal (IReadOnlyList<string> Parameters, IReadOnlyList<string> Buffers, IReadOnlyList<string> Children) OwnNames
    {
        get
        {
            Find();
            return (_ownNames!, _bufferNames!, _childNames!);
        }
    }

    /// <summary>Further names of parameters and parts that this module holds several times.</summary>
    internal IReadOnlyList<(string Name, object Part)> OtherNames
    {
        get
        {
            Find();
            return _otherNames!;
        }
    }

    /// <summary>The parameters of the whole tree, in order; one that several modules hold counts once, at the first.</summary>
    public IReadOnlyList<Parameter> Parameters => [.. Tree().SelectMany(module => module.OwnParameters).Distinct()];

    /// <summary>The numbers of this module alone that steps change but no gradient moves, as running statistics.</summary>
    public IReadOnlyList<ModuleBuffer> OwnBuffers
    {
        get
        {
            Find();
            return _buffers!;
        }
    }

    /// <summary>The buffers of the whole tree, in order; a checkpoint holds them.</summary>
    public IReadOnlyList<ModuleBuffer> Buffers => [.. Tree().SelectMany(module => module.OwnBuffers).Distinct()];

    /// <summary>The number of numbers that training moves.</summary>
    public long ParameterCount => Parameters.Sum(parameter => (long)parameter.Shape.Size);

    /// <summary>
    /// This module and all parts below it, each before its parts; one that is held in several places comes once, at the first.
    /// </summary>
    public IEnumerable<Module> Tree()
    {
        Find();
        List<Module> tree = [];
        Gather(tree, new HashSet<Module>(ReferenceEqualityComparer.Instance));
        return tree;
    }

    /// <summary>The layers: modules that have parameters of their own or no parts. This is what tables and traces list.</summary>
    public IEnumerable<Module> Layers() => Tree().Where(module => module.OwnParameters.Count > 0 || module.Children.Count == 0);

    /// <summary>Gives every parameter its first values; the same seed gives the same values.</summary>
    /// <param name="seed">The seed of the run.</param>
    public void Initialize(long seed)
    {
        ResolveGains(null);
        foreach ((string name, Parameter parameter) in ModuleMap.Of(this).Parameters)
            parameter.Initialize(RandomStream.For(seed, "initialize:" + name));
    }

    /// <summary>
    /// Tells the modules that draw random numbers which step begins. What they draw is a function of seed, path and step alone, so that
    /// a resumed run draws the same. A training loop calls it before each forward pass.
    /// </summary>
    /// <param name="seed">The seed of the run.</param>
    /// <param name="step">The step, from 1.</param>
    public void BeginStep(long seed, long step)
    {
        _followers ??= [.. ModuleMap.Of(this).Modules.Where(entry => entry.Module is IStepFollower)
            .Select(entry => (entry.Path, (IStepFollower)entry.Module))];
        foreach ((string path, IStepFollower follower) in _followers)
            follower.Follow(path, seed, step);
    }

    /// <summary>Switches the whole tree between training and evaluation.</summary>
    /// <param name="training">True for training.</param>
    public void Train(bool training = true)
    {
        foreach (Module module in Tree())
            module.IsTraining = training;
    }

    /// <summary>
    /// Switches the whole tree to evaluation until what it returns is disposed; then each module is again in what it was in, frozen parts
    /// included.
    /// </summary>
    /// <returns>The way back.</returns>
    public IDisposable Evaluating()
    {
        TrainingModes before = new(this);
        Train(false);
        return before;
    }

    /// <summary>
    /// Outputs at or below the first or at or above the second limit have a derivative under 5 % of the largest derivative of the
    /// module's function: it is saturated there. Null where it has no such function.
    /// </summary>
    public virtual (float Low, float High)? Saturation => null;

    /// <summary>Runs the module on a signal and tells those who watch it.</summary>
    /// <param name="x">The signal; samples first.</param>
    /// <returns>What <see cref="Forward"/> returns.</returns>
    /// <exception cref="InvalidOperationException">A parameter has not been given its first values.</exception>
    public Tensor Apply(Tensor x)
    {
        CheckInitialized(x);
        // Where no gradient is recorded, what the module makes on its way goes back as soon as it is done: nothing reads it any more.
        Tape? tape = x.Node.Tape is { Recording: false } evaluating ? evaluating : null;
        bool isOpen = IsWatched || _isForeign;
        int first = tape?.Count ?? 0;
        // Watchers and modules from outside may hold on to any handle that they meet.
        if (isOpen)
            x.Expose();
        Tensor y;
        try
        {
            y = IsWatched ? ForwardWatched(x, _watchers!) : Forward(x);
        }
        catch (AllocationException error) when (error is not ILayerError)
        {
            throw new LayerAllocationException(this, $"a signal of shape {x.Shape} came in", error);
        }
        catch (Exception error) when (Meets(error))
        {
            throw;
        }

        if (isOpen && tape is not null)
        {
            y.Expose();
            tape.ExposeSince(first);
        }
        else
        {
            tape?.ReleaseSince(first, y);
        }

        return y;
    }

    /// <summary>Runs this module and the function behind it, in one pass where that is possible and nobody watches either.</summary>
    internal Tensor ApplyWith(Tensor x, Activation? activation)
    {
        if (activation is null)
            return Apply(x);
        if (this is not IFusesActivation fusing || IsWatched || activation.IsWatched || activation.Operation is null)
            return activation.Apply(Apply(x));
        CheckInitialized(x);
        return fusing.ForwardWith(x, activation);
    }

    /// <summary>The multiply-adds of one forward pass, apart from those of the parts. Default 0.</summary>
    /// <param name="input">Shape of the signal that comes in, samples included.</param>
    /// <param name="output">Shape of the signal that goes out.</param>
    public virtual long MultiplyAdds(Shape input, Shape output) => 0;

    /// <summary>What the module does. Other modules are used by their <see cref="Apply"/>.</summary>
    /// <param name="x">The signal; samples first.</param>
    protected abstract Tensor Forward(Tensor x);

    /// <summary>The parts that are not found in fields; they are named by their number, from 1.</summary>
    protected virtual IReadOnlyList<Module>? ListedChildren() => null;

    private void CheckInitialized(Tensor x)
    {
        Find();
        // By its shapes alone a network can be gone through before it has its values.
        if (x.Node.Tape is { Backend.Computes: false })
            return;
        // By index: an enumerator of the interface would be an object at every step.
        for (int i = 0; i < _own!.Count; i++)
        {
            if (!_own[i].IsInitialized)
                throw new LayerStateException(this,
                    "has no values yet: call Initialize(seed) on the network, or load a checkpoint, before it is used", _own[i]);
        }
    }

    /// <summary>
    /// An error of a part passes on its way out: the outermost module that it passes is the root that its place is told from.
    /// </summary>
    /// <returns>False: nothing is caught.</returns>
    private bool Meets(Exception error)
    {
        (error as ILayerError)?.Layer.PassBy(this);
        return false;
    }

    private void Find()
    {
        if (_own is not null)
            return;
        _isForeign = GetType().Assembly != typeof(Module).Assembly;
        _own = [];
        _children = [];
        _ownNames = [];
        _childNames = [];
        _bufferNames = [];
        _otherNames = [];
        _buffers = [];
        foreach ((string name, object? value) in ModuleMembers.Of(this, ListedChildren()))
        {
            if (value is Parameter parameter)
            {
                Take(parameter, name, _own, _ownNames);
            }
            else if (value is ModuleBuffer buffer)
            {
                _buffers.Add(buffer);
                _bufferNames.Add(name);
            }
            else if (value is Module child)
            {
                Take(child, name, _children, _childNames);
            }
            else if (value is IEnumerable items and not string)
            {
                int number = 1;
                foreach (object? item in items)
                {
                    if (item is Module listed)
                        Take(listed, $"{name}.{number++}", _children, _childNames);
                }
            }
        }
    }

    private void Gather(List<Module> tree, HashSet<Module> met)
    {
        if (!met.Add(this))
            return;
        tree.Add(this);
        foreach (Module child in Children)
            child.Gather(tree, met);
    }

    private void Take<T>(T part, string name, List<T> parts, List<string> names)
        where T : class
    {
        if (parts.Contains(part))
        {
            _otherNames!.Add((name, part));
            return;
        }

        parts.Add(part);
        names.Add(name);
    }
}
