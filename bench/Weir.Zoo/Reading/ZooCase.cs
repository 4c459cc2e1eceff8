using Weir.Training;

namespace Weir.Zoo;

/// <summary>A training set-up of the zoo, healthy or with one injected fault, and how it trained elsewhere.</summary>
internal sealed record ZooCase
{
    /// <summary>Its name.</summary>
    public required string Id { get; init; }

    /// <summary>The data set: <c>mnist</c>, or the name of two tables, <c>NAME-train.csv</c> and <c>NAME-test.csv</c>.</summary>
    public required string Dataset { get; init; }

    /// <summary>What kind of network or fault it is.</summary>
    public string Family { get; init; } = "";

    /// <summary>The injected fault; null for a healthy set-up.</summary>
    public string? Fault { get; init; }

    /// <summary>The layers, the one nearest to the input first.</summary>
    public required ValueList<LayerRecipe> Layers { get; init; }

    /// <summary>The shape in which a sample reaches the first layer; null for a row of features.</summary>
    public ValueList<int>? InputShape { get; init; }

    /// <summary>What moves the parameters.</summary>
    public required OptimizerRecipe Optimizer { get; init; }

    /// <summary>The loss, by its name in recipes.</summary>
    public required Choice Loss { get; init; }

    /// <summary>Samples of a step.</summary>
    public required int Batch { get; init; }

    /// <summary>Passes over the training part.</summary>
    public required int Epochs { get; init; }

    /// <summary>What every input is multiplied by.</summary>
    public double Scale { get; init; } = 1;

    /// <summary>What is added to every input after that.</summary>
    public double Shift { get; init; }

    /// <summary>What the first feature is multiplied by after that.</summary>
    public double Spread { get; init; } = 1;

    /// <summary>Whether the training targets are permuted.</summary>
    public bool ShuffleLabels { get; init; }

    /// <summary>How many training rows get a NaN in the first feature.</summary>
    public int NanRows { get; init; }

    /// <summary>The norm of all gradients together at which they are clipped; null for no clipping.</summary>
    public double? ClipNorm { get; init; }

    /// <summary>How it trained elsewhere, for each seed.</summary>
    public IReadOnlyList<MeasuredScore> Measured { get; init; } = [];

    /// <summary>The healthy set-up that it was made from.</summary>
    public string? Twin { get; init; }

    /// <summary>That one's median score on the test set.</summary>
    public double? TwinTest { get; init; }

    /// <summary>The score of guessing.</summary>
    public double? Chance { get; init; }

    /// <summary>What came of it elsewhere; null where nobody has said.</summary>
    public Verdict? Verdict { get; init; }

    /// <summary>Whether classes are told apart; otherwise numbers are predicted.</summary>
    public bool IsClassification => Loss.Name == "cross-entropy";
}
