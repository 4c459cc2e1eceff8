using System.Runtime.InteropServices;

namespace Weir.Bench;

/// <summary>Memory as the engine hands it out: aligned to 64 bytes, readable for 64 bytes past its end.</summary>
internal sealed unsafe class Buffer : IDisposable
{
    public Buffer(int count, Random random)
    {
        Data = (float*)NativeMemory.AlignedAlloc((nuint)(count + 16) * sizeof(float), 64);
        for (int i = 0; i < count + 16; i++)
            Data[i] = (float)((random.NextDouble() * 2) - 1);
    }

    public float* Data { get; private set; }

    public void Dispose()
    {
        NativeMemory.AlignedFree(Data);
        Data = null;
    }
}
