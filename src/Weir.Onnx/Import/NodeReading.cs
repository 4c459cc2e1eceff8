using Weir.Nn;
using Weir.Onnx.Protos;
using Weir.Tensors;

namespace Weir.Onnx;

/// <summary>One node as its operator's reader sees it.</summary>
internal sealed class NodeReading(NodeProto node, GraphReading graph)
{
    /// <summary>Whole numbers of a value: each node could double what those before it have made.</summary>
    public const int MostWhole = 1000;

    public GraphReading Graph => graph;

    public string Operation => node.OpType;

    /// <summary>Its name, or that of its output where it has none.</summary>
    public string Name => node.Name.Length > 0 ? node.Name : node.Output.FirstOrDefault() ?? "";

    /// <summary>The name of its first output.</summary>
    public string Output => node.Output.Count > 0 ? node.Output[0] : throw Refuse("it has no output");

    public int Inputs => node.Input.Count;

    /// <summary>The error that a node cannot be read.</summary>
    public OnnxException Refuse(string reason) => new($"node '{Name}' ({node.OpType}): {reason}");

    /// <summary>Whether there is such an input.</summary>
    public bool Has(int input) => input < node.Input.Count && node.Input[input].Length > 0;

    /// <summary>Whether there is such an attribute.</summary>
    public bool Has(string attribute) => Find(attribute) is not null;

    public string InputName(int input) => Has(input) ? node.Input[input] : throw Refuse($"input {input} is missing");

    /// <summary>Whether an input is fixed numbers.</summary>
    public bool IsConstant(int input) => Has(input) && graph.Constant(node.Input[input]) is not null;

    public TensorProto Constant(int input) => graph.Constant(InputName(input))
        ?? throw Refuse($"input '{InputName(input)}' is no constant of the file; only fixed numbers are read there");

    /// <summary>The float32 numbers of a constant.</summary>
    public float[] Floats(int input)
    {
        TensorProto constant = Constant(input);
        graph.Take((long)constant.CalculateSize());
        return TensorValues.Floats(constant);
    }

    /// <summary>The same, with the constant that they come from.</summary>
    public ImportedNumbers Numbers(int input) => new(Floats(input), Constant(input));

    /// <summary>Gives layers the numbers of the file.</summary>
    public LayerValues Values => graph.Values;

    public long[]? Whole(int input) => Has(input) ? graph.Whole(node.Input[input]) : null;

    /// <summary>A signal that comes in, its samples first, or in one of the other orders that the node can have.</summary>
    public ImportedSignal Signal(int input, params ReadOnlySpan<SignalOrder> others)
    {
        ImportedSignal x = AnySignal(input);
        bool samplesFirst = x.Order is not (SignalOrder.PlacesFirst or SignalOrder.StatesOfPlaces or SignalOrder.LastState);
        return samplesFirst || others.Contains(x.Order) ? x
            : throw Refuse($"its signal of shape ({string.Join(", ", x.LengthsInFile().Select(length => length < 0 ? "?" : $"{length}"))}) "
                + "does not have the samples first; transpose it, or take the last place");
    }

    /// <summary>A signal that comes in, in whatever order.</summary>
    public ImportedSignal AnySignal(int input) => graph.Signal(InputName(input))
        ?? throw Refuse(graph.Constant(InputName(input)) is null && graph.Whole(InputName(input)) is null
            ? $"no node before it makes its input '{InputName(input)}'"
            : $"its input '{InputName(input)}' is fixed numbers where a signal is expected");

    /// <summary>Whether an input is known to be 0 in every entry.</summary>
    public bool IsZero(int input) => Has(input) && (graph.IsZero(node.Input[input])
        || (IsConstant(input) && TensorValues.Floats(Constant(input)).All(value => value == 0)));

    /// <summary>The name of an output; empty where there is none.</summary>
    public string OutputName(int output) => output < node.Output.Count ? node.Output[output] : "";

    /// <summary>Whether a node, or who runs the network, takes an output.</summary>
    public bool IsTaken(int output) => OutputName(output) is { Length: > 0 } name && graph.IsTaken(name);

    public long Integer(string name, long usual) => Find(name)?.I ?? usual;

    public double Number(string name, double usual) => Find(name)?.F ?? usual;

    public string Text(string name, string usual) => Find(name) is { } attribute ? attribute.S.ToStringUtf8() : usual;

    public IReadOnlyList<string>? Texts(string name) =>
        Find(name) is { } attribute ? [.. attribute.Strings.Select(text => text.ToStringUtf8())] : null;

    public TensorProto? Tensor(string name) => Find(name)?.T;

    public IReadOnlyList<long>? Integers(string name) => Find(name)?.Ints;

    /// <summary>A height and a width.</summary>
    public Extent Extent(string name, int usual)
    {
        if (Integers(name) is not { Count: > 0 } both)
            return usual;
        return both.Count == 2 ? new Extent(checked((int)both[0]), checked((int)both[1]))
            : throw Refuse($"'{name}' has {both.Count} numbers; images have two axes, and other signals are not read there");
    }

    /// <summary>Notes what the node puts out: a layer's signal.</summary>
    public void Puts(ImportStep step, Shape shape, SignalOrder order = SignalOrder.Same, Shape? image = null) =>
        graph.Add(Output, new ImportedSignal(graph.Add(step), shape, order, image));

    /// <summary>Notes an image with zeros around it.</summary>
    public void Puts(ImportedSignal image, int top, int left, int bottom, int right) => graph.Add(Output, Around(image, top, left, bottom,
        right));

    /// <summary>Notes a layer of zeros around an image.</summary>
    public ImportedSignal Around(ImportedSignal image, int top, int left, int bottom, int right)
    {
        if ((top, left, bottom, right) == (0, 0, 0, 0))
            return image;
        ZeroPadding padding = new(top, left, bottom, right);
        Shape shape = padding.Output(image.Shape);
        GraphReading.Check(Name, shape);
        return new ImportedSignal(graph.Add(new ImportStep(Name, [image.Step], _ => padding)), shape, SignalOrder.ChannelsFirst);
    }

    /// <summary>Notes that it puts out a signal as it is, seen in another way.</summary>
    public void Passes(ImportedSignal x) => graph.Add(Output, x, x.IsSole);

    /// <summary>Notes a layer that changes neither shape nor order.</summary>
    public void PutsAlike(ImportedSignal x, Func<ImportStep, Module> make) =>
        graph.Add(Output, x with { Step = graph.Add(new ImportStep(Name, [x.Step], make)) });

    public void PutsFunction(Activation function)
    {
        ImportedSignal x = Signal(0);
        graph.Add(Output, x with { Step = graph.AddFunction(Name, x, function) });
    }

    public void PutsConstant(TensorProto constant) => graph.AddConstant(Output, constant);

    /// <summary>Notes whole numbers.</summary>
    /// <param name="numbers">The numbers.</param>
    /// <param name="columns">How many stand in a row of a table; 0 where they are no table.</param>
    public void PutsWhole(long[] numbers, int columns = 0) => graph.AddWhole(Output, numbers.Length <= MostWhole ? numbers
        : throw Refuse($"a shape of {numbers.Length} axes is worked out"), columns);

    /// <summary>How many whole numbers stand in a row of the table that they are; 0 where they are none.</summary>
    public int Columns(int input) => Has(input) ? graph.Columns(node.Input[input]) : 0;

    private AttributeProto? Find(string name) => node.Attribute.FirstOrDefault(attribute => attribute.Name == name);
}
