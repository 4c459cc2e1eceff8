using Weir.Tensors.Backends.Simd;

namespace Weir.Tensors.Backends;

/// <summary>Which kernel makes the walk over an image, and on how many threads.</summary>
internal sealed unsafe partial class SimdBackend<TSimd, TVector>
{
    /// <summary>Multiply-adds for each thread below which another one costs more than it gives.</summary>
    private const long ConvolutionGrain = 60_000;

    private readonly bool _winograd = options.Winograd;

    /// <summary>A convolution of single channels.</summary>
    private void Run(in ConvolutionShape s, DepthwiseProduct<TSimd, TVector> depthwise)
    {
        depthwise.Parts = ConvolutionParts(s, depthwise.Walk.Samples * depthwise.Walk.Rows);
        Team.Run(depthwise, depthwise.Parts);
    }

    /// <summary>Winograd where it saves multiplications, whole images at once where they are small, else the product over packed kernels.</summary>
    private void Run(in ConvolutionShape s, KernelPacking<TSimd, TVector> packing, ImageProduct<TSimd, TVector> product)
    {
        int parts = ConvolutionParts(s, Threads);
        if (_winograd && WinogradTiles.Suits(product.Walk, packing.Units))
        {
            WinogradProduct<TSimd, TVector> winograd = new()
            {
                Team = Team,
                Walk = product.Walk,
                Kernel = new WinogradKernel<TSimd, TVector> { FirstTap = packing.FirstTap, Down = packing.Down, Right = packing.Right, Channels = packing.Depth, Units = packing.Units },
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
