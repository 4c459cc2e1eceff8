using Weir.Tensors.Backends.Simd;

namespace Weir.Tensors.Backends;

internal sealed unsafe partial class SimdBackend<TSimd, TVector>
{
    internal override void Attend(in AttentionShape shape, Storage parts, Storage y, Storage statistics)
    {
        using KeptAlive alive = new(parts, y, statistics);
        int threads = AttentionParts(shape);
        Team.Run(new AttendJob(Team, shape, parts.Pointer, y.Pointer, statistics.Pointer, threads), threads);
    }

    internal override void AttendBackward(in AttentionShape shape, Storage parts, Storage y, Storage statistics, Storage gradient,
        Storage dParts, bool accumulate)
    {
        using KeptAlive alive = new(parts, y, statistics, gradient, dParts);
        int threads = AttentionParts(shape);
        Team.Run(new AttendBackwardJob(Team, shape, parts.Pointer, y.Pointer, statistics.Pointer, gradient.Pointer, dParts.Pointer,
            accumulate, threads), threads);
    }

    /// <summary>Each thread takes whole heads.</summary>
    private int AttentionParts(in AttentionShape shape) =>
        Math.Clamp(Math.Min(Parts((long)shape.Samples * shape.Length * shape.Length * shape.Width / 8), shape.Samples * shape.Heads), 1,
            Threads);

    private readonly struct AttendJob(WorkerTeam team, AttentionShape shape, float* parts, float* y, float* statistics, int threads) : IJob
    {
        public void Execute(int part)
        {
            long units = shape.Samples * shape.Heads;
            AttentionTiles<TSimd, TVector> tiles = new(team.ScratchOf(part), shape, parts, y, statistics);
            for (int unit = (int)(units * part / threads); unit < (int)(units * (part + 1) / threads); unit++)
                tiles.Forward(unit);
        }
    }

    private readonly struct AttendBackwardJob(WorkerTeam team, AttentionShape shape, float* parts, float* y, float* statistics,
        float* gradient, float* dParts, bool accumulate, int threads) : IJob
    {
        public void Execute(int part)
        {
            long units = shape.Samples * shape.Heads;
            AttentionTiles<TSimd, TVector> tiles = new(team.ScratchOf(part), shape, parts, y, statistics);
            for (int unit = (int)(units * part / threads); unit < (int)(units * (part + 1) / threads); unit++)
                tiles.Backward(unit, gradient, dParts, accumulate);
        }
    }
}
