using Weir.Training.Forms;

namespace Weir.Training;

/// <summary>The ways of pre-training. A new one is a record, a <see cref="LayerModel"/> and a line here.</summary>
internal static class PretrainForms
{
    private static readonly RecordForm<RbmRecipe> s_rbm = Common(new RecordForm<RbmRecipe>("rbm", new RbmRecipe()), new RbmRecipe())
        .Field("chain", "Steps of the Gibbs chain from the data (CD-k). Default 1.", new IntegerForm<int>(1, 1000), rbm => rbm.Chain, (rbm, value) => rbm with { Chain = value });

    private static readonly RecordForm<AutoencoderRecipe> s_autoencoder = Common(new RecordForm<AutoencoderRecipe>("autoencoder", new AutoencoderRecipe()), new AutoencoderRecipe())
        .Field("noise", "Share of a layer's inputs that are set to 0 and to be restored. Default 0.", new NumberForm(0, 1) { MostIncluded = false }, auto => auto.Noise, (auto, value) => auto with { Noise = value });

    public static Form<PretrainRecipe> Form { get; } = new MemberForm<PretrainRecipe>(
        "way of pre-training", new RbmRecipe(),
        ("autoencoder", new ConvertedForm<AutoencoderRecipe, PretrainRecipe>(s_autoencoder, auto => auto, recipe => recipe as AutoencoderRecipe)),
        ("rbm", new ConvertedForm<RbmRecipe, PretrainRecipe>(s_rbm, rbm => rbm, recipe => recipe as RbmRecipe)));

    private static RecordForm<T> Common<T>(RecordForm<T> form, T initial)
        where T : PretrainRecipe => form
        .Field("epochs", "Passes over the training part for each layer. Default 5.", new IntegerForm<int>(1, 1_000_000), way => way.Epochs, (way, value) => way with { Epochs = value })
        .Field("batch", "Samples of a step. Default 32.", new IntegerForm<int>(1, 1_000_000), way => way.Batch, (way, value) => way with { Batch = value })
        .Field("rate", $"The learning rate. Default {Text(initial.Rate)}.", new NumberForm(0) { LeastIncluded = false }, way => way.Rate, (way, value) => way with { Rate = value })
        .Field("momentum", $"The momentum. Default {Text(initial.Momentum)}.", new NumberForm(0, 1) { MostIncluded = false }, way => way.Momentum, (way, value) => way with { Momentum = value })
        .Field("weight-decay", $"Weight decay. Default {Text(initial.WeightDecay)}.", new NumberForm(0), way => way.WeightDecay, (way, value) => way with { WeightDecay = value });

    private static string Text(double value) => value.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
