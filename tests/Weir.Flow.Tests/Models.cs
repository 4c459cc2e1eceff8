using Weir.Nn;
using Weir.Tensors;

namespace Weir.Flow.Tests;

/// <summary>Networks of several makes with 6 inputs and 3 classes.</summary>
internal static class Models
{
    public static IReadOnlyDictionary<string, Func<Module>> All { get; } = new Dictionary<string, Func<Module>>
    {
        ["sequential"] = () => new Sequential(new Linear(6, 20, new Relu()), new Linear(20, 17, new Tanh()), new Linear(17, 3)),
        ["custom"] = () => new Skipping(),
        ["shared"] = Shared,
        ["separate"] = () => new Sequential(new Linear(6, 9), new Gelu(), new Linear(9, 8), new Sigmoid(), new Linear(8, 3)),
        ["prelu"] = () => new Sequential(new Linear(6, 9), new PRelu(9), new Linear(9, 3)),
    };

    /// <summary>Equal layers of a width, each with its activation, and a head of 3 classes.</summary>
    public static Sequential Deep(int layers, int width, Func<Activation> activation, Initializer? weight = null) =>
        new([.. Enumerable.Range(0, layers).Select(i => (Module)new Linear(i == 0 ? 6 : width, width, activation(), weight)),
            new Linear(width, 3)]);

    private static Sequential Shared()
    {
        Linear twice = new(7, 7, new Tanh());
        return new Sequential(new Linear(6, 7, new Tanh()), twice, twice, new Linear(7, 3));
    }

    /// <summary>A user's own module: a connection that skips a layer.</summary>
    private sealed class Skipping : Module
    {
        private readonly Linear _in = new(6, 8, new LeakyRelu());
        private readonly Linear[] _blocks = [new(8, 8, new Elu()), new(8, 8, new Softplus())];
        private readonly Linear _head = new(8, 3);

        protected override Tensor Forward(Tensor x)
        {
            x = _in.Apply(x);
            foreach (Linear block in _blocks)
                x += block.Apply(x);
            return _head.Apply(x);
        }
    }
}
