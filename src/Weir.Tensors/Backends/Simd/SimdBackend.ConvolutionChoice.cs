using Weir.Tensors.Backends.Simd;

namespace Weir.Tensors.Backends;

/// <summary>Which kernel makes the walk over an image, and on how many threads.</summary>
internal sealed unsafe partial class SimdBackend<TSimd, TVector>
{
    /// <summary>Multiply-adds for each thread below which another one costs more than it gives.</summary>
    private const long ConvolutionGrain = 60_000;

    private readonly bool _winograd = options.Winograd;

    /// <summary>
    /// The walks of a convolution of single channels that are to be made together; kept, so that a step makes no new list.
    /// </summary>
    private DepthwiseProduct<TSimd, TVector>[] _walks = new DepthwiseProduct<TSimd, TVector>[1];
    private int _walkCount;

    private void Add(in DepthwiseProduct<TSimd, TVector> walk)
    {
        if (_walkCount == _walks.Length)
            Array.Resize(ref _walks, 2 * _walkCount);
        _walks[_walkCount++] = walk;
    }

    private void RunDepthwise(in ConvolutionShape s)
    {
        if (_walkCount == 0)
            return;
        int parts = ConvolutionParts(s, _walks[0].Lines);
        Team.Run(new DepthwiseWalks<TSimd, TVector> { Walks = _walks, Count = _walkCount, Parts = parts }, parts);
        _walkCount = 0;
    }

    /// <summary>
    /// Winograd where it saves multiplications, whole images at once where they are small, else the product over packed kernels.
    /// </summary>
    private void Run(in ConvolutionShape s, KernelPacking<TSimd, TVector> packing, ImageProduct<TSimd, TVector> product)
    {
        int parts = ConvolutionParts(s, Threads);
        if (_winograd && WinogradTiles.Suits(product.Walk, packing.Units))
        {
            WinogradProduct<TSimd, TVector> winograd = new()
            {
                Team = Team,
                Walk = product.Walk,
                Kernel = new WinogradKernel<TSimd, TVector>
                {
                    FirstTap = packing.FirstTap,
                    Down = packing.Down,
                    Right = packing.Right,
                    Channels = packing.Depth,
                    Units = packing.Units
                },
                Target = product.Target,
                TargetSample = product.TargetSample,
                TargetRow = product.TargetRow,
                TargetPixel = product.TargetPixel,
                Epilogue = product.Epilogue,
            };
            winograd.Run(parts);
            return;
        }

        if (SmallImages.Suits(product.Walk, packing.Units))
        {
            SmallImageProduct<TSimd, TVector> small = new()
            {
                Team = Team,
                Walk = product.Walk,
                Kernel = packing,
                Target = product.Target,
                TargetSample = product.TargetSample,
                TargetRow = product.TargetRow,
                TargetPixel = product.TargetPixel,
                Epilogue = product.Epilogue,
                Parts = parts,
            };
            Team.Run(small, parts);
            return;
        }

        using Scratch.Frame frame = Team.ScratchOf(0).Open();
        packing.Target = frame.Take(KernelPacking<TSimd, TVector>.Size(product.Walk.Depth, packing.Units));
        packing.Parts = (long)product.Walk.Depth * packing.Units < 2 * Team.Grain ? 1 : parts;
        Team.Run(packing, packing.Parts);
        product.Team = Team;
        product.Weights = packing.Target;
        product.Units = packing.Units;
        product.Parts = parts;
        Team.Run(product, parts);
    }

    private int ConvolutionParts(in ConvolutionShape s, int most)
    {
        long pieces = s.IsDepthwise ? s.Work / Team.Grain : s.Work / s.Groups / ConvolutionGrain;
        return (int)Math.Clamp(Math.Min(pieces, most), 1, Threads);
    }
}
