using System.Runtime.CompilerServices;

namespace Weir.Tensors.Backends.Simd;

/// <summary>
/// A 3×3 kernel whose taps are matrices (channels × units, in the order of <see cref="FirstTap"/> and the steps between taps), brought to
/// the points of Winograd's method: for each point a matrix, cut into panels of units as the tiles of a product read them.
/// </summary>
internal unsafe struct WinogradKernel<TSimd, TVector> : IJob
    where TSimd : struct, ISimd<TVector>
    where TVector : struct
{
    /// <summary>
    /// Rows of a transposed tap that are transposed at a time: with nine taps of three vectors 110 KB of the second-level cache.
    /// </summary>
    private const int TransposedRows = 64;

    /// <summary>Rows of a kernel that are fetched ahead.</summary>
    private const int RowsAhead = 4;

    public MatrixView FirstTap;

    /// <summary>Distance from a tap to the one below, in numbers; negative where the kernel is flipped.</summary>
    public nint Down;

    /// <summary>Distance from a tap to the next of its row.</summary>
    public nint Right;
    public int Channels;
    public int Units;

    /// <summary>As a job: where all panels go, one behind the other.</summary>
    public float* Target;
    public WorkerTeam Team;
    public int Parts;

    /// <summary>Panels of all units.</summary>
    public readonly Partition Panels => Partition.OfAtMost(TileKernel<TSimd, TVector>.Vectors, (Units + TSimd.Count - 1) / TSimd.Count);

    /// <summary>Distance between the points of a panel. The odd line keeps 36 streams off the same set of the cache.</summary>
    public readonly nint Plane(int vectors) => ((nint)Channels * vectors * TSimd.Count) + Storage.Line;

    /// <summary>Numbers that a panel takes.</summary>
    public readonly nint Size(int vectors) => WinogradTransform<TSimd, TVector>.Points * Plane(vectors);

    /// <summary>Numbers that all panels take, and where a panel starts.</summary>
    public readonly nint SizeBefore(int panel)
    {
        nint size = 0;
        for (int p = 0; p < panel; p++)
            size += Size(Panels.Size(p));
        return size;
    }

    public readonly void Execute(int part)
    {
        using Scratch.Frame frame = Team.ScratchOf(part).Open();
        float* transposed = frame.Take(RoomToTranspose);
        for (int p = Panels.Count * part / Parts; p < Panels.Count * (part + 1) / Parts; p++)
            Transform(Panels.Start(p), Panels.Size(p), 0, Channels, Target + SizeBefore(p), Plane(Panels.Size(p)), transposed);
    }

    /// <summary>Room that <see cref="Transform"/> needs.</summary>
    public static nint RoomToTranspose => 9 * TransposedRows * TileKernel<TSimd, TVector>.Vectors * TSimd.Count;

    /// <summary>Some channels of one panel.</summary>
    /// <param name="start">The panel's first vector of units.</param>
    /// <param name="vectors">Vectors of a row.</param>
    /// <param name="firstChannel">The first channel.</param>
    /// <param name="channels">How many.</param>
    /// <param name="target">Point 0 of the first channel.</param>
    /// <param name="plane">Distance between points.</param>
    /// <param name="transposed">Room for <see cref="RoomToTranspose"/>.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public readonly void Transform(int start, int vectors, int firstChannel, int channels, float* target, nint plane, float* transposed)
    {
        nint left = (nint)start * TSimd.Count, width = (nint)vectors * TSimd.Count;
        bool transposes = FirstTap.ColumnStride != 1;
        Partition one = Partition.OfAtMost(vectors, vectors);
        float** taps = stackalloc float*[9];
        for (int done = 0; done < channels; done += TransposedRows)
        {
            int rows = Math.Min(TransposedRows, channels - done);
            for (int tap = 0; tap < 9; tap++)
            {
                MatrixView view = new MatrixView(FirstTap.Data + (tap / 3 * Down) + (tap % 3 * Right), FirstTap.RowStride,
                    FirstTap.ColumnStride).From(firstChannel + done, left);
                taps[tap] = view.Data;
                if (transposes)
                {
                    taps[tap] = transposed + (tap * TransposedRows * width);
                    Packing<TSimd, TVector>.Columns(view, rows, one, (int)Math.Min(width, Units - left), taps[tap]);
                }
            }

            nint rowStride = transposes ? width : FirstTap.RowStride;
            for (nint row = 0; row < rows; row++)
            {
                // Rows of a panel are short and far apart: the processor does not foresee them.
                for (int tap = 0; tap < 9 && !transposes; tap++)
                {
                    for (nint v = 0; v < width; v += TSimd.Count)
                        Prefetch.Near(taps[tap] + ((row + RowsAhead) * rowStride) + v);
                }

                for (nint v = 0; v < width; v += TSimd.Count)
                    WinogradTransform<TSimd, TVector>.Kernel(taps, (row * rowStride) + v, target + ((done + row) * width) + v, plane);
            }
        }
    }
}
