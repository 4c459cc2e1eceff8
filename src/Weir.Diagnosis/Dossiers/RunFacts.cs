namespace Weir.Diagnosis;

/// <summary>What is known of a run besides its trace; <c>facts.json</c> in a run directory.</summary>
/// <param name="Setup">How it is set up.</param>
/// <param name="Data">Its data.</param>
/// <param name="Network">Its network.</param>
public sealed record RunFacts(SetupFacts? Setup, DataFacts? Data, NetworkFacts? Network);
