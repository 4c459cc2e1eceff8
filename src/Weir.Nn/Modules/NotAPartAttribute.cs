namespace Weir.Nn;

/// <summary>On a field of a <see cref="Module"/>: what it holds is not a part of the module.</summary>
[AttributeUsage(AttributeTargets.Field)]
public sealed class NotAPartAttribute : Attribute;
