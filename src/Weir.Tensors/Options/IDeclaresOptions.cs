using System.Diagnostics.CodeAnalysis;

namespace Weir.Tensors;

/// <summary>
/// A record that declares options of itself (<see cref="OptionAttribute"/>). It has no members: whoever asks for the options
/// (<see cref="DeclaredOption"/>) finds them at run time, so that they must still be there in a program that is trimmed.
/// </summary>
[DynamicallyAccessedMembers(DeclaredOption.Members)]
public interface IDeclaresOptions;
