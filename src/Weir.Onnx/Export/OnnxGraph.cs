using Google.Protobuf;
using Weir.Nn;
using Weir.Onnx.Protos;

namespace Weir.Onnx;

/// <summary>A graph that is being written: nodes in the order in which they run, and the constants that they take.</summary>
public sealed class OnnxGraph
{
    private readonly GraphProto _graph;
    private readonly ModuleMap _map;
    private readonly OnnxForms _forms;
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);
    private readonly Dictionary<string, TensorProto> _constants = new(StringComparer.Ordinal);
    private string _path = "";

    internal OnnxGraph(GraphProto graph, Module network, OnnxForms forms, IEnumerable<string> taken)
    {
        (_graph, _map, _forms) = (graph, ModuleMap.Of(network), forms);
        _names.UnionWith(taken);
    }

    /// <summary>Bytes of all constants.</summary>
    internal long Bytes { get; private set; }

    /// <summary>Writes a part of a module.</summary>
    /// <param name="part">The part.</param>
    /// <param name="x">The signal that comes in.</param>
    /// <returns>The signal that goes out.</returns>
    /// <exception cref="OnnxException">The part has no form.</exception>
    public OnnxSignal Apply(Module part, OnnxSignal x)
    {
        string before = _path;
        _path = _map.Find(part) ?? _path;
        OnnxForm form = _forms.Of(part) ?? throw new OnnxException(
            $"layer {(_path.Length == 0 ? "of the network" : _path)} of kind '{part.Kind}' ({part.GetType().Name}) has no ONNX form: write "
                + $"a class that derives from OnnxForm<{part.GetType().Name}> and pass OnnxForms.BuiltIn.With(new …) in "
                + "OnnxExportOptions.Forms");
        OnnxSignal y = form.Write(part, x, this);
        _path = before;
        return y;
    }

    /// <summary>Adds a node with one output.</summary>
    /// <param name="operation">The operator, as in <c>Relu</c>.</param>
    /// <param name="inputs">Names of values; an empty one for an input that is left out.</param>
    /// <param name="attributes">Each a name with a whole number, a number, or a list of whole numbers.</param>
    /// <returns>The name of its output.</returns>
    public string Node(string operation, IEnumerable<string> inputs, params ReadOnlySpan<(string Name, object Value)> attributes) =>
        Node(operation, inputs, 1, attributes)[0];

    /// <summary>Adds a node with several outputs.</summary>
    /// <param name="operation">The operator, as in <c>LSTM</c>.</param>
    /// <param name="inputs">Names of values; an empty one for an input that is left out.</param>
    /// <param name="outputs">How many outputs it has.</param>
    /// <param name="attributes">Each a name with a whole number, a number, or a list of whole numbers.</param>
    /// <returns>The names of its outputs.</returns>
    public string[] Node(
        string operation, IEnumerable<string> inputs, int outputs, params ReadOnlySpan<(string Name, object Value)> attributes)
    {
        string name = Free(_path.Length == 0 ? operation : $"{_path}/{operation}");
        string[] names = [name, .. Enumerable.Range(1, outputs - 1).Select(number => Free($"{name}.{number}"))];
        AddNode(operation, inputs, names, name, attributes);
        return names;
    }

    /// <summary>A parameter as a constant of its own name.</summary>
    /// <param name="parameter">The parameter.</param>
    /// <returns>The name of the value.</returns>
    public string Constant(Parameter parameter) => Constant(NameOf(parameter), parameter.Shape.ToArray(), parameter.Value.ToArray());

    /// <summary>The name of a parameter with numbers that were made of it, as a kernel in another order.</summary>
    /// <param name="parameter">The parameter.</param>
    /// <param name="lengths">Lengths of the axes.</param>
    /// <param name="values">The numbers.</param>
    /// <returns>The name of the value.</returns>
    public string Constant(Parameter parameter, ReadOnlySpan<int> lengths, ReadOnlySpan<float> values) =>
        Constant(NameOf(parameter), lengths, values);

    /// <summary>Adds float32 numbers.</summary>
    /// <param name="name">What they are called; where other numbers have the name, they get another.</param>
    /// <param name="lengths">Lengths of the axes.</param>
    /// <param name="values">The numbers.</param>
    /// <returns>The name of the value.</returns>
    public string Constant(string name, ReadOnlySpan<int> lengths, ReadOnlySpan<float> values) =>
        Add(name, TensorValues.Of(lengths, values));

    /// <summary>Adds a row of whole numbers, as of a shape.</summary>
    /// <param name="values">The numbers.</param>
    /// <returns>The name of the value.</returns>
    public string Whole(params ReadOnlySpan<long> values) =>
        Add($"{(_path.Length == 0 ? "" : $"{_path}/")}numbers", TensorValues.Of(values));

    /// <summary>An image with its channels first; other signals as they are.</summary>
    /// <param name="x">The signal.</param>
    public OnnxSignal ChannelsFirst(OnnxSignal x) => x.Shape.Rank != 3 || x.Layout == OnnxLayout.ChannelsFirst ? x
        : x with { Name = Node("Transpose", [x.Name], ("perm", new[] { 0, 3, 1, 2 })), Layout = OnnxLayout.ChannelsFirst };

    /// <summary>An image with its channels last; other signals as they are.</summary>
    /// <param name="x">The signal.</param>
    public OnnxSignal ChannelsLast(OnnxSignal x) => x.Layout == OnnxLayout.ChannelsLast ? x
        : x with { Name = Node("Transpose", [x.Name], ("perm", new[] { 0, 2, 3, 1 })), Layout = OnnxLayout.ChannelsLast };

    /// <summary>Gives a signal the name of an output of the graph.</summary>
    internal void Name(OnnxSignal x, string output) => AddNode("Identity", [x.Name], [output], output, []);

    private void AddNode(string operation, IEnumerable<string> inputs, string[] outputs, string name,
        ReadOnlySpan<(string Name, object Value)> attributes)
    {
        NodeProto node = new() { OpType = operation, Name = name };
        node.Input.AddRange(inputs);
        node.Output.AddRange(outputs);
        foreach ((string key, object value) in attributes)
            node.Attribute.Add(Attribute(key, value));
        _graph.Node.Add(node);
    }

    private string NameOf(Parameter parameter) => _map.Find(parameter) ?? $"{_path}.parameter";

    private string Add(string name, TensorProto tensor)
    {
        // Layers that share their numbers share the constant too.
        if (_constants.TryGetValue(name, out TensorProto? known) && known.Dims.Equals(tensor.Dims) && known.RawData.Equals(tensor.RawData))
            return name;
        tensor.Name = Free(name);
        _constants[tensor.Name] = tensor;
        _graph.Initializer.Add(tensor);
        Bytes += tensor.RawData.Length;
        return tensor.Name;
    }

    private string Free(string name)
    {
        string free = name;
        for (int number = 2; !_names.Add(free); number++)
            free = $"{name}_{number}";
        return free;
    }

    private static AttributeProto Attribute(string name, object value)
    {
        AttributeProto attribute = new() { Name = name };
        switch (value)
        {
            case int or long:
                (attribute.Type, attribute.I) = (AttributeProto.Types.AttributeType.Int, Convert.ToInt64(value));
                break;
            case float or double:
                (attribute.Type, attribute.F) = (AttributeProto.Types.AttributeType.Float, Convert.ToSingle(value));
                break;
            case string text:
                (attribute.Type, attribute.S) = (AttributeProto.Types.AttributeType.String, ByteString.CopyFromUtf8(text));
                break;
            case int[] numbers:
                attribute.Type = AttributeProto.Types.AttributeType.Ints;
                attribute.Ints.AddRange(numbers.Select(number => (long)number));
                break;
            case string[] texts:
                attribute.Type = AttributeProto.Types.AttributeType.Strings;
                attribute.Strings.AddRange(texts.Select(ByteString.CopyFromUtf8));
                break;
            default:
                throw new ArgumentException($"attribute '{name}' is a {value.GetType().Name}; it is a whole number, a number, a text or a "
                    + "list of one of them", nameof(value));
        }

        return attribute;
    }
}
