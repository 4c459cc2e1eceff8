using Weir.Tensors.Backends.Simd;

namespace Weir.Tensors.Backends;

internal sealed unsafe partial class SimdBackend<TSimd, TVector>
{
    internal override double SampleVariance(Storage x, int samples, int entries, float largest)
    {
        using KeptAlive alive = new(x);
        if (samples == 0 || entries == 0)
            return 0;
        // Squares of such entries leave float32's range: they are worked out times a power of two.
        float magnification = largest switch
        {
            > 0 and < 1e-13f => MathF.Pow(2, Math.Min(120, -MathF.ILogB(largest))),
            > 1e13f and < float.PositiveInfinity => MathF.Pow(2, -MathF.ILogB(largest)),
            _ => 1,
        };
        int parts = entries >= Threads * VarianceLoops<TSimd, TVector>.Stretch ? Parts((long)samples * entries) : 1;
        double* variances = stackalloc double[parts];
        Team.Run(new VarianceJob(Team, x.Pointer, samples, entries, magnification, variances, parts), parts);
        double total = 0;
        for (int part = 0; part < parts; part++)
            total += variances[part];
        return total / entries / ((double)magnification * magnification);
    }

    private readonly struct VarianceJob(
        WorkerTeam team, float* x, int samples, int entries, float magnification, double* results, int parts) : IJob
    {
        public void Execute(int part)
        {
            // Whole stretches, so that the sums are the same however many threads there are.
            const int Stretch = VarianceLoops<TSimd, TVector>.Stretch;
            int stretches = (entries + Stretch - 1) / Stretch;
            int first = (int)((long)stretches * part / parts) * Stretch;
            int end = Math.Min(entries, (int)((long)stretches * (part + 1) / parts) * Stretch);
            using Scratch.Frame frame = team.ScratchOf(part).Open();
            results[part] = VarianceLoops<TSimd, TVector>.Total(x, samples, entries, first, end, magnification, frame.Take(Stretch));
        }
    }
}
