using Weir.Training;

namespace Weir.Studies;

/// <summary>What a study varies.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Levels">Its levels; effects are differences from the first.</param>
public sealed record Factor(string Name, ValueList<Level> Levels);

/// <summary>One level of a factor.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Changes">What it does to a recipe, in this order; nothing leaves it as it is.</param>
public sealed record Level(string Name, ValueList<Change> Changes);
