using Weir.Nn;
using Weir.Training.Forms;

namespace Weir.Training;

/// <summary>How optimizers are written: <c>sgd: {rate: 0.1}</c>. A new one is a line in <see cref="Form"/>.</summary>
internal static class OptimizerForms
{
    private static readonly RecordForm<SgdOptions> s_sgd = Common(new RecordForm<SgdOptions>("sgd", new SgdOptions { Rate = 0.1 }))
        .Field("momentum", "The share of the last move that is kept, in [0, 1). Default 0.", new NumberForm(0, 1) { MostIncluded = false }, options => options.Momentum, (options, value) => options with { Momentum = value })
        .Field("nesterov", "Whether the gradient is taken a step ahead; needs momentum. Default false.", new BooleanForm(), options => options.Nesterov, (options, value) => options with { Nesterov = value })
        .Check(options => options.Nesterov && options.Momentum == 0 ? "nesterov needs a momentum above 0" : null);

    /// <summary>All optimizers.</summary>
    public static Form<OptimizerRecipe> Form { get; } = new MemberForm<OptimizerRecipe>(
        "optimizer", new SgdRecipe(new SgdOptions { Rate = 0.1 }),
        ("sgd", new ConvertedForm<SgdOptions, OptimizerRecipe>(s_sgd, options => new SgdRecipe(options), recipe => (recipe as SgdRecipe)?.Options)));

    private static RecordForm<TOptions> Common<TOptions>(RecordForm<TOptions> form)
        where TOptions : OptimizerOptions => form
        .Field("rate", "The learning rate, above 0.", new NumberForm(0) { LeastIncluded = false }, options => options.Rate, (options, value) => options with { Rate = value }, required: true)
        .Field("weight-decay", "L2 weight decay: this times the weight is added to its gradient. Default 0.", new NumberForm(0), options => options.WeightDecay, (options, value) => options with { WeightDecay = value })
        .Field("decay-all", "Whether biases and scales decay too. Default false: weights alone.", new BooleanForm(), options => options.DecayAll, (options, value) => options with { DecayAll = value })
        .Field("clip-norm", "The largest norm that all gradients together may have; larger ones are scaled down to it. Default: no clipping.", new OptionalForm<double>(new NumberForm(0) { LeastIncluded = false }), options => options.ClipNorm, (options, value) => options with { ClipNorm = value });
}
