using Weir.Nn;
using Weir.Training;

namespace Weir.Zoo;

/// <summary>
/// The optimizers of cases, with PyTorch's defaults for what a case does not say; decay acts on all parameters, as it does there.
/// </summary>
internal static class CaseOptimizers
{
    /// <summary>Reads an optimizer.</summary>
    /// <exception cref="CaseException">Another kind, or a number out of range.</exception>
    public static OptimizerRecipe Read(CaseFields fields)
    {
        string kind = fields.RequiredText("kind");
        double rate = fields.Number("lr") ?? throw fields.Wrong("lr", "is missing");
        double? decay = fields.Number("weight_decay");
        OptimizerRecipe optimizer = kind switch
        {
            "sgd" => new OptimizerRecipe(new SgdOptions
            {
                Rate = rate,
                Momentum = fields.Number("momentum") ?? 0,
                WeightDecay = decay ?? 0,
                DecayAll = true
            }),
            "adam" => new OptimizerRecipe(new AdamOptions { Rate = rate, WeightDecay = decay ?? 0, DecayAll = true }),
            "adamw" => new OptimizerRecipe(new AdamWOptions { Rate = rate, WeightDecay = decay ?? 0.01, DecayAll = true }),
            _ => throw fields.Wrong("kind", $"is '{kind}', which there is not; there are adam, adamw, sgd"),
        };
        fields.Done();
        try
        {
            optimizer.Settings.Check();
            return optimizer;
        }
        catch (ArgumentException error)
        {
            throw fields.Wrong("kind", $"has a number out of range: {error.Message}");
        }
    }
}
