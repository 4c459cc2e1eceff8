namespace Weir.Nn;

/// <summary>
/// Where a layer stands, seen from the outermost module that ran when an error came up. Modules do not know what they are a part of.
/// </summary>
internal sealed class LayerPlace
{
    private readonly Module _layer;
    private readonly string _kind;
    private Module _root;

    public LayerPlace(Module layer, string? kind = null) => (_layer, _root, _kind) = (layer, layer, kind ?? layer.Kind);

    /// <summary>Kind and path, as in <c>linear 3</c>.</summary>
    public string Title => ModuleMap.Of(_root).Find(_layer) is { Length: > 0 } path ? $"{_kind} {path}" : _kind;

    /// <summary>The name of one of the layer's parameters.</summary>
    public string NameOf(Parameter parameter) => ModuleMap.Of(_root).Find(parameter) ?? ModuleMap.Of(_layer).NameOf(parameter);

    /// <summary>The error passes a module on its way out.</summary>
    public void PassBy(Module module) => _root = module;
}
