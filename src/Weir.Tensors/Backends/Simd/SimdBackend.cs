using System.Runtime.Intrinsics;
using Weir.Tensors.Backends.Simd;

namespace Weir.Tensors.Backends;

/// <summary>How a <see cref="SimdBackend"/> computes.</summary>
public sealed record SimdOptions
{
    /// <summary>The most threads: more than any machine has processors, and few enough to be started.</summary>
    public const int MostThreads = 1024;

    /// <summary>
    /// Threads that compute, the caller's included: 1 to <see cref="MostThreads"/>. Default: the number of processors, at most 8.
    /// </summary>
    public int Threads { get; init; } = Math.Clamp(Environment.ProcessorCount, 1, 8);

    /// <summary>Entries of cheap work for each thread below which another thread is not asked; tests make it small.</summary>
    internal int Grain { get; init; } = WorkerTeam.DefaultGrain;

    /// <summary>Whether convolutions may be made by Winograd's method; tests compare it with the direct sum.</summary>
    internal bool Winograd { get; init; } = true;

    /// <summary>The width of the vectors. Default: the widest that the processor runs; a wider one is refused.</summary>
    public VectorWidth Width { get; init; } = VectorWidths.Widest;
}

/// <summary>
/// Vectors and threads. The same seed gives the same bits on the same machine with the same options: work is split
/// statically and every sum has a fixed order.
/// </summary>
public abstract class SimdBackend : Backend, IDisposable
{
    private protected SimdBackend(SimdOptions options)
    {
        Team = new WorkerTeam(options.Threads, options.Grain);
        Width = options.Width;
    }

    /// <inheritdoc/>
    public override string Name => $"simd {(int)Width} bits, {(Threads == 1 ? "1 thread" : $"{Threads} threads")}";

    /// <inheritdoc/>
    public override int Threads => Team.Threads;

    /// <summary>The width of the vectors.</summary>
    public VectorWidth Width { get; }

    /// <summary>Bytes that its kernels have taken to work on, kept from call to call.</summary>
    public long WorkingBytes => Team.ScratchBytes;

    internal WorkerTeam Team { get; }

    /// <summary>Starts the backend and its threads.</summary>
    /// <param name="options">Threads and width; default <see cref="SimdOptions"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">Fewer than one thread, or more than <see cref="SimdOptions.MostThreads"/>.</exception>
    /// <exception cref="PlatformNotSupportedException">The processor does not run that width.</exception>
    public static SimdBackend Create(SimdOptions? options = null)
    {
        options ??= new SimdOptions();
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Threads, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(options.Threads, SimdOptions.MostThreads);
        if (options.Width > VectorWidths.Widest)
            throw new PlatformNotSupportedException(
                $"this processor runs vectors of at most {(int)VectorWidths.Widest} bits, {(int)options.Width} were asked for");
        return options.Width switch
        {
            VectorWidth.Bits512 => new SimdBackend<Simd512, Vector512<float>>(options),
            VectorWidth.Bits256 => new SimdBackend<Simd256, Vector256<float>>(options),
            _ => new SimdBackend<Simd128, Vector128<float>>(options),
        };
    }

    /// <summary>
    /// What the machine can do at most with these threads: multiply-adds in registers only, each two floating-point operations, a second.
    /// Takes 0.3 seconds.
    /// </summary>
    /// <param name="time">The clock. Default: the system's.</param>
    public double MeasurePeak(TimeProvider? time = null) => MachinePeak.Measure(Team, time ?? TimeProvider.System);

    /// <summary>Ends the threads. Not needed: they do not keep a program alive, and end when the backend is collected.</summary>
    public void Dispose()
    {
        Team.Dispose();
        GC.SuppressFinalize(this);
    }
}
