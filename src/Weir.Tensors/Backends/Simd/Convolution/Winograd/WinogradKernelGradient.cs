using System.Runtime.CompilerServices;

namespace Weir.Tensors.Backends.Simd;

/// <summary>
/// The gradient of a 3×3 kernel by Winograd's method, whose derivative it is: dg = Gᵀ·(Σ over tiles of (Bᵀ·d·B) ⊙ (A·δ·Aᵀ))·G. At each
/// of the 36 points the sum is a matrix product with the tiles in its depth. Parts are ranges of units; where the sums are small they
/// are ranges of tiles, whose sums are then added up in the order of the parts.
/// </summary>
internal unsafe struct WinogradKernelGradient<TSimd, TVector> : IJob
    where TSimd : struct, ISimd<TVector>
    where TVector : struct
{
    /// <summary>Sums of up to so many numbers (2.4 MB) are kept by each thread while it goes through its tiles.</summary>
    private const int SharedEntries = 600_000;

    /// <summary>
    /// Numbers of a block of pixels and δ at their points, 1.2 MB; each block reads and writes all sums, so it is not smaller.
    /// </summary>
    private const int BlockEntries = 300_000;

    private const int LeastTiles = 32, MostTiles = WinogradTiles.MostTiles;

    /// <summary>
    /// Channels whose sums are worked out together: with three vectors of units 442 KB, half of a second-level cache of 1 MB.
    /// </summary>
    private const int ChunkRows = 64;

    /// <summary>
    /// Tiles whose products are summed before they are added to the sums so far: short chains, since what is brought back takes differences
    /// and shows their rounding (measured).
    /// </summary>
    private const int ChainTiles = 16;

    public WorkerTeam Team;
    public ImageWalk Walk;
    public float* Delta;

    /// <summary>Distance between pixels of δ and between rows of dw: all output channels.</summary>
    public int DeltaPitch;
    public int Units;
    public float* Target;
    public bool Accumulate;

    private float* _sums;
    private int _tileParts;
    private int _unitParts;
    private bool _adding;

    private static nint ChunkPlane => (ChunkRows * TileKernel<TSimd, TVector>.Vectors * TSimd.Count) + Storage.Line;

    private static nint ChunkSize => WinogradTransform<TSimd, TVector>.Points * ChunkPlane;

    private readonly int Chunks => (Walk.Channels + ChunkRows - 1) / ChunkRows;

    /// <summary>Works the gradient out on up to so many threads.</summary>
    public void Run(int parts)
    {
        using Scratch.Frame frame = Team.ScratchOf(0).Open();
        int tiles = new WinogradTiles(Walk).Count;
        Partition panels = PanelsOf(Partition.Into(1, Vectors).Size(0));
        nint size = panels.Count * Chunks * ChunkSize;
        bool byTiles = parts > 1 && size <= SharedEntries && tiles >= parts * LeastTiles;
        (_tileParts, _unitParts) = byTiles ? (parts, 1) : (1, parts);
        if (byTiles)
            _sums = frame.Take(parts * size);
        Team.Run(this, parts);
        if (!byTiles)
            return;
        _adding = true;
        Team.Run(this, parts);
    }

    private readonly int Vectors => (Units + TSimd.Count - 1) / TSimd.Count;

    public readonly void Execute(int part)
    {
        if (_adding)
            AddUp(part);
        else
            Multiply(part);
    }

    private static Partition PanelsOf(int vectors) => Partition.OfAtMost(TileKernel<TSimd, TVector>.Vectors, vectors);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly void Multiply(int part)
    {
        WinogradTiles tiles = new(Walk);
        Partition shares = Partition.Into(_tileParts, tiles.Count), vectors = Partition.Into(_unitParts, Vectors);
        int share = part / _unitParts, unitShare = part % _unitParts, start = shares.Start(share), end = start + shares.Size(share);
        Partition panels = PanelsOf(vectors.Size(unitShare));
        if (panels.Count == 0)
            return;

        int leftVector = vectors.Start(unitShare);
        nint left = (nint)leftVector * TSimd.Count, units = Math.Min((nint)vectors.Size(unitShare) * TSimd.Count, Units - left);
        int points = WinogradTransform<TSimd, TVector>.Points;
        int most = _tileParts > 1 ? Math.Clamp(BlockEntries / (points * (Walk.Channels + Units)), LeastTiles, MostTiles) : MostTiles;
        Partition blocks = Partition.OfAtMost(most, end - start);
        nint row = (Walk.Channels + TSimd.Count - 1) / TSimd.Count * TSimd.Count, width = (nint)vectors.Size(unitShare) * TSimd.Count;
        nint plane = (blocks.Size(0) * row) + Storage.Line, deltaPlane = (blocks.Size(0) * width) + Storage.Line;
        using Scratch.Frame frame = Team.ScratchOf(part).Open();
        float* half = frame.Take(WinogradTransform<TSimd, TVector>.HalfSize), taps = frame.Take(9 * TSimd.Count);
        float* data = frame.Take(points * plane), delta = frame.Take(points * deltaPlane);
        // With one block the sums of a chunk are done when the next begins.
        nint next = blocks.Count > 1 || _tileParts > 1 ? ChunkSize : 0;
        float* sums = _tileParts > 1 ? _sums + (share * panels.Count * Chunks * ChunkSize)
            : frame.Take(next == 0 ? ChunkSize : panels.Count * Chunks * ChunkSize);
        nint zerosLength = WinogradTiles.ZerosOf(Math.Max(Walk.Pitch, DeltaPitch));
        float* zeros = frame.Take(zerosLength);
        new Span<float>(zeros, (int)zerosLength).Clear();

        float** rows = stackalloc float*[WinogradTransform<TSimd, TVector>.Inputs];
        for (int b = 0; b < blocks.Count; b++)
        {
            int first = start + blocks.Start(b), count = blocks.Size(b);
            for (int t = 0; t < count; t++)
            {
                (int from, int to) = tiles.Pixels(first + t, zeros, rows);
                WinogradTransform<TSimd, TVector>.Data(rows, from, to, Walk.Pitch, Walk.Channels, half, data + (t * row), plane);
                int columns = tiles.Gradients(first + t, Delta + left, DeltaPitch, zeros, rows);
                WinogradTransform<TSimd, TVector>.Gradients(rows, columns, DeltaPitch, units, half, delta + (t * width), deltaPlane);
            }

            float* chunkSums = sums;
            for (int p = 0; p < panels.Count; p++)
            {
                for (int chunk = 0; chunk < Chunks; chunk++, chunkSums += next)
                {
                    Add(data + (chunk * ChunkRows), row, plane, delta + (panels.Start(p) * TSimd.Count), width, deltaPlane, count, chunk,
                        panels.Size(p), chunkSums, b > 0);
                    if (b == blocks.Count - 1 && _tileParts == 1)
                        Finish(chunkSums, 1, 0, chunk, leftVector + panels.Start(p), panels.Size(p), half, taps);
                }
            }
        }
    }

    /// <summary>The products at all points for one panel of units and one chunk of channels.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly void Add(float* data, nint row, nint plane, float* delta, nint width, nint deltaPlane, int count, int chunk,
        int vectors, float* sums, bool load)
    {
        Partition groups = Partition.OfAtMost(TileKernel<TSimd, TVector>.Rows, Math.Min(ChunkRows, Walk.Channels - (chunk * ChunkRows)));
        TileTask task = default;
        (task.Segments, task.AStep, task.ARow) = (1, row, 1);
        task.BStep = width;
        task.CRow = vectors * TSimd.Count;
        task.Last = TSimd.Count;
        Partition chains = Partition.OfAtMost(ChainTiles, count);
        for (int point = 0; point < WinogradTransform<TSimd, TVector>.Points; point++)
        {
            for (int chain = 0; chain < chains.Count; chain++)
            {
                nint first = chains.Start(chain);
                task.Run = chains.Size(chain);
                task.Load = load || chain > 0;
                task.B = delta + (point * deltaPlane) + (first * width);
                for (int g = 0; g < groups.Count; g++)
                {
                    task.A = data + (point * plane) + (first * row) + groups.Start(g);
                    task.C = sums + (point * ChunkPlane) + (groups.Start(g) * task.CRow);
                    Tiles<TSimd, TVector>.Run(groups.Size(g), vectors, task);
                }
            }
        }
    }

    /// <summary>Where each part summed over tiles of its own: the parts' sums together, the chunks shared out.</summary>
    private readonly void AddUp(int part)
    {
        Partition panels = PanelsOf(Vectors);
        using Scratch.Frame frame = Team.ScratchOf(part).Open();
        float* half = frame.Take(WinogradTransform<TSimd, TVector>.HalfSize), taps = frame.Take(9 * TSimd.Count);
        int all = panels.Count * Chunks;
        // Rows of a chunk are shared out: there may be a single chunk.
        for (int unit = 0; unit < all; unit++)
            Finish(_sums + (unit * ChunkSize), _tileParts, all * ChunkSize, unit % Chunks, panels.Start(unit / Chunks),
                panels.Size(unit / Chunks), half, taps, part);
    }

    /// <summary>Brings the sums of a chunk back to the taps of the kernel.</summary>
    /// <param name="sums">The first part's.</param>
    /// <param name="copies">Parts whose sums are added.</param>
    /// <param name="distance">From one part's to the next's.</param>
    /// <param name="chunk">Which channels.</param>
    /// <param name="panelStart">The panel's first vector.</param>
    /// <param name="vectors">Its vectors.</param>
    /// <param name="half">Room for a half transform.</param>
    /// <param name="taps">Room for nine vectors.</param>
    /// <param name="part">With copies: the share of the rows to do.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly void Finish(float* sums, int copies, nint distance, int chunk, int panelStart, int vectors, float* half, float* taps,
        int part = 0)
    {
        nint width = (nint)vectors * TSimd.Count, left = (nint)panelStart * TSimd.Count;
        int rows = Math.Min(ChunkRows, Walk.Channels - (chunk * ChunkRows));
        nint tap = (nint)Walk.Channels * DeltaPitch;
        for (int r = rows * part / copies; r < rows * (part + 1) / copies; r++)
        {
            float* target = Target + ((((nint)chunk * ChunkRows) + r) * DeltaPitch) + left;
            for (nint v = 0; v < width; v += TSimd.Count)
            {
                float* here = sums + (r * width) + v;
                for (int copy = 1; copy < copies; copy++)
                {
                    for (nint point = 0; point < WinogradTransform<TSimd, TVector>.Points; point++)
                    {
                        float* at = here + (point * ChunkPlane);
                        TSimd.Store(at, TSimd.Add(TSimd.Load(at), TSimd.Load(at + (copy * distance))));
                    }
                }

                WinogradTransform<TSimd, TVector>.KernelGradients(here, ChunkPlane, half, taps);
                for (nint i = 0; i < 9; i++)
                {
                    float* to = target + (i * tap) + v;
                    TVector value = TSimd.Load(taps + (i * TSimd.Count));
                    if (Accumulate)
                        value = TSimd.Add(value, TSimd.Load(to));
                    if (Units - left - v >= TSimd.Count)
                        TSimd.Store(to, value);
                    else
                        TSimd.StoreFirst(to, value, (int)(Units - left - v));
                }
            }
        }
    }
}
