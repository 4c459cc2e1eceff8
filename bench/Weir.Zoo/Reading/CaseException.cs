using Weir.Tensors;

namespace Weir.Zoo;

/// <summary>A case that cannot be read; the message names the case and the field.</summary>
/// <param name="message">What is wrong, where, and what to do.</param>
internal sealed class CaseException(string message) : WeirException(message);
