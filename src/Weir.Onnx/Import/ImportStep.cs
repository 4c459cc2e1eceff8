using Weir.Nn;

namespace Weir.Onnx;

/// <summary>A layer to be, or what joins two signals: their sum, or both side by side.</summary>
/// <param name="node">The node that it comes from, for messages.</param>
/// <param name="inputs">The steps that make what comes in: one, or the two that are joined.</param>
/// <param name="make">Makes the layer of what is known in the end; null for what joins two signals.</param>
internal sealed class ImportStep(string node, int[] inputs, Func<ImportStep, Module>? make)
{
    public string Node => node;

    public IReadOnlyList<int> Inputs => inputs;

    /// <summary>Whether it joins two signals.</summary>
    public bool IsJoin => make is null;

    /// <summary>Whether it puts two signals side by side, and does not add them.</summary>
    public bool IsConcat { get; init; }

    /// <summary>Whether a function behind it can become part of it.</summary>
    public bool TakesActivation { get; init; }

    /// <summary>How many biases can become part of it; 0 where none can.</summary>
    public int TakesBias { get; set; }

    /// <summary>The function behind it, or that it is; null for none.</summary>
    public Activation? Activation { get; set; }

    /// <summary>Its biases, or null.</summary>
    public ImportedNumbers? Bias { get; set; }

    /// <summary>Whether it can put out what it makes at the last place alone.</summary>
    public bool CanBeLastOnly { get; init; }

    /// <summary>Whether what it makes at the last place is all that is taken.</summary>
    public bool IsLastOnly { get; set; }

    /// <summary>Whether it is a softmax.</summary>
    public bool IsSoftmax { get; init; }

    /// <summary>Whether it is nothing but <see cref="Activation"/>.</summary>
    public bool IsFunction { get; init; }

    /// <summary>Makes the layer.</summary>
    /// <exception cref="OnnxException">What the file says of it is no layer, as an epsilon below 0.</exception>
    public Module Make()
    {
        try
        {
            return make!(this);
        }
        catch (Exception error) when (GraphReading.IsOfNode(error))
        {
            throw new OnnxException($"node '{node}': {error.Message}", error);
        }
    }
}
