namespace Weir.Tensors.Backends.Simd;

/// <summary>
/// Which taps of a kernel the pixels of an image meet along one axis, by their place within a stride: pixel p met tap t of output o
/// where o·stride − padding + t·dilation = p.
/// </summary>
internal readonly struct Phases
{
    private readonly int _stride;
    private readonly int _dilation;
    private readonly int _divisor;

    private Phases(int stride, int dilation)
    {
        _stride = stride;
        _dilation = dilation;
        int a = stride, b = dilation;
        while (b != 0)
            (a, b) = (b, a % b);
        _divisor = a;
    }

    public static Phases Of(int stride, int dilation) => new(stride, dilation);

    /// <summary>Whether some pixels meet no tap of a kernel of this length.</summary>
    public bool AnyEmpty(int kernel) => _divisor > 1 || kernel < _stride;

    /// <summary>The phase of the pixels first, first + stride, …</summary>
    /// <param name="first">The first pixel, below the stride.</param>
    /// <param name="length">Pixels of the axis.</param>
    /// <param name="kernel">Taps of the axis.</param>
    /// <param name="padding">Zeros before the first pixel.</param>
    public Phase Axis(int first, int length, int kernel, int padding)
    {
        int tapStep = _stride / _divisor, taps = 0, lastTap = 0;
        for (int tap = 0; tap < kernel; tap++)
        {
            if ((first + padding - (tap * _dilation)) % _stride != 0)
                continue;
            taps++;
            lastTap = tap;
        }

        // The last tap meets the output that lies furthest to the front.
        int start = taps == 0 ? 0 : (first + padding - (lastTap * _dilation)) / _stride;
        return new Phase(taps, lastTap, tapStep, start, _dilation / _divisor, (length - first + _stride - 1) / _stride);
    }

    /// <summary>One phase.</summary>
    /// <param name="Taps">Taps that it meets.</param>
    /// <param name="LastTap">The last of them.</param>
    /// <param name="TapStep">From one to the next in the kernel.</param>
    /// <param name="Start">The output at which its first pixel meets the last tap; may lie outside.</param>
    /// <param name="Step">Outputs from one tap to the one before it.</param>
    /// <param name="Count">Its pixels.</param>
    public readonly record struct Phase(int Taps, int LastTap, int TapStep, int Start, int Step, int Count);
}
