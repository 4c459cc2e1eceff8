using Weir.Tensors.Backends;

namespace Weir.Nn.Tests;

/// <summary>The backends that networks are tested on, by a name for theories.</summary>
internal static class TestBackends
{
    public static TheoryData<string> Names => ["reference", "simd 1", "simd 2"];

    public static Backend Create(string name) =>
        name == "reference" ? new ReferenceBackend()
            : SimdBackend.Create(new SimdOptions { Threads = int.Parse(name[^1..], null), Grain = 1024 });
}
