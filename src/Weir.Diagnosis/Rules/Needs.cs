namespace Weir.Diagnosis;

/// <summary>What a rule cannot do without.</summary>
[Flags]
public enum Needs
{
    /// <summary>Nothing in particular.</summary>
    Nothing = 0,

    /// <summary>Facts on the data.</summary>
    Data = 1,

    /// <summary>Facts on the set-up.</summary>
    Setup = 2,

    /// <summary>Facts on the network.</summary>
    Network = 4,

    /// <summary>The untrained network: a pre-flight, or the first step of a run.</summary>
    Initial = 8,

    /// <summary>Sampled steps of a run; not asked for before it.</summary>
    Samples = 16,

    /// <summary>Metrics of epochs; not asked for before a run.</summary>
    Epochs = 32,

    /// <summary>A validation part; not asked for before a run.</summary>
    Validation = 64,
}
