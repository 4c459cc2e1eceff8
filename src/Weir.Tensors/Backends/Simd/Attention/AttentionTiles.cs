using System.Runtime.CompilerServices;

namespace Weir.Tensors.Backends.Simd;

/// <summary>
/// Attention of one sample and head at a time, in tiles of scores that stay in the first-level cache. Source: Dao et al., "FlashAttention:
/// fast and memory-efficient exact attention", 2022; what a causal mask hides is not worked out.
/// </summary>
internal readonly unsafe ref struct AttentionTiles<TSimd, TVector>
    where TSimd : struct, ISimd<TVector>
    where TVector : struct
{
    /// <summary>
    /// Queries of a tile: few, so that little is worked out beyond a causal mask's diagonal, and four groups of the product's rows.
    /// </summary>
    private const int Queries = 32;

    /// <summary>Keys of a tile: its 32 KB of scores and as many of their gradients are the first-level cache and a little more.</summary>
    private const int Keys = 256;

    /// <summary>Distance between rows of scores: no power of two, whose multiples fall on a few sets of the cache.</summary>
    private const int Pitch = Keys + Storage.Line;

    private readonly Scratch _scratch;
    private readonly AttentionShape _shape;
    private readonly float* _parts, _y, _statistics;

    public AttentionTiles(Scratch scratch, in AttentionShape shape, float* parts, float* y, float* statistics)
    {
        _scratch = scratch;
        _shape = shape;
        _parts = parts;
        _y = y;
        _statistics = statistics;
    }

    /// <summary>The result of one sample and head.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Forward(int unit)
    {
        nint row = _shape.PartsWidth, width = _shape.Width;
        int length = _shape.Length, size = _shape.Size;
        float* q = _parts + PartOf(unit), k = q + width, v = k + width, y = _y + PlaceOf(unit), kept = _statistics + ((nint)unit * length);
        using Scratch.Frame frame = _scratch.Open();
        float* keys = frame.Take((nint)length * size), scores = frame.Take(Queries * Pitch), max = frame.Take(Queries),
            sums = frame.Take(Queries);
        // Keys by columns, so that the product reads them where they are, for all tiles.
        Packing<TSimd, TVector>.RowGroup(new MatrixView(k, row, 1), length, size, keys);
        for (int top = 0; top < length; top += Queries)
        {
            int queries = Math.Min(Queries, length - top), seen = _shape.Seen(top + queries - 1);
            float* target = y + (top * width);
            for (int left = 0; left < seen; left += Keys)
            {
                int columns = Math.Min(Keys, seen - left);
                Multiply(queries, columns, size, new MatrixView(q + (top * row), row, 1), new MatrixView(keys + left, length, 1), scores,
                    Pitch, accumulate: false);
                for (int i = 0; i < queries; i++)
                {
                    PrefetchNext(unit + 1, top + i, null, null);
                    int valid = Math.Clamp(_shape.Seen(top + i) - left, 0, columns);
                    float* line = scores + ((nint)i * Pitch);
                    float most = valid == 0 ? float.NegativeInfinity : AttentionRows<TSimd, TVector>.Max(line, valid) * _shape.Scale;
                    if (left > 0)
                    {
                        // What was summed so far was measured from a smaller maximum.
                        most = MathF.Max(most, max[i]);
                        float shrink = MathF.Exp(max[i] - most);
                        sums[i] *= shrink;
                        ElementLoops<TSimd, TVector>.Linear(target + (i * width), target + (i * width), size, shrink, 0, accumulate: false);
                    }
                    else
                    {
                        sums[i] = 0;
                    }

                    max[i] = most;
                    sums[i] += AttentionRows<TSimd, TVector>.Exponentials(line, valid, columns, _shape.Scale, most);
                }

                Multiply(queries, size, columns, new MatrixView(scores, Pitch, 1), new MatrixView(v + (left * row), row, 1), target, width,
                    accumulate: left > 0);
            }

            for (int i = 0; i < queries; i++)
            {
                ElementLoops<TSimd, TVector>.Linear(target + (i * width), target + (i * width), size, 1 / sums[i], 0, accumulate: false);
                kept[top + i] = max[i] + MathF.Log(sums[i]);
            }
        }
    }

    /// <summary>The gradients of queries, keys and values of one sample and head.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Backward(int unit, float* gradient, float* dParts, bool accumulate)
    {
        nint row = _shape.PartsWidth, width = _shape.Width;
        int length = _shape.Length, size = _shape.Size;
        float* q = _parts + PartOf(unit), k = q + width, v = k + width, kept = _statistics + ((nint)unit * length);
        float* y = _y + PlaceOf(unit), g = gradient + PlaceOf(unit), dq = dParts + PartOf(unit), dk = dq + width, dv = dk + width;
        using Scratch.Frame frame = _scratch.Open();
        float* keys = frame.Take((nint)length * size), values = frame.Take((nint)length * size), weights = frame.Take(Queries * Pitch),
            dScores = frame.Take(Queries * Pitch);
        Packing<TSimd, TVector>.RowGroup(new MatrixView(k, row, 1), length, size, keys);
        Packing<TSimd, TVector>.RowGroup(new MatrixView(v, row, 1), length, size, values);
        // The last queries come first: they see every key, and so give every key its first contribution.
        int last = (length - 1) / Queries * Queries;
        for (int top = last; top >= 0; top -= Queries)
        {
            int queries = Math.Min(Queries, length - top), seen = _shape.Seen(top + queries - 1);
            bool addKeys = accumulate || top < last;
            MatrixView asked = new(q + (top * row), row, 1), arrived = new(g + (top * width), width, 1);
            for (int left = 0; left < seen; left += Keys)
            {
                int columns = Math.Min(Keys, seen - left);
                Multiply(queries, columns, size, asked, new MatrixView(keys + left, length, 1), weights, Pitch, accumulate: false);
                Multiply(queries, columns, size, arrived, new MatrixView(values + left, length, 1), dScores, Pitch, accumulate: false);
                for (int i = 0; i < queries; i++)
                {
                    nint place = (top + i) * width;
                    PrefetchNext(unit + 1, top + i, gradient, dParts);
                    int valid = Math.Clamp(_shape.Seen(top + i) - left, 0, columns);
                    float mean = AttentionRows<TSimd, TVector>.Dot(y + place, g + place, size);
                    AttentionRows<TSimd, TVector>.Gradients(weights + ((nint)i * Pitch), dScores + ((nint)i * Pitch), valid, columns,
                        _shape.Scale, kept[top + i], mean);
                }

                Multiply(columns, size, queries, new MatrixView(weights, 1, Pitch), arrived, dv + (left * row), row, addKeys);
                Multiply(columns, size, queries, new MatrixView(dScores, 1, Pitch), asked, dk + (left * row), row, addKeys);
                Multiply(queries, size, columns, new MatrixView(dScores, Pitch, 1), new MatrixView(k + (left * row), row, 1),
                    dq + (top * row), row, accumulate || left > 0);
            }
        }
    }

    /// <summary>
    /// Fetches what the next head has at a place: runs so short and far apart that no prefetcher of the processor follows them.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void PrefetchNext(int unit, int place, float* gradient, float* dParts)
    {
        nint part = PartOf(unit) + (place * (nint)_shape.PartsWidth), at = PlaceOf(unit) + (place * (nint)_shape.Width);
        for (nint i = 0; i < _shape.Size; i += Storage.Line)
        {
            for (nint j = 0; j < 3; j++)
            {
                Prefetch.Far(_parts + part + (j * _shape.Width) + i);
                if (dParts != null)
                    Prefetch.Far(dParts + part + (j * _shape.Width) + i);
            }

            Prefetch.Far(_y + at + i);
            if (gradient != null)
                Prefetch.Far(gradient + at + i);
        }
    }

    private void Multiply(int m, int n, int k, MatrixView a, MatrixView b, float* c, nint row, bool accumulate) =>
        MatrixProduct<TSimd, TVector>.RunOnThread(_scratch, m, n, k, a, b, c, row, new ProductEpilogue { Accumulate = accumulate });

    private nint PartOf(int unit) =>
        ((nint)(unit / _shape.Heads) * _shape.Length * _shape.PartsWidth) + (unit % _shape.Heads * _shape.Size);

    private nint PlaceOf(int unit) => ((nint)(unit / _shape.Heads) * _shape.Length * _shape.Width) + (unit % _shape.Heads * _shape.Size);
}
