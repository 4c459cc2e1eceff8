using System.Collections;
using System.Reflection;
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
    private List<string>? _ownNames, _childNames;
    private List<(string Name, ModuleBuffer Buffer)>? _buffers;
    private IStepFollower[]? _followers;
    private bool _isForeign;

    /// <summary>The kind of layer for tables and traces, as in <c>linear</c>.</summary>
    public virtual string Kind => GetType().Name.ToLowerInvariant();

    /// <summary>The path in the module tree, as in <c>encoder.3</c>; empty for the root.</summary>
    public string Path { get; private set; } = "";

    /// <summary>Whether layers that differ between training and evaluation behave as in training. Default true.</summary>
    public bool IsTraining { get; private set; } = true;

    /// <summary>Is told of each output of this module; the flow's probe sits here.</summary>
    public IModuleObserver? Observer { get; set; }

    /// <summary>The parameters of this module alone.</summary>
    public IReadOnlyList<Parameter> OwnParameters
    {
        get
        {
            Discover();
            return _own!;
        }
    }

    /// <summary>The parts of this module.</summary>
    public IReadOnlyList<Module> Children
    {
        get
        {
            Discover();
            return _children!;
        }
    }

    /// <summary>The parameters of the whole tree, in order; one that several modules hold counts once, at the first.</summary>
    public IReadOnlyList<Parameter> Parameters => [.. Tree().SelectMany(module => module.OwnParameters).Distinct()];

    /// <summary>The numbers of this module alone that steps change but no gradient moves, as running statistics.</summary>
    public IReadOnlyList<ModuleBuffer> OwnBuffers
    {
        get
        {
            Discover();
            return [.. _buffers!.Select(entry => entry.Buffer)];
        }
    }

    /// <summary>The buffers of the whole tree, in order; a checkpoint holds them.</summary>
    public IReadOnlyList<ModuleBuffer> Buffers => [.. Tree().SelectMany(module => module.OwnBuffers).Distinct()];

    /// <summary>The number of numbers that training moves.</summary>
    public long ParameterCount => Parameters.Sum(parameter => (long)parameter.Shape.Size);

    /// <summary>This module and all parts below it, each before its parts; one that is held in several places comes once, at the first.</summary>
    public IEnumerable<Module> Tree()
    {
        Discover();
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
        foreach (Parameter parameter in Parameters)
            parameter.Initialize(RandomStream.For(seed, "initialize:" + parameter.Name));
    }

    /// <summary>
    /// Tells the modules that draw random numbers which step begins. What they draw is a function of seed, path and step alone, so that
    /// a resumed run draws the same. A training loop calls it before each forward pass.
    /// </summary>
    /// <param name="seed">The seed of the run.</param>
    /// <param name="step">The step, from 1.</param>
    public void BeginStep(long seed, long step)
    {
        foreach (IStepFollower follower in _followers ??= [.. Tree().OfType<IStepFollower>()])
            follower.Follow(seed, step);
    }

    /// <summary>Switches the whole tree between training and evaluation.</summary>
    /// <param name="training">True for training.</param>
    public void Train(bool training = true)
    {
        foreach (Module module in Tree())
            module.IsTraining = training;
    }

    /// <summary>
    /// Outputs at or below the first or at or above the second limit have a slope under 5 % of the largest slope of the
    /// module's function: it is saturated there. Null where it has no such function.
    /// </summary>
    public virtual (float Low, float High)? Saturation => null;

    /// <summary>Runs the module on a signal and tells its observer.</summary>
    /// <param name="x">The signal; samples first.</param>
    /// <returns>What <see cref="Forward"/> returns.</returns>
    /// <exception cref="InvalidOperationException">A parameter has not been given its first values.</exception>
    public Tensor Apply(Tensor x)
    {
        CheckInitialized();
        // Where no gradient is recorded, what the module makes on its way goes back as soon as it is done: nothing reads it any more.
        Tape? tape = x.Node.Tape is { Recording: false } evaluating ? evaluating : null;
        bool isOpen = Observer is not null || _isForeign;
        int first = tape?.Count ?? 0;
        // Observers and modules from outside may hold on to any handle that they meet.
        if (isOpen)
            x.Expose();
        Observer?.OnInput(this);
        Tensor y = Forward(x);
        Observer?.OnOutput(this, x, y);
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

    /// <summary>Runs this module and the function behind it, in one pass where that is possible and nobody observes either.</summary>
    internal Tensor ApplyWith(Tensor x, Activation? activation)
    {
        if (activation is null)
            return Apply(x);
        if (this is not IFusesActivation fusing || Observer is not null || activation.Observer is not null)
            return activation.Apply(Apply(x));
        CheckInitialized();
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

    private void CheckInitialized()
    {
        Discover();
        // By index: an enumerator of the interface would be an object at every step.
        for (int i = 0; i < _own!.Count; i++)
        {
            if (!_own[i].IsInitialized)
                throw new InvalidOperationException($"parameter {_own[i].Name} has no values yet: call Initialize(seed) on the network, or load a checkpoint, before it is used");
        }
    }

    /// <summary>Finds the parts and, as this module is the root as far as is known, names the whole tree from here.</summary>
    private void Discover()
    {
        if (_own is not null)
            return;
        HashSet<object> named = new(ReferenceEqualityComparer.Instance) { this };
        Name("", named);
    }

    private void Name(string path, HashSet<object> named)
    {
        Find();
        Path = path;
        string prefix = path.Length == 0 ? "" : path + ".";
        for (int i = 0; i < _own!.Count; i++)
        {
            if (named.Add(_own[i]))
                _own[i].Name = prefix + _ownNames![i];
        }

        foreach ((string name, ModuleBuffer buffer) in _buffers!)
        {
            if (named.Add(buffer))
                buffer.Name = prefix + name;
        }

        for (int i = 0; i < _children!.Count; i++)
        {
            if (named.Add(_children[i]))
                _children[i].Name(prefix + _childNames![i], named);
        }
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
        _buffers = [];
        foreach ((string name, object? value) in Members())
        {
            if (value is Parameter parameter && !_own.Contains(parameter))
            {
                _own.Add(parameter);
                _ownNames.Add(name);
            }
            else if (value is ModuleBuffer buffer)
            {
                _buffers.Add((name, buffer));
            }
            else if (value is Module child)
            {
                Adopt(child, name);
            }
            else if (value is IEnumerable items and not string)
            {
                int number = 1;
                foreach (object? item in items)
                {
                    if (item is Module listed)
                        Adopt(listed, $"{name}.{number++}");
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

    private void Adopt(Module child, string name)
    {
        if (_children!.Contains(child))
            return;
        _children.Add(child);
        _childNames!.Add(name);
    }

    private IEnumerable<(string Name, object? Value)> Members()
    {
        if (ListedChildren() is { } listed)
        {
            for (int i = 0; i < listed.Count; i++)
                yield return ((i + 1).ToString(), listed[i]);
        }

        List<Type> types = [];
        for (Type? type = GetType(); type is not null && type != typeof(Module); type = type.BaseType)
            types.Insert(0, type);
        foreach (Type type in types)
        {
            foreach (FieldInfo field in type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly).OrderBy(field => field.MetadataToken))
            {
                if (field.GetCustomAttribute<NotAPartAttribute>() is null)
                    yield return (NameOf(field), field.GetValue(this));
            }
        }
    }

    private static string NameOf(FieldInfo field)
    {
        string name = field.Name;
        // The field behind a property is called <Name>k__BackingField, that of a captured parameter <name>P.
        if (name.StartsWith('<'))
            name = name[1..name.IndexOf('>', StringComparison.Ordinal)];
        name = name.TrimStart('_');
        return name.Length == 0 ? field.Name : char.ToLowerInvariant(name[0]) + name[1..];
    }
}
