namespace Weir.TorchSharp.Tests;

/// <summary>A test that needs libtorch; it is skipped by name where that cannot be loaded.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class LibtorchFactAttribute : FactAttribute
{
    public LibtorchFactAttribute() => Skip = Libtorch.Missing;
}
