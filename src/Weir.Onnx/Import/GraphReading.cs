using Weir.Data;
using Weir.Nn;
using Weir.Onnx.Protos;
using Weir.Tensors;

namespace Weir.Onnx;

/// <summary>Goes through the nodes of a file's graph in their order, and notes the layers that they make.</summary>
internal sealed class GraphReading
{
    private const int MostShares = 8, Small = 1 << 26;

    private readonly Dictionary<string, TensorProto> _constants = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long[]> _wholes = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _columns = new(StringComparer.Ordinal);
    private readonly HashSet<string> _zeros = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ImportedSignal> _signals = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _uses = new(StringComparer.Ordinal);
    private readonly Dictionary<(int Left, int Right), int> _concats = [];
    private readonly List<ImportStep> _steps = [new("input", [], null)];
    private readonly long _bytes;
    private long _taken;

    public GraphReading(GraphProto graph, string input, Shape sample, SignalOrder order, long opset, bool isOwn)
    {
        (Opset, Values) = (opset, new LayerValues(isOwn));
        foreach (string name in graph.Node.SelectMany(node => node.Input).Concat(graph.Output.Select(output => output.Name)))
            _uses[name] = _uses.GetValueOrDefault(name) + 1;
        _bytes = graph.CalculateSize();
        foreach (TensorProto constant in graph.Initializer)
            AddConstant(constant.Name, constant);
        _signals[input] = new ImportedSignal(0, sample, order);
        foreach (NodeProto node in graph.Node)
            Read(node);
    }

    /// <summary>The version of the operators.</summary>
    public long Opset { get; }

    /// <summary>Gives layers the numbers of the file.</summary>
    public LayerValues Values { get; }

    public IReadOnlyList<ImportStep> Steps => _steps;

    /// <summary>The signal of a name; null where there is none.</summary>
    public ImportedSignal? Signal(string name) => _signals.GetValueOrDefault(name);

    public TensorProto? Constant(string name) => _constants.GetValueOrDefault(name);

    /// <summary>Whole numbers that are known without running the network, as those of shapes; −1 for the number of samples.</summary>
    public long[]? Whole(string name) => _wholes.GetValueOrDefault(name)
        ?? (_constants.TryGetValue(name, out TensorProto? constant) && TensorValues.IsWhole(constant) ? TensorValues.Whole(constant)
            : null);

    /// <summary>
    /// Notes that a layer takes the numbers of a constant. Many may take the same ones, so that a small file could make a large network.
    /// </summary>
    public void Take(long bytes)
    {
        _taken += bytes;
        if (_taken > Math.Max(Small, MostShares * _bytes))
            throw new OnnxException($"its layers share numbers so often that the network would have more than {MostShares} times as many "
                + "as the file");
    }

    public void AddConstant(string name, TensorProto constant) => _constants[name] = constant;

    public void AddWhole(string name, long[] numbers, int columns = 0) => (_wholes[name], _columns[name]) = (numbers, columns);

    /// <summary>How many whole numbers of a name stand in a row of the table that they are; 0 where they are none.</summary>
    public int Columns(string name) => _columns.GetValueOrDefault(name);

    /// <summary>Notes numbers that are 0, however many there are.</summary>
    public void AddZeros(string name) => _zeros.Add(name);

    public bool IsZero(string name) => _zeros.Contains(name);

    /// <summary>Whether a node, or who runs the network, takes what has a name.</summary>
    public bool IsTaken(string name) => _uses.ContainsKey(name);

    /// <summary>Refuses a signal that no memory would hold.</summary>
    public static void Check(string name, Shape shape)
    {
        if (FileLimits.Wrong((Int128)shape.Size * sizeof(float)) is { } wrong)
            throw new OnnxException($"value '{name}' of shape {shape}: {wrong}");
    }

    /// <summary>Notes a signal under its name.</summary>
    public void Add(string name, ImportedSignal signal, bool wasSole = true)
    {
        Check(name, signal.Shape);
        _signals[name] = signal with { IsSole = wasSole && _uses.GetValueOrDefault(name) == 1 };
    }

    /// <summary>Notes a layer.</summary>
    /// <returns>Its step.</returns>
    public int Add(ImportStep step)
    {
        _steps.Add(step);
        return _steps.Count - 1;
    }

    /// <summary>
    /// Notes two signals side by side, once: where three are put so after two of them were, as in dense blocks (Huang et al., 2017), the
    /// third stands beside what was there.
    /// </summary>
    /// <returns>Its step.</returns>
    public int AddConcat(string node, int left, int right)
    {
        if (!_concats.TryGetValue((left, right), out int step))
            _concats[(left, right)] = step = Add(new ImportStep(node, [left, right], null) { IsConcat = true });
        return step;
    }

    /// <summary>Notes a function of each entry: as part of the layer before it where nobody else takes what that puts out.</summary>
    public int AddFunction(string node, ImportedSignal x, Activation function)
    {
        ImportStep before = _steps[x.Step];
        if (x.IsSole && before is { TakesActivation: true, Activation: null })
        {
            before.Activation = function;
            return x.Step;
        }

        return Add(new ImportStep(node, [x.Step], step => step.Activation!) { Activation = function, IsFunction = true });
    }

    /// <summary>Whether an exception tells what is wrong with what a node says.</summary>
    public static bool IsOfNode(Exception error) =>
        error is ShapeException or ArgumentException or OverflowException or InvalidOperationException;

    private void Read(NodeProto node)
    {
        NodeReading reading = new(node, this);
        foreach (string output in node.Output)
        {
            if (_signals.ContainsKey(output) || _constants.ContainsKey(output) || _wholes.ContainsKey(output)
                || _zeros.Contains(output))
                throw reading.Refuse($"two nodes make '{output}'");
        }

        try
        {
            OnnxOperators.All[node.OpType](reading);
        }
        catch (Exception error) when (IsOfNode(error))
        {
            throw new OnnxException(reading.Refuse(error.Message).Message, error);
        }
    }
}
