using Weir.Nn;
using Weir.Training.Forms;

namespace Weir.Training;

/// <summary>How optimizers are written: <c>sgd: {rate: 0.1}</c>. A new one is its options' form and a line in <see cref="Form"/>.</summary>
internal static class OptimizerForms
{
    private static readonly RecordForm<SgdOptions> s_sgd = Common(new RecordForm<SgdOptions>("sgd", new SgdOptions { Rate = 0.1 }), rateRequired: true)
        .Field("momentum", "The share of the last move that is kept, in [0, 1). Default 0.", Share, options => options.Momentum, (options, value) => options with { Momentum = value })
        .Field("nesterov", "Whether the gradient is taken a step ahead; needs momentum. Default false.", new BooleanForm(), options => options.Nesterov, (options, value) => options with { Nesterov = value })
        .Check(options => options.Nesterov && options.Momentum == 0 ? "nesterov needs a momentum above 0" : null);

    private static readonly RecordForm<AdaGradOptions> s_adagrad = Common(new RecordForm<AdaGradOptions>("adagrad", new AdaGradOptions()))
        .Field("rate-decay", "The rate is divided by 1 + this·(step − 1). Default 0.", NonNegative, options => options.RateDecay, (options, value) => options with { RateDecay = value })
        .Field("initial-sum", "What the sums of squares start at. Default 0.", NonNegative, options => options.InitialSum, (options, value) => options with { InitialSum = value })
        .Field("epsilon", "Added to the root that is divided by. Default 1e-10.", Positive, options => options.Epsilon, (options, value) => options with { Epsilon = value });

    private static readonly RecordForm<RmsPropOptions> s_rmsprop = Common(new RecordForm<RmsPropOptions>("rmsprop", new RmsPropOptions()))
        .Field("alpha", "The share of the mean square that is kept. Default 0.99.", Share, options => options.Alpha, (options, value) => options with { Alpha = value })
        .Field("momentum", "The share of the last move that is kept. Default 0.", Share, options => options.Momentum, (options, value) => options with { Momentum = value })
        .Field("centred", "Whether the gradient's mean is taken off its mean square. Default false.", new BooleanForm(), options => options.Centred, (options, value) => options with { Centred = value })
        .Field("epsilon", "Added to the root that is divided by. Default 1e-8.", Positive, options => options.Epsilon, (options, value) => options with { Epsilon = value });

    private static readonly RecordForm<AdadeltaOptions> s_adadelta = Common(new RecordForm<AdadeltaOptions>("adadelta", new AdadeltaOptions()))
        .Field("rho", "The share of both mean squares that is kept. Default 0.9.", Share, options => options.Rho, (options, value) => options with { Rho = value })
        .Field("epsilon", "Added under both roots. Default 1e-6.", Positive, options => options.Epsilon, (options, value) => options with { Epsilon = value });

    private static readonly RecordForm<AdamOptions> s_adam = Common(new RecordForm<AdamOptions>("adam", new AdamOptions()))
        .Field("beta1", "The share of the mean gradient that is kept. Default 0.9.", Share, options => options.Beta1, (options, value) => options with { Beta1 = value })
        .Field("beta2", "The share of the mean square that is kept. Default 0.999.", Share, options => options.Beta2, (options, value) => options with { Beta2 = value })
        .Field("epsilon", "Added to the root that is divided by. Default 1e-8.", Positive, options => options.Epsilon, (options, value) => options with { Epsilon = value });

    private static readonly RecordForm<AdamWOptions> s_adamw = Common(new RecordForm<AdamWOptions>("adamw", new AdamWOptions()))
        .Field("beta1", "The share of the mean gradient that is kept. Default 0.9.", Share, options => options.Beta1, (options, value) => options with { Beta1 = value })
        .Field("beta2", "The share of the mean square that is kept. Default 0.999.", Share, options => options.Beta2, (options, value) => options with { Beta2 = value })
        .Field("epsilon", "Added to the root that is divided by. Default 1e-8.", Positive, options => options.Epsilon, (options, value) => options with { Epsilon = value });

