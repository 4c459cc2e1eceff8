namespace Weir.Nn;

/// <summary>
/// The names of a network's parts as its root gives them, as in <c>encoder.3</c> and <c>encoder.3.weight</c>. A map does not change, and a
/// part that two networks share has a name in the map of each. What is held in several places (tied weights, a module that is used twice)
/// is listed once, under its first name; the others are <see cref="OtherNames"/>.
/// </summary>
public sealed class ModuleMap
{
    private readonly Dictionary<object, string> _names = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<string, object> _parts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _otherNames = new(StringComparer.Ordinal);
    private readonly List<(string Path, Module Module)> _modules = [];
    private readonly List<(string Name, Parameter Parameter)> _parameters = [];
    private readonly List<(string Name, ModuleBuffer Buffer)> _buffers = [];

    private ModuleMap(Module root)
    {
        Root = root;
        Walk(root, "", new HashSet<Module>(ReferenceEqualityComparer.Instance));
    }

    /// <summary>The network.</summary>
    public Module Root { get; }

    /// <summary>The root, whose path is empty, and all parts below it, each before its parts.</summary>
    public IReadOnlyList<(string Path, Module Module)> Modules => _modules;

    /// <summary>The parameters of the whole tree, in the order of <see cref="Module.Parameters"/>.</summary>
    public IReadOnlyList<(string Name, Parameter Parameter)> Parameters => _parameters;

    /// <summary>The buffers of the whole tree, in the order of <see cref="Module.Buffers"/>.</summary>
    public IReadOnlyList<(string Name, ModuleBuffer Buffer)> Buffers => _buffers;

    /// <summary>The modules that have parameters of their own or no parts; what tables and traces list.</summary>
    public IEnumerable<(string Path, Module Module)> Layers =>
        _modules.Where(entry => entry.Module.OwnParameters.Count > 0 || entry.Module.Children.Count == 0);

    /// <summary>Further names of parameters and buffers that are held in several places, each with the first name.</summary>
    public IReadOnlyDictionary<string, string> OtherNames => _otherNames;

    /// <summary>Makes the map of a network.</summary>
    /// <param name="root">The network.</param>
    /// <exception cref="InvalidOperationException">Two different parts have the same name.</exception>
    public static ModuleMap Of(Module root) => new(root);

    /// <summary>The path of a module; null where it is no part of the network.</summary>
    /// <param name="module">The module.</param>
    public string? Find(Module module) => _names.GetValueOrDefault(module);

    /// <summary>The name of a parameter; null where it is no part of the network.</summary>
    /// <param name="parameter">The parameter.</param>
    public string? Find(Parameter parameter) => _names.GetValueOrDefault(parameter);

    /// <summary>The path of a module.</summary>
    /// <param name="module">The module.</param>
    /// <exception cref="ArgumentException">It is no part of the network.</exception>
    public string PathOf(Module module) => Find(module)
        ?? throw new ArgumentException($"the module of kind {module.Kind} is no part of the network of this map");

    /// <summary>The name of a parameter.</summary>
    /// <param name="parameter">The parameter.</param>
    /// <exception cref="ArgumentException">It is no part of the network.</exception>
    public string NameOf(Parameter parameter) => Find(parameter)
        ?? throw new ArgumentException($"the parameter of shape {parameter.Shape} is no part of the network of this map");

    /// <summary>
    /// The layer that has a parameter as its own: the first, where several share it; null where it is no part of the network.
    /// </summary>
    /// <param name="parameter">The parameter.</param>
    public Module? LayerOf(Parameter parameter) => _modules.FirstOrDefault(entry => entry.Module.OwnParameters.Contains(parameter)).Module;

    private void Walk(Module module, string path, HashSet<Module> above)
    {
        // A part that knows its parent would have no end.
        if (!above.Add(module))
            return;
        if (_names.TryAdd(module, path))
            _modules.Add((path, module));
        (IReadOnlyList<string> parameters, IReadOnlyList<string> buffers, IReadOnlyList<string> children) = module.OwnNames;
        string prefix = path.Length == 0 ? "" : path + ".";
        for (int i = 0; i < parameters.Count; i++)
        {
            if (IsNew(module.OwnParameters[i], prefix + parameters[i]))
                _parameters.Add((prefix + parameters[i], module.OwnParameters[i]));
        }

        for (int i = 0; i < buffers.Count; i++)
        {
            if (IsNew(module.OwnBuffers[i], prefix + buffers[i]))
                _buffers.Add((prefix + buffers[i], module.OwnBuffers[i]));
        }

        for (int i = 0; i < children.Count; i++)
            Walk(module.Children[i], prefix + children[i], above);
        foreach ((string name, object part) in module.OtherNames)
        {
            if (part is Module child)
                Walk(child, prefix + name, above);
            else
                IsNew(part, prefix + name);
        }

        above.Remove(module);
    }

    private bool IsNew(object part, string name)
    {
        if (_parts.TryGetValue(name, out object? other) && !ReferenceEquals(other, part))
            throw new InvalidOperationException(
                $"two different parts of the network are named '{name}': give the fields that hold them different names");
        _parts[name] = part;
        if (_names.TryAdd(part, name))
            return true;
        if (_names[part] != name)
            _otherNames[name] = _names[part];
        return false;
    }
}
