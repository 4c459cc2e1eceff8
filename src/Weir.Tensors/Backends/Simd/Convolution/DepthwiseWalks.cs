namespace Weir.Tensors.Backends.Simd;

/// <summary>
/// Walks of single channels over the same images: one forward, and for the gradient of the image one for each phase of the stride. Each
/// thread takes a run of rows and goes through it image by image, so that what several phases read is still in cache for the next.
/// </summary>
internal struct DepthwiseWalks<TSimd, TVector> : IJob
    where TSimd : struct, ISimd<TVector>
    where TVector : struct
{
    public DepthwiseProduct<TSimd, TVector>[] Walks;
    public int Count;
    public int Parts;

    public readonly void Execute(int part)
    {
        for (int sample = 0; sample < Walks[0].Walk.Samples; sample++)
        {
            foreach (ref readonly DepthwiseProduct<TSimd, TVector> walk in Walks.AsSpan(0, Count))
            {
                int first = (int)((long)walk.Lines * part / Parts), end = (int)((long)walk.Lines * (part + 1) / Parts),
                    rows = walk.Walk.Rows;
                walk.Run(Math.Max(first, sample * rows), Math.Min(end, (sample + 1) * rows));
            }
        }
    }
}