    private static readonly RecordForm<NAdamOptions> s_nadam = Common(new RecordForm<NAdamOptions>("nadam", new NAdamOptions()))
        .Field("beta1", "The share of the mean gradient that is kept. Default 0.9.", Share, options => options.Beta1, (options, value) => options with { Beta1 = value })
        .Field("beta2", "The share of the mean square that is kept. Default 0.999.", Share, options => options.Beta2, (options, value) => options with { Beta2 = value })
        .Field("epsilon", "Added to the root that is divided by. Default 1e-8.", Positive, options => options.Epsilon, (options, value) => options with { Epsilon = value })
        .Field("momentum-decay", "How fast the momentum rises. Default 0.004.", NonNegative, options => options.MomentumDecay, (options, value) => options with { MomentumDecay = value });

    private static readonly RecordForm<RAdamOptions> s_radam = Common(new RecordForm<RAdamOptions>("radam", new RAdamOptions()))
        .Field("beta1", "The share of the mean gradient that is kept. Default 0.9.", Share, options => options.Beta1, (options, value) => options with { Beta1 = value })
        .Field("beta2", "The share of the mean square that is kept. Default 0.999.", Share, options => options.Beta2, (options, value) => options with { Beta2 = value })
        .Field("epsilon", "Added to the root that is divided by. Default 1e-8.", Positive, options => options.Epsilon, (options, value) => options with { Epsilon = value });

    private static readonly RecordForm<LionOptions> s_lion = Common(new RecordForm<LionOptions>("lion", new LionOptions()))
        .Field("beta1", "The share of the memory in a move. Default 0.9.", Share, options => options.Beta1, (options, value) => options with { Beta1 = value })
        .Field("beta2", "The share of the memory that is kept. Default 0.99.", Share, options => options.Beta2, (options, value) => options with { Beta2 = value });

    private static readonly RecordForm<LambOptions> s_lamb = Common(new RecordForm<LambOptions>("lamb", new LambOptions()))
        .Field("beta1", "The share of the mean gradient that is kept. Default 0.9.", Share, options => options.Beta1, (options, value) => options with { Beta1 = value })
        .Field("beta2", "The share of the mean square that is kept. Default 0.999.", Share, options => options.Beta2, (options, value) => options with { Beta2 = value })
        .Field("epsilon", "Added to the root that is divided by. Default 1e-6.", Positive, options => options.Epsilon, (options, value) => options with { Epsilon = value });

    private static readonly RecordForm<MuonOptions> s_muon = Common(new RecordForm<MuonOptions>("muon", new MuonOptions()))
        .Field("momentum", "The share of the last direction that is kept. Default 0.95.", Share, options => options.Momentum, (options, value) => options with { Momentum = value })
        .Field("nesterov", "Whether the gradient is taken a step ahead. Default true.", new BooleanForm(), options => options.Nesterov, (options, value) => options with { Nesterov = value })
        .Field("rounds", "Rounds of Newton and Schulz. Default 5.", new IntegerForm<int>(1, 100), options => options.Rounds, (options, value) => options with { Rounds = value })
        .Field("other-rate", "The rate of what is no matrix, which AdamW moves. Default 0.0003.", NonNegative, options => options.OtherRate, (options, value) => options with { OtherRate = value })
        .Field("beta1", "The share of the mean gradient that is kept. Default 0.9.", Share, options => options.Beta1, (options, value) => options with { Beta1 = value })
        .Field("beta2", "The share of the mean square that is kept. Default 0.95.", Share, options => options.Beta2, (options, value) => options with { Beta2 = value })
        .Field("epsilon", "Added to the root that is divided by. Default 1e-10.", Positive, options => options.Epsilon, (options, value) => options with { Epsilon = value });

