using Google.Protobuf;
using Weir.Onnx.Protos;
using Weir.Tensors;

namespace Weir.Onnx.Tests.Import;

/// <summary>Puts together a model as other programs write them: channels first, weights as (outputs, inputs).</summary>
internal sealed class Foreign
{
    private readonly RandomStream _random = RandomStream.For(3, "foreign");

    public Foreign(params int[] sample)
    {
        Model = new ModelProto
        {
            IrVersion = 9,
            Graph = new GraphProto { Name = "foreign" },
            OpsetImport = { new OperatorSetIdProto { Version = 20 } },
        };
        Model.Graph.Input.Add(Value("x", sample));
    }

    public ModelProto Model { get; }

    public GraphProto Graph => Model.Graph;

    public Foreign Node(string operation, string inputs, string output, params (string Name, long[] Numbers)[] attributes)
    {
        NodeProto node = new() { OpType = operation, Name = $"{operation}_{output}" };
        node.Input.AddRange(inputs.Split(' '));
        node.Output.Add(output);
        foreach ((string name, long[] numbers) in attributes)
        {
            AttributeProto attribute = new() { Name = name };
            if (name is "axis" or "transB" or "group" or "keepdims" or "ceil_mode" or "hidden_size")
                (attribute.I, attribute.Type) = (numbers[0], AttributeProto.Types.AttributeType.Int);
            else
                attribute.Type = AttributeProto.Types.AttributeType.Ints;
            if (attribute.Type == AttributeProto.Types.AttributeType.Ints)
                attribute.Ints.AddRange(numbers);
            node.Attribute.Add(attribute);
        }

        Graph.Node.Add(node);
        return this;
    }

    public Foreign Constant(string name, params int[] lengths)
    {
        int count = lengths.Aggregate(1, (product, length) => product * length);
        TensorProto tensor = TensorValues.Of(lengths, Both.Numbers(count, _random, 0.1, 1));
        tensor.Name = name;
        Graph.Initializer.Add(tensor);
        return this;
    }

    public Foreign Whole(string name, params long[] numbers)
    {
        TensorProto tensor = TensorValues.Of(numbers);
        tensor.Name = name;
        Graph.Initializer.Add(tensor);
        return this;
    }

    public byte[] Bytes(string output = "y", params int[] sample)
    {
        if (Graph.Output.Count == 0)
            Graph.Output.Add(Value(output, sample.Length == 0 ? [1] : sample));
        if (sample.Length == 0)
            Graph.Output[0].Type = new TypeProto { TensorType = new TypeProto.Types.Tensor { ElemType = 1 } };
        return Model.ToByteArray();
    }

    public OnnxModel Read(bool logits = true) => OnnxImport.Read(new MemoryStream(Bytes()), "foreign.onnx",
        new OnnxImportOptions { Logits = logits });

    private static ValueInfoProto Value(string name, int[] sample)
    {
        TensorShapeProto shape = new() { Dim = { new TensorShapeProto.Types.Dimension { DimParam = "n" } } };
        foreach (int length in sample)
            shape.Dim.Add(new TensorShapeProto.Types.Dimension { DimValue = length });
        TypeProto.Types.Tensor tensor = new() { ElemType = 1, Shape = shape };
        return new ValueInfoProto { Name = name, Type = new TypeProto { TensorType = tensor } };
    }
}
