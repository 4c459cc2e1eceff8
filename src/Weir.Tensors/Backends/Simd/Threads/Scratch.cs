using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Weir.Tensors.Backends.Simd;

/// <summary>
/// Working memory of one thread, handed out and taken back like a stack, so that a kernel may call another that uses the
/// same scratch. It only ever grows; once it is large enough nothing is allocated any more.
/// </summary>
internal sealed unsafe class Scratch
{
    /// <summary>Pieces start on a cache line, and one more line after each may be read.</summary>
    private const int Line = 64;

    private readonly List<float[]> _blocks = [];
    private Top _top;

    /// <summary>Bytes that it holds.</summary>
    public long Bytes => _blocks.Sum(block => (long)block.Length * sizeof(float));

    /// <summary>Opens a frame; what is taken through it goes back when it is disposed.</summary>
    public Frame Open() => new(this);

    private float* Take(nint count)
    {
        nint bytes = ((count * sizeof(float)) + Line + Line - 1) & -Line;
        while (_top.Block < _blocks.Count && _top.Used + bytes > Capacity(_top.Block))
        {
            _top.Block++;
            _top.Used = 0;
        }

        if (_top.Block == _blocks.Count)
        {
            nint wanted = Math.Max(bytes, Total() * 2) + Line;
            _blocks.Add(GC.AllocateUninitializedArray<float>(checked((int)(wanted / sizeof(float))), pinned: true));
            _top.Used = 0;
        }

        float* piece = (float*)((byte*)Start(_top.Block) + _top.Used);
        _top.Used += bytes;
        return piece;
    }

    private void Release(int block, nint used)
    {
        _top.Block = block;
        _top.Used = used;
        if (block == 0 && used == 0 && _blocks.Count > 1)
        {
            // Everything is free: from now on one block holds what took several.
            nint total = Total() + Line;
            _blocks.Clear();
            _blocks.Add(GC.AllocateUninitializedArray<float>(checked((int)(total / sizeof(float))), pinned: true));
        }
    }

    private byte* Start(int block)
    {
        // The array is pinned for life, so its address may be kept.
        nint address = (nint)Unsafe.AsPointer(
            ref MemoryMarshal.GetArrayDataReference(_blocks[block]));
        return (byte*)((address + Line - 1) & -Line);
    }

    private nint Capacity(int block) => (((nint)_blocks[block].Length * sizeof(float)) - Line) & -Line;

    private nint Total()
    {
        nint total = 0;
        for (int i = 0; i < _blocks.Count; i++)
            total += Capacity(i);
        return total;
    }

    /// <summary>Where the next piece begins, on a cache line of its own: what lies beside it belongs to other threads.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 256)]
    private struct Top
    {
        [FieldOffset(128)]
        public int Block;

        [FieldOffset(136)]
        public nint Used;
    }

    /// <summary>A stretch of use of the scratch; frames close in the reverse order of opening.</summary>
    public readonly ref struct Frame
    {
        private readonly Scratch _scratch;
        private readonly int _block;
        private readonly nint _used;

        internal Frame(Scratch scratch)
        {
            _scratch = scratch;
            _block = scratch._top.Block;
            _used = scratch._top.Used;
        }

        /// <summary>
        /// Uninitialised room for <paramref name="count"/> numbers, aligned to 64 bytes; 64 bytes past its end may be read.
        /// </summary>
        public float* Take(nint count) => _scratch.Take(count);

        /// <summary>Gives back what was taken since the frame was opened.</summary>
        public void Dispose() => _scratch.Release(_block, _used);
    }
}
