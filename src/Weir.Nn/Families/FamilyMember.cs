using Weir.Tensors;

namespace Weir.Nn;

/// <summary>A member of a family that recipes choose from by name: an activation, an initializer, a loss.</summary>
/// <typeparam name="T">The family.</typeparam>
/// <param name="Make">Makes it, given the one number that it takes, or null for that number's default.</param>
/// <param name="Number">The number that it takes; null where it takes none. Default: none.</param>
public sealed record FamilyMember<T>(Func<double?, T> Make, MemberNumber? Number = null);

/// <summary>The one number that a member of a family takes.</summary>
/// <param name="Name">What it is called, as in <c>slope</c>.</param>
/// <param name="Range">The numbers that it may be.</param>
public sealed record MemberNumber(string Name, NumberRange Range);
