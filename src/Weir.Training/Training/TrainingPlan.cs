using Weir.Nn;

namespace Weir.Training;

/// <summary>What a recipe trains, and what that takes of memory.</summary>
/// <param name="Summary">The layers with their shapes, parameters and work.</param>
/// <param name="Memory">The memory.</param>
public sealed record TrainingPlan(Summary Summary, MemoryPlan Memory);
