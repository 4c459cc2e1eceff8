namespace Weir.Tensors;

/// <summary>
/// Keeps memory alive until the end of the block that declares it with <c>using</c>. Kernels work on pointers, which the collector does
/// not see: without this it could take memory away that nobody refers to any more but the kernel that runs.
/// </summary>
internal readonly ref struct KeptAlive(
    Storage? first, Storage? second = null, Storage? third = null, Storage? fourth = null, Storage? fifth = null, Storage? sixth = null,
    Storage? seventh = null, Storage? eighth = null)
{
    private readonly Storage? _first = first, _second = second, _third = third, _fourth = fourth, _fifth = fifth, _sixth = sixth,
        _seventh = seventh, _eighth = eighth;

    /// <summary>The end of the block: up to here the collector sees a reference to each.</summary>
    public void Dispose()
    {
        GC.KeepAlive(_first);
        GC.KeepAlive(_second);
        GC.KeepAlive(_third);
        GC.KeepAlive(_fourth);
        GC.KeepAlive(_fifth);
        GC.KeepAlive(_sixth);
        GC.KeepAlive(_seventh);
        GC.KeepAlive(_eighth);
    }
}
