using System.Numerics.Tensors;
using Weir.Tensors.Backends.Simd;

namespace Weir.Tensors.Backends;

internal sealed unsafe partial class SimdBackend<TSimd, TVector>
{
    internal override void Normalize(in NormalizationShape s, Storage x, Storage? scale, Storage? shift, Storage y, Storage statistics,
        float epsilon, bool centred)
    {
        using KeptAlive alive = new(x, scale, shift, y, statistics);
        if (s.Size == 0)
            return;
        if (s.Inner == 1 && centred)
        {
            NormalizeColumns<IdentityOperator>(s, x, scale, shift, y, statistics, epsilon, 0);
            return;
        }

        int parts = NormalizationParts(s);
        Team.Run(new NormalizeJob(s, x.Pointer, PointerOf(scale), PointerOf(shift), y.Pointer, statistics.Pointer, epsilon, centred, parts),
            parts);
    }

    internal override void NormalizeBackward(
        in NormalizationShape s, Storage x, Storage? scale, Storage statistics, Storage gradient, Storage? dx, bool addX, Storage? dScale,
            bool addScale, Storage? dShift, bool addShift, bool centred)
    {
        using KeptAlive alive = new(x, scale, statistics, gradient, dx, dScale, dShift);
        if (s.Inner == 1 && centred)
        {
            NormalizeColumnsBackward<IdentityOperator>(s, x, scale, null, statistics, gradient, dx, addX, dScale, addScale, dShift,
                addShift, 0);
            return;
        }

        if (s.Size == 0)
        {
            if (!addScale)
                dScale?.Span(s.Channels).Clear();
            if (!addShift)
                dShift?.Span(s.Channels).Clear();
            return;
        }

        int parts = NormalizationParts(s);
        if (s is { Count: 1, Groups: 1 })
        {
            NormalizeRowsBackward(s, x, scale, statistics, gradient, dx, addX, dScale, addScale, dShift, addShift, centred,
                Math.Min(parts, s.Outer));
            return;
        }

        Team.Run(
            new NormalizeBackwardJob(s, x.Pointer, PointerOf(scale), statistics.Pointer, gradient.Pointer, PointerOf(dx), addX,
                PointerOf(dScale), addScale, PointerOf(dShift), addShift, centred, parts),
            parts);
    }

    /// <summary>
    /// Layer and RMS norm: each thread takes a range of rows and sums up scale and shift for it; the sums are added in the order of the
    /// ranges.
    /// </summary>
    private void NormalizeRowsBackward(
        in NormalizationShape s, Storage x, Storage? scale, Storage statistics, Storage gradient, Storage? dx, bool addX, Storage? dScale,
            bool addScale, Storage? dShift, bool addShift, bool centred, int parts)
    {
        // A row of sums each, ended by a whole line, so that threads share none.
        int pitch = (s.Inner + (2 * Storage.Line) - 1) & -Storage.Line, entries = 2 * parts * pitch;
        using Scratch.Frame frame = Team.ScratchOf(0).Open();
        float* sums = frame.Take(entries);
        Team.Run(new NormalizeRowsBackwardJob(s, x.Pointer, PointerOf(scale), statistics.Pointer, gradient.Pointer, PointerOf(dx), addX,
            centred, sums, pitch, parts), parts);
        Span<float> all = new(sums, entries);
        for (int which = 0; which < 2; which++)
        {
            if ((which == 0 ? dScale : dShift) is not { } target)
                continue;
            Span<float> to = target.Span(s.Inner);
            for (int part = 0; part < parts; part++)
            {
                ReadOnlySpan<float> from = all.Slice(((2 * part) + which) * pitch, s.Inner);
                if (part > 0 || (which == 0 ? addScale : addShift))
                    TensorPrimitives.Add(to, from, to);
                else
                    from.CopyTo(to);
            }
        }
    }

    private int NormalizationParts(in NormalizationShape s) =>
        Math.Max(1, Math.Min(Parts(s.Size), s.Inner == 1 ? (s.Groups + Storage.Line - 1) / Storage.Line : s.Outer * s.Groups));

    private static float* PointerOf(Storage? storage) => storage is null ? null : storage.Pointer;

    /// <summary>Channels of a part, on whole cache lines.</summary>
    private static (nint First, nint End) Channels(int channels, int part, int parts)
    {
        int lines = (channels + Storage.Line - 1) / Storage.Line;
        return (lines * part / parts * Storage.Line, Math.Min(channels, lines * (part + 1) / parts * Storage.Line));
    }

    private readonly struct NormalizeJob(NormalizationShape s, float* x, float* scale, float* shift, float* y, float* statistics,
        float epsilon, bool centred, int parts) : IJob
    {
        public void Execute(int part)
        {
            int units = s.Outer * s.Groups;
            for (int unit = (int)((long)units * part / parts); unit < (int)((long)units * (part + 1) / parts); unit++)
                RowNormalization<TSimd, TVector>.Forward(s, unit, x, scale, shift, y, statistics, epsilon, centred);
        }
    }

    private readonly struct NormalizeRowsBackwardJob(
        NormalizationShape s, float* x, float* scale, float* statistics, float* g, float* dx, bool addX, bool centred, float* sums,
            nint pitch, int parts) : IJob
    {
        public void Execute(int part)
        {
            float* scales = sums + (2 * part * pitch), shifts = scales + pitch;
            new Span<float>(scales, (int)(2 * pitch)).Clear();
            nint rows = s.Outer;
            RowNormalization<TSimd, TVector>.BackwardRows(s, rows * part / parts, rows * (part + 1) / parts, x, scale, statistics, g, dx,
                addX, centred, scales, shifts);
        }
    }

    private readonly struct NormalizeBackwardJob(
        NormalizationShape s, float* x, float* scale, float* statistics, float* g, float* dx, bool addX, float* dScale, bool addScale,
            float* dShift, bool addShift, bool centred, int parts) : IJob
    {
        public void Execute(int part)
        {
            (nint first, nint end) = Channels(s.Channels, part, parts);
            int units = s.Outer * s.Groups;
            for (int unit = (int)((long)units * part / parts); unit < (int)((long)units * (part + 1) / parts) && dx != null; unit++)
                RowNormalization<TSimd, TVector>.Backward(s, unit, x, scale, statistics, g, dx, addX, centred);
            if (dScale != null || dShift != null)
                RowNormalization<TSimd, TVector>.Parameters(s, first, end, x, statistics, g, dScale, addScale, dShift, addShift);
        }
    }
}
