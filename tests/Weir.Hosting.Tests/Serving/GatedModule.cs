using Weir.Nn;
using Weir.Tensors;

namespace Weir.Hosting.Tests.Serving;

/// <summary>A network that notes what comes, waits before a gate, and fails on samples of 1000 and more.</summary>
internal sealed class GatedModule : Module
{
    public const float Poison = 1000;

    private readonly Linear _layer = new(2, 2);

    /// <summary>The first number of each sample, batch by batch.</summary>
    public List<float[]> Batches { get; } = [];

    /// <summary>Counts those that have come to the gate.</summary>
    public SemaphoreSlim Entered { get; } = new(0);

    /// <summary>Lets a batch through for each release; null lets all through.</summary>
    public SemaphoreSlim? Gate { get; set; }

    protected override Tensor Forward(Tensor x)
    {
        float[] all = x.ToArray(), first = [.. all.Where((_, i) => i % 2 == 0)];
        Batches.Add(first);
        Entered.Release();
        Gate?.Wait();
        return first.Any(number => number >= Poison) ? throw new ArithmeticException("too large a number") : _layer.Apply(x);
    }
}
