using System.Runtime.CompilerServices;

namespace Weir.Tensors.Backends.Simd;

/// <summary>
/// A convolution with 3×3 taps and stride 1 by Winograd's method: pixels and kernel are brought to 36 points, at each of them a
/// matrix product is made, and the sums are brought back. A thread works through its tiles block by block, so that a block's points
/// stay in its caches; parts are ranges of tiles, or of units where a kernel is large and tiles are few.
/// </summary>
internal unsafe struct WinogradProduct<TSimd, TVector> : IJob
    where TSimd : struct, ISimd<TVector>
    where TVector : struct
{
    /// <summary>A kernel of up to so many numbers at its points (2.4 MB) is transformed once and stays in the third-level cache.</summary>
    private const int SharedEntries = 600_000;

    /// <summary>
    /// Numbers of a block of pixels and sums at their points: 590 KB, half of a second-level cache of 1 MB, beside a shared kernel…
    /// </summary>
    private const int BlockEntries = 150_000;

    /// <summary>… or 4.7 MB of a third-level cache, where each block transforms the kernel again and has to be worth it.</summary>
    private const int LargeBlockEntries = 1_200_000;

    private const int LeastTiles = 16, MostTiles = WinogradTiles.MostTiles;

    /// <summary>
    /// Channels whose products are summed before they are added to the sums so far: short chains, since what is brought back takes
    /// differences and shows their rounding (measured).
    /// </summary>
    private const int ChainChannels = 128;

    /// <summary>
    /// Channels of a kernel that are transformed when their turn comes: at three vectors of units 442 KB, half of a second-level cache of 1
    /// MB.
    /// </summary>
    private const int ChunkChannels = 64;

    public WorkerTeam Team;
    public ImageWalk Walk;
    public WinogradKernel<TSimd, TVector> Kernel;

    /// <summary>The first output, and the distances between samples, rows and pixels of outputs.</summary>
    public float* Target;
    public nint TargetSample;
    public nint TargetRow;
    public nint TargetPixel;
    public ProductEpilogue Epilogue;

    private float* _shared;
    private int _tileParts;
    private int _unitParts;

    /// <summary>Makes the convolution on up to so many threads.</summary>
    public void Run(int parts)
    {
        using Scratch.Frame frame = Team.ScratchOf(0).Open();
        int tiles = new WinogradTiles(Walk).Count;
        nint size = Kernel.SizeBefore(Kernel.Panels.Count);
        if (size <= SharedEntries)
        {
            Kernel.Team = Team;
            Kernel.Parts = parts;
            Kernel.Target = _shared = frame.Take(size);
            Team.Run(Kernel, parts);
        }

        // Cutting the tiles, each part transforms the whole kernel once a block; cutting the units, all pixels. A vector of
        // the kernel costs about two thirds of one of pixels.
        int blocks = (tiles + (BlockOfTiles * parts) - 1) / (BlockOfTiles * parts);
        bool byUnits = _shared == null && 2L * Kernel.Units * blocks > 3L * tiles;
        (_tileParts, _unitParts) = byUnits ? (1, parts) : (parts, 1);
        Team.Run(this, parts);
    }

    private readonly int BlockOfTiles
    {
        get
        {
            int entries = WinogradTransform<TSimd, TVector>.Points * (Walk.Channels + (TileKernel<TSimd, TVector>.Vectors * TSimd.Count));
            return Math.Clamp((_shared == null ? LargeBlockEntries : BlockEntries) / entries & -TileKernel<TSimd, TVector>.Rows, LeastTiles,
                MostTiles);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public readonly void Execute(int part)
    {
        WinogradTiles tiles = new(Walk);
        Partition shares = Partition.Into(_tileParts, tiles.Count),
            vectors = Partition.Into(_unitParts, (Kernel.Units + TSimd.Count - 1) / TSimd.Count);
        int share = part / _unitParts, unitShare = part % _unitParts, start = shares.Start(share), end = start + shares.Size(share);
        Partition panels = Partition.OfAtMost(TileKernel<TSimd, TVector>.Vectors, vectors.Size(unitShare));
        if (start == end || panels.Count == 0)
            return;

        Partition blocks = Partition.OfAtMost(BlockOfTiles, end - start);
        nint row = (Walk.Channels + TSimd.Count - 1) / TSimd.Count * TSimd.Count;
        nint plane = (blocks.Size(0) * row) + Storage.Line,
            sumsPlane = ((nint)blocks.Size(0) * panels.Size(0) * TSimd.Count) + Storage.Line;
        using Scratch.Frame frame = Team.ScratchOf(part).Open();
        float* half = frame.Take(WinogradTransform<TSimd, TVector>.HalfSize);
        float* outputs = frame.Take(WinogradTransform<TSimd, TVector>.Outputs * WinogradTransform<TSimd, TVector>.Outputs * panels.Size(0)
            * TSimd.Count);
        float* data = frame.Take(WinogradTransform<TSimd, TVector>.Points * plane),
            sums = frame.Take(WinogradTransform<TSimd, TVector>.Points * sumsPlane);
        nint ownPlane = (ChunkChannels * panels.Size(0) * TSimd.Count) + Storage.Line;
        float* own = _shared == null ? frame.Take(WinogradTransform<TSimd, TVector>.Points * ownPlane) : null, transposed = _shared == null
            ? frame.Take(WinogradKernel<TSimd, TVector>.RoomToTranspose) : null;
        nint zerosLength = WinogradTiles.ZerosOf(Walk.Pitch);
        float* zeros = frame.Take(zerosLength);
        new Span<float>(zeros, (int)zerosLength).Clear();

        float** rows = stackalloc float*[WinogradTransform<TSimd, TVector>.Inputs];
        for (int b = 0; b < blocks.Count; b++)
        {
            int first = start + blocks.Start(b), count = blocks.Size(b);
            for (int t = 0; t < count; t++)
            {
                (int left, int right) = tiles.Pixels(first + t, zeros, rows);
                WinogradTransform<TSimd, TVector>.Data(rows, left, right, Walk.Pitch, Walk.Channels, half, data + (t * row), plane);
            }

            for (int p = 0; p < panels.Count; p++)
            {
                int panelStart = vectors.Start(unitShare) + panels.Start(p), width = panels.Size(p);
                Partition chains = Partition.OfAtMost(_shared == null ? ChunkChannels : ChainChannels, Walk.Channels);
                for (int chain = 0; chain < chains.Count; chain++)
                {
                    int channel = chains.Start(chain), depth = chains.Size(chain);
                    nint kernelPlane = _shared == null ? ownPlane : Kernel.Plane(width);
                    float* kernel = _shared == null ? own : _shared + Kernel.SizeBefore(p) + ((nint)channel * width * TSimd.Count);
                    if (_shared == null)
                        Kernel.Transform(panelStart, width, channel, depth, own, ownPlane, transposed);
                    Multiply(data + channel, row, plane, count, depth, kernel, kernelPlane, width, sums, sumsPlane, channel > 0);
                }

                for (int t = 0; t < count; t++)
                    Finish(tiles, first + t, panelStart, width, sums + ((nint)t * width * TSimd.Count), sumsPlane, half, outputs);
            }
        }
    }

    /// <summary>The products at all points for one panel of units and some channels.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Multiply(float* data, nint row, nint plane, int count, int channels, float* kernel, nint kernelPlane, int vectors,
        float* sums, nint sumsPlane, bool load)
    {
        Partition groups = Partition.OfAtMost(TileKernel<TSimd, TVector>.Rows, count);
        TileTask task = default;
        (task.Run, task.Segments, task.AStep, task.ARow) = (channels, 1, 1, row);
        task.BStep = task.CRow = vectors * TSimd.Count;
        (task.Last, task.Load) = (TSimd.Count, load);
        for (int point = 0; point < WinogradTransform<TSimd, TVector>.Points; point++)
        {
            task.B = kernel + (point * kernelPlane);
            for (int g = 0; g < groups.Count; g++)
            {
                task.A = data + (point * plane) + (groups.Start(g) * row);
                task.C = sums + (point * sumsPlane) + (groups.Start(g) * task.CRow);
                Tiles<TSimd, TVector>.Run(groups.Size(g), vectors, task);
            }
        }
    }

    /// <summary>Brings one tile's sums back, and to where the outputs belong.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly void Finish(in WinogradTiles tiles, int tile, int panelStart, int vectors, float* sums, nint plane, float* half,
        float* outputs)
    {
        nint width = (nint)vectors * TSimd.Count, left = (nint)panelStart * TSimd.Count, units = Math.Min(width, Kernel.Units - left);
        (int sample, int row, int column) = tiles.Place(tile);
        float* target = Target + (sample * TargetSample) + (row * TargetRow) + (column * TargetPixel) + left;
        int rows = Math.Min(WinogradTransform<TSimd, TVector>.Outputs, Walk.Rows - row),
            columns = Math.Min(WinogradTransform<TSimd, TVector>.Outputs, Walk.Columns - column);
        bool plain = Epilogue.Activation == null;
        bool direct = plain && !Epilogue.Accumulate && units == width && rows == WinogradTransform<TSimd, TVector>.Outputs
            && columns == WinogradTransform<TSimd, TVector>.Outputs;
        for (nint v = 0; v < width; v += TSimd.Count)
        {
            TVector bias = Epilogue.Bias == null ? TSimd.Zero : TSimd.Load(Epilogue.Bias + left + v);
            if (direct)
                WinogradTransform<TSimd, TVector>.Sums(sums + v, plane, bias, half, target + v, TargetPixel, TargetRow);
            else
                WinogradTransform<TSimd, TVector>.Sums(sums + v, plane, bias, half, outputs + v, width,
                    WinogradTransform<TSimd, TVector>.Outputs * width);
        }

        if (direct)
            return;
        for (int i = 0; i < rows && (plain || Epilogue.Accumulate); i++)
        {
            for (int j = 0; j < columns; j++)
            {
                float* from = outputs + (((i * WinogradTransform<TSimd, TVector>.Outputs) + j) * width),
                    to = target + (i * TargetRow) + (j * TargetPixel);
                for (nint v = 0; v < units; v += TSimd.Count)
                {
                    TVector value = TSimd.Load(from + v);
                    if (Epilogue.Accumulate)
                        value = TSimd.Add(value, TSimd.Load(to + v));
                    Store(plain ? to + v : from + v, value, plain ? units - v : width);
                }
            }
        }

        if (plain)
            return;
        // The function takes all outputs of the tile in one call.
        Epilogue.Activation(outputs, WinogradTransform<TSimd, TVector>.Outputs * WinogradTransform<TSimd, TVector>.Outputs * width,
            Epilogue.Parameter);
        for (int i = 0; i < rows; i++)
        {
            for (int j = 0; j < columns; j++)
            {
                float* from = outputs + (((i * WinogradTransform<TSimd, TVector>.Outputs) + j) * width),
                    to = target + (i * TargetRow) + (j * TargetPixel);
                for (nint v = 0; v < units; v += TSimd.Count)
                    Store(to + v, TSimd.Load(from + v), units - v);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(float* target, TVector value, nint left)
    {
        if (left >= TSimd.Count)
            TSimd.Store(target, value);
        else
            TSimd.StoreFirst(target, value, (int)left);
    }
}