    /// <summary>All optimizers.</summary>
    public static Form<OptimizerRecipe> Form { get; } = new MemberForm<OptimizerRecipe>(
        "optimizer", new SgdRecipe(new SgdOptions { Rate = 0.1 }),
        ("sgd", new ConvertedForm<SgdOptions, OptimizerRecipe>(s_sgd, options => new SgdRecipe(options), recipe => (recipe as SgdRecipe)?.Options)),
        ("adagrad", new ConvertedForm<AdaGradOptions, OptimizerRecipe>(s_adagrad, options => new AdaGradRecipe(options), recipe => (recipe as AdaGradRecipe)?.Options)),
        ("rmsprop", new ConvertedForm<RmsPropOptions, OptimizerRecipe>(s_rmsprop, options => new RmsPropRecipe(options), recipe => (recipe as RmsPropRecipe)?.Options)),
        ("adadelta", new ConvertedForm<AdadeltaOptions, OptimizerRecipe>(s_adadelta, options => new AdadeltaRecipe(options), recipe => (recipe as AdadeltaRecipe)?.Options)),
        ("adam", new ConvertedForm<AdamOptions, OptimizerRecipe>(s_adam, options => new AdamRecipe(options), recipe => (recipe as AdamRecipe)?.Options)),
        ("adamw", new ConvertedForm<AdamWOptions, OptimizerRecipe>(s_adamw, options => new AdamWRecipe(options), recipe => (recipe as AdamWRecipe)?.Options)),
        ("nadam", new ConvertedForm<NAdamOptions, OptimizerRecipe>(s_nadam, options => new NAdamRecipe(options), recipe => (recipe as NAdamRecipe)?.Options)),
        ("radam", new ConvertedForm<RAdamOptions, OptimizerRecipe>(s_radam, options => new RAdamRecipe(options), recipe => (recipe as RAdamRecipe)?.Options)),
        ("lion", new ConvertedForm<LionOptions, OptimizerRecipe>(s_lion, options => new LionRecipe(options), recipe => (recipe as LionRecipe)?.Options)),
        ("lamb", new ConvertedForm<LambOptions, OptimizerRecipe>(s_lamb, options => new LambRecipe(options), recipe => (recipe as LambRecipe)?.Options)),
        ("muon", new ConvertedForm<MuonOptions, OptimizerRecipe>(s_muon, options => new MuonRecipe(options), recipe => (recipe as MuonRecipe)?.Options)));

    private static NumberForm Share => new(0, 1) { MostIncluded = false };

    private static NumberForm NonNegative => new(0);

    private static NumberForm Positive => new(0) { LeastIncluded = false };

    private static RecordForm<TOptions> Common<TOptions>(RecordForm<TOptions> form, bool rateRequired = false)
        where TOptions : OptimizerOptions => form
        .Field("rate", rateRequired ? "The learning rate, above 0." : "The learning rate, above 0. Its default is the optimizer's own.", Positive, options => options.Rate, (options, value) => options with { Rate = value }, required: rateRequired)
        .Field("weight-decay", "Weight decay: this times the weight is added to its gradient, or with 'decoupled' the weight shrinks by it. Default 0; of adamw and lamb 0.01.", NonNegative, options => options.WeightDecay, (options, value) => options with { WeightDecay = value })
        .Field("decoupled", "Whether weight decay goes past the rule. Default false; of adamw, lion and muon true.", new BooleanForm(), options => options.DecoupledDecay, (options, value) => options with { DecoupledDecay = value })
        .Field("decay-all", "Whether biases and scales decay too. Default false: weights alone.", new BooleanForm(), options => options.DecayAll, (options, value) => options with { DecayAll = value })
        .Field("clip-norm", "The largest norm that all gradients together may have; larger ones are scaled down to it. Default: no clipping.", new OptionalForm<double>(Positive), options => options.ClipNorm, (options, value) => options with { ClipNorm = value });
}
