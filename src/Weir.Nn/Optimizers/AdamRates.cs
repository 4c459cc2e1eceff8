using Weir.Tensors.Backends;

namespace Weir.Nn;

/// <summary>The coefficients of <see cref="AdamOperator"/> at a step.</summary>
internal static class AdamRates
{
    public static UpdateRates Of(in UpdateRates rates, double rate, AdamOptions options, long step) => rates with
    {
        Rate = (float)(rate / (1 - Math.Pow(options.Beta1, step))),
        MeanShare = (float)(1 - options.Beta1),
        SquareShare = (float)(1 - options.Beta2),
        Epsilon = (float)options.Epsilon,
        SquareCorrection = (float)(1 / Math.Sqrt(1 - Math.Pow(options.Beta2, step))),
    };
}
