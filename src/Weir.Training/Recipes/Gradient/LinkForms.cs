using Weir.Nn;
using Weir.Training.Forms;

namespace Weir.Training;

/// <summary>How the links between gradient and optimizer are written: <c>[centralize, {clip-norm: 1}]</c>. A new one is a line here.</summary>
internal static class LinkForms
{
    /// <summary>One link of any kind.</summary>
    public static Form<GradientLink> Form { get; } = new MemberForm<GradientLink>(
        "link of the gradient", new CentralizeGradient(),
        ("clip-value", Numbered("limit", "The largest |entry|.", new ClipByValue(1), link => link.Limit, (link, value) => link with { Limit = value })),
        ("clip-norm", Numbered("limit", "The largest norm of all gradients together.", new ClipByNorm(1), link => link.Limit, (link, value) => link with { Limit = value })),
        ("clip-each-norm", Numbered("limit", "The largest norm of one parameter's gradient.", new ClipEachNorm(1), link => link.Limit, (link, value) => link with { Limit = value })),
        ("clip-units", Of(new RecordForm<ClipUnits>("clip-units", new ClipUnits())
            .Field("limit", "The largest ‖gradient‖/‖weight‖ of a unit. Default 0.01.", Positive, link => link.Limit, (link, value) => link with { Limit = value })
            .Field("least", "What the norm of a unit's weights counts at least. Default 0.001.", Positive, link => link.Least, (link, value) => link with { Least = value })
            .Field("head", "Whether the last layer is clipped too. Default false.", new BooleanForm(), link => link.Head, (link, value) => link with { Head = value }))),
        ("clip-percentile", Of(new RecordForm<ClipPercentile>("clip-percentile", new ClipPercentile())
            .Field("percentile", "The percentile of the norms seen so far. Default 10.", new NumberForm(0, 100) { LeastIncluded = false }, link => link.Percentile, (link, value) => link with { Percentile = value })
            .Field("window", "How many of the latest norms are kept. Default 1000.", new IntegerForm<int>(1, 1_000_000), link => link.Window, (link, value) => link with { Window = value }))),
        ("noise", Of(new RecordForm<GradientNoise>("noise", new GradientNoise())
            .Field("variance", "The variance at the start. Default 0.01.", new NumberForm(0), link => link.Variance, (link, value) => link with { Variance = value })
            .Field("decay", "The power of the step that it falls by. Default 0.55.", new NumberForm(0), link => link.Decay, (link, value) => link with { Decay = value }))),
        ("centralize", Of(new RecordForm<CentralizeGradient>("centralize", new CentralizeGradient()))),
        ("l1", Of(new RecordForm<L1Penalty>("l1", new L1Penalty(0))
            .Field("strength", "This times the sign of the weight is added to its gradient.", new NumberForm(0), link => link.Strength, (link, value) => link with { Strength = value }, required: true)
            .Field("all", "Whether biases and scales are drawn too. Default false.", new BooleanForm(), link => link.All, (link, value) => link with { All = value }))));

    private static NumberForm Positive => new(0) { LeastIncluded = false };

    private static ConvertedForm<TLink, GradientLink> Of<TLink>(Form<TLink> form)
        where TLink : GradientLink => new(form, link => link, link => link as TLink);

    /// <summary>A link of one number: <c>clip-norm: 1</c>, or <c>clip-norm: {limit: 1}</c>.</summary>
    private static ConvertedForm<TLink, GradientLink> Numbered<TLink>(string key, string description, TLink initial, Func<TLink, double> get, Func<TLink, double, TLink> with)
        where TLink : GradientLink => Of(new NumberedForm<TLink>(Positive, initial, get, with, new RecordForm<TLink>(initial.Name, initial).Field(key, description, Positive, get, with, required: true)));
}
