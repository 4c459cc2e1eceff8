namespace Weir.Hosting;

/// <summary>How a batch of requests went.</summary>
/// <param name="Requests">Requests that went through the network together.</param>
/// <param name="Ended">When it was over.</param>
/// <param name="Took">How long the network took.</param>
/// <param name="Failed">Requests of it that had no result: each was tried alone as well.</param>
public sealed record BatchReport(int Requests, DateTimeOffset Ended, TimeSpan Took, int Failed);
