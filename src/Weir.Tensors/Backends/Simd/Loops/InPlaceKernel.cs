namespace Weir.Tensors.Backends.Simd;

/// <summary>The kernel that applies a function of each entry in place.</summary>
/// <param name="kernel">It: (first entry, count, the number that the function takes). It reads and writes whole vectors.</param>
internal readonly unsafe struct InPlaceKernel(delegate*<float*, nint, float, void> kernel)
{
    /// <summary>It, for memory that is padded.</summary>
    public delegate*<float*, nint, float, void> Pointer => kernel;

    /// <summary>Applies it to memory that need not be padded; nothing is allocated.</summary>
    public void Run(Span<float> values, float parameter)
    {
        int whole = values.Length & -Storage.Line;
        fixed (float* first = values)
            kernel(first, whole, parameter);
        if (whole == values.Length)
            return;
        // The kernel reads whole vectors, which nobody's memory may lie behind.
        Span<float> rest = values[whole..];
        float* line = stackalloc float[Storage.Line];
        Span<float> copy = new(line, Storage.Line);
        rest.CopyTo(copy);
        copy[rest.Length..].Fill(rest[0]);
        kernel(line, Storage.Line, parameter);
        copy[..rest.Length].CopyTo(rest);
    }
}
