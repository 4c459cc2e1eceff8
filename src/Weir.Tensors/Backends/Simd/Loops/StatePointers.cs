using System.Runtime.CompilerServices;

namespace Weir.Tensors.Backends.Simd;

/// <summary>Where the numbers of an optimizer's memory lie that belong to the weights of a loop; null where the rule has none.</summary>
internal readonly unsafe struct StatePointers(float* first, float* second, float* third)
{
    public StatePointers(in UpdateState state)
        : this(Of(state.First), Of(state.Second), Of(state.Third))
    {
    }

    public float* First { get; } = first;

    public float* Second { get; } = second;

    public float* Third { get; } = third;

    /// <summary>The same from a later weight on.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public StatePointers From(nint offset) => new(Moved(First, offset), Moved(Second, offset), Moved(Third, offset));

    private static float* Of(Storage? state) => state is null ? null : state.Pointer;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float* Moved(float* pointer, nint offset) => pointer is null ? null : pointer + offset;
}
