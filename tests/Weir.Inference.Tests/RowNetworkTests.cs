using Weir.Nn;
using Weir.Tensors;
using Weir.Tensors.Backends;

namespace Weir.Inference.Tests;

/// <summary>A network row by row says what it says by tensors.</summary>
public class RowNetworkTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(3, 4)]
    [InlineData(20, 64)]
    [InlineData(64, 1)]
    [InlineData(7, 5)]
    [InlineData(33, 17)]
    [InlineData(50, 81)]
    [InlineData(5, 200)]
    public void A_layer_of_any_size_is_worked_out_as_by_the_backend(int inputs, int outputs)
    {
        foreach (Activation? activation in (Activation?[])[null, new Relu(), new Tanh(), new Gelu(), new LeakyRelu(0.1f), new Sigmoid()])
            Compare(new Sequential(new Linear(inputs, outputs, activation, bias: new Normal(1))), inputs);
    }

    [Fact]
    public void Norms_functions_and_dropout_between_dense_layers_are_steps_too()
    {
        Sequential network = new(new Flatten(), new Linear(10, 30), new BatchNorm(30), new Relu(), new Dropout(0.5), new Linear(30, 4));
        foreach (ModuleBuffer buffer in network.Buffers)
            buffer.Value.CopyFrom([.. Enumerable.Range(0, 30).Select(i => 0.5f + (0.1f * i))]);
        Compare(network, 10);
        Compare(new Sequential(new Linear(6, 2000, new Softplus()), new Linear(2000, 3)), 6);
    }

    [Fact]
    public void Networks_of_other_layers_are_not_worked_out_row_by_row()
    {
        RowNetwork.Of(Ready(new Sequential(new Linear(4, 4), new LayerNorm(4))), 4).ShouldBeNull();
        RowNetwork.Of(Ready(new Sequential(new Linear(4, 4))), 8).ShouldBeNull();
    }

    private static Module Ready(Module network)
    {
        network.Initialize(1);
        network.Train(false);
        return network;
    }

    private static void Compare(Module network, int inputs)
    {
        Ready(network);
        float[] row = [.. Enumerable.Range(0, inputs).Select(i => MathF.Sin(i + 1))];
        Tape tape = new(new ReferenceBackend());
        tape.Begin(recording: false);
        float[] expected = network.Apply(tape.Input(new Shape(1, inputs), row)).ToArray(), actual = new float[expected.Length];
        RowNetwork.Of(network, inputs).ShouldNotBeNull().Run(row, actual);
        for (int i = 0; i < actual.Length; i++)
            actual[i].ShouldBe(expected[i], 1e-5f * (1 + Math.Abs(expected[i])), $"{inputs} → {expected.Length}, output {i}");
    }
}
