using Weir.Nn;
using Weir.Tensors;

namespace Weir.Onnx;

/// <summary>
/// Recurrent layers that go forward from states of 0, with the cells that Weir has; sequences come with their places first.
/// </summary>
internal static class RecurrentOperators
{
    /// <summary>ONNX's gates are i, o, f, g, and Weir's i, f, g, o.</summary>
    public static void Lstm(NodeReading node)
    {
        CheckFunctions(node, "Sigmoid", "Tanh", "Tanh");
        if (node.Has(7))
            throw node.Refuse("its gates look at the memory ('P'), which is not read");
        Layer(node, [0, 3, 1, 2], (inputs, units, lastOnly) => new Lstm(inputs, units, lastOnly));
    }

    /// <summary>ONNX's gates are z, r, n, and Weir's r, z, n.</summary>
    public static void Gru(NodeReading node)
    {
        CheckFunctions(node, "Sigmoid", "Tanh");
        if (node.Integer("linear_before_reset", 0) == 0)
            throw node.Refuse("its reset gate comes before the product with the state; behind it ('linear_before_reset') is read");
        Layer(node, [1, 0, 2], (inputs, units, lastOnly) => new Gru(inputs, units, lastOnly));
    }

    public static void Simple(NodeReading node)
    {
        string function = node.Texts("activations") is [var only] ? only : "Tanh";
        Func<Activation> make = function switch
        {
            "Tanh" => () => new Tanh(),
            "Relu" => () => new Relu(),
            "Sigmoid" => () => new Sigmoid(),
            _ => throw node.Refuse($"its function is {function}; Tanh, Relu and Sigmoid are read"),
        };
        Layer(node, [0], (inputs, units, lastOnly) => new SimpleRnn(inputs, units, lastOnly, make()));
    }

    /// <summary>Notes the layer: all its states, and the last one, whichever the file takes.</summary>
    /// <param name="node">The node.</param>
    /// <param name="gates">The gates in ONNX's order, each by its place in Weir's.</param>
    /// <param name="make">Makes the layer of inputs and units, and whether its last state alone goes out.</param>
    private static void Layer(NodeReading node, int[] gates, Func<int, int, bool, Recurrent> make)
    {
        Check(node);
        ImportedSignal x = node.Signal(0, SignalOrder.PlacesFirst);
        if (x.Order != SignalOrder.PlacesFirst)
            throw node.Refuse($"a signal of shape {x.Shape} comes in, its samples first; a sequence that is transposed to have its places "
                + "first is expected");
        int[] weight = TensorValues.Lengths(node.Constant(1)), state = TensorValues.Lengths(node.Constant(2));
        int units = checked((int)node.Integer("hidden_size", state is [_, _, var last] ? last : 0)), inputs = x.Shape[1];
        long rows = (long)gates.Length * units;
        if (units < 1 || !Is(weight, 1, rows, inputs) || !Is(state, 1, rows, units))
            throw node.Refuse($"its weights have shapes ({string.Join(", ", weight)}) and ({string.Join(", ", state)}), which do not fit "
                + $"{units} units, one direction and {inputs} features");
        ImportedNumbers inputWeight = node.Numbers(1), stateWeight = node.Numbers(2);
        inputWeight = inputWeight.With(Transposed(inputWeight.Values, gates, inputs, units));
        stateWeight = stateWeight.With(Transposed(stateWeight.Values, gates, units, units));
        ImportedNumbers both = node.Has(3) ? node.Numbers(3) : inputWeight.With(new float[2 * rows]);
        if (both.Length != 2 * rows)
            throw node.Refuse($"it has {both.Length} biases; {2 * rows} are expected");
        float[] bias = Transposed(both.Values[..(int)rows], gates, 1, units),
            stateBias = Transposed(both.Values[(int)rows..], gates, 1, units);
        int step = node.Graph.Add(new ImportStep(node.Name, [x.Step], step =>
        {
            Recurrent layer = make(inputs, units, step.IsLastOnly);
            node.Values.Give(layer, layer.InputWeight, inputWeight);
            node.Values.Give(layer, layer.StateWeight, stateWeight);
            if (layer is Gru gru)
                node.Values.Give(layer, gru.StateBias, both.With(stateBias), "state");
            // What a place brings and the state are added, and so are their biases.
            node.Values.Give(layer, layer.Bias,
                both.With(layer is Gru ? bias : [.. bias.Zip(stateBias, (left, right) => left + right)]));
            return layer;
        })
        { CanBeLastOnly = true });
        bool takesAll = node.IsTaken(0), takesLast = node.IsTaken(1);
        if (takesAll && takesLast)
            throw node.Refuse("both all its states and the last one are taken; one of them is read");
        if (node.IsTaken(2))
            throw node.Refuse("its memory is taken; its states are read");
        if (takesAll)
            node.Graph.Add(node.OutputName(0), new ImportedSignal(step, new Shape(x.Shape[0], units), SignalOrder.StatesOfPlaces));
        if (!takesLast)
            return;
        node.Graph.Steps[step].IsLastOnly = true;
        node.Graph.Add(node.OutputName(1), new ImportedSignal(step, new Shape(units), SignalOrder.LastState));
    }

    private static void Check(NodeReading node)
    {
        if (node.Text("direction", "forward") != "forward")
            throw node.Refuse($"it goes {node.Text("direction", "")}; forward is read");
        if (node.Has("clip") || node.Integer("input_forget", 0) != 0 || node.Integer("layout", 0) != 0)
            throw node.Refuse("'clip', 'input_forget' and 'layout' are not read");
        if (node.Has(4))
            throw node.Refuse("lengths of sequences come in ('sequence_lens'), which are not read");
        foreach (int input in new[] { 5, 6 })
        {
            if (node.Has(input) && !node.IsZero(input))
                throw node.Refuse($"it begins with the state '{node.InputName(input)}'; 0 is read");
        }
    }

    private static void CheckFunctions(NodeReading node, params string[] usual)
    {
        if (node.Texts("activations") is { Count: > 0 } functions && !functions.SequenceEqual(usual))
            throw node.Refuse($"its functions are {string.Join(", ", functions)}; {string.Join(", ", usual)} are read");
    }

    private static bool Is(int[] lengths, long first, long second, long third) => lengths is [var a, var b, var c] && (a, b, c) ==
        (first, second, third);

    /// <summary>From (gates·units, inputs) in ONNX's order of gates to (inputs, gates·units) in Weir's.</summary>
    private static float[] Transposed(float[] values, int[] gates, int inputs, int units)
    {
        float[] transposed = new float[values.Length];
        for (int row = 0; row < gates.Length * units; row++)
        {
            int column = (gates[row / units] * units) + (row % units);
            for (int input = 0; input < inputs; input++)
                transposed[(input * gates.Length * units) + column] = values[(row * inputs) + input];
        }

        return transposed;
    }
}
