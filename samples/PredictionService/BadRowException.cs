namespace Samples.Serving;

/// <summary>What was sent is no row that the network could take. The message says what is wrong with it.</summary>
internal sealed class BadRowException(string message, Exception? cause = null) : Exception(message, cause);
