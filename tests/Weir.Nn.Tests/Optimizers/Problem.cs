using Weir.Tensors;
using Weir.Tensors.Backends;

namespace Weir.Nn.Tests.Optimizers;

/// <summary>y = scale · tanh(x·W + b) against targets: a matrix, a bias and a scale, for optimizers to move.</summary>
internal sealed class Problem
{
    private readonly float[] _inputs;
    private readonly float[] _targets;
    private readonly Tape _tape;

    public Problem(Backend backend, float[] inputs, float[] targets, float[] first)
    {
        (_inputs, _targets, _tape) = (inputs, targets, new Tape(backend));
        Model = new Sequential(new Linear(3, 2, new Tanh()), new ScaleLayer(2));
        Set(Model, first);
    }

    public Sequential Model { get; }

    /// <summary>The loss of the last pass.</summary>
    public double Loss { get; private set; }

    /// <summary>All parameters, one behind the other.</summary>
    public float[] Values => [.. Model.Parameters.SelectMany(parameter => parameter.Value.ToArray())];

    /// <summary>A problem of random numbers with 3 inputs and 2 outputs.</summary>
    public static Problem Random(Backend backend, long seed = 1)
    {
        RandomStream random = new(seed);
        float[] Draw(int count) => [.. Enumerable.Range(0, count).Select(_ => (float)random.NextNormal())];
        return new Problem(backend, Draw(15), Draw(10), Draw(10));
    }

    public static void Set(Module model, float[] values)
    {
        int at = 0;
        foreach (Parameter parameter in model.Parameters)
        {
            parameter.Set(values.AsSpan(at, parameter.Shape.Size));
            at += parameter.Shape.Size;
        }
    }

    /// <summary>Carries the gradient back to the parameters.</summary>
    /// <param name="workedOut">Whether gradients that wait as products are worked out.</param>
    public void Backward(bool workedOut = false)
    {
        _tape.Begin();
        Tensor output = Model.Apply(_tape.Input(new Shape(_inputs.Length / 3, 3), _inputs));
        Tensor loss = new MeanSquaredError().Of(output, _tape.Input(output.Shape, _targets));
        Loss = loss.Item();
        _tape.Backward(loss);
        foreach (Parameter parameter in workedOut ? Model.Parameters : [])
            parameter.Value.Gradient().ShouldNotBeNull();
    }

    /// <summary>The gradient of every parameter, one behind the other.</summary>
    public float[] Gradients() => [.. Model.Parameters.SelectMany(parameter => parameter.Value.Gradient()!)];

    private sealed class ScaleLayer(int units) : Module
    {
        public Parameter Scale { get; } = new(new Shape(units), new Constant(1), ParameterKind.Scale);

        protected override Tensor Forward(Tensor x) => x * Scale.Value;
    }
}
