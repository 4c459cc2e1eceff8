using System.Globalization;
using System.Text.Json.Nodes;
using Weir.Tensors;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Weir.Training.Forms;

/// <summary>A finite number within limits.</summary>
/// <param name="least">The lower limit.</param>
/// <param name="most">The upper limit.</param>
internal sealed class NumberForm(double least = double.NegativeInfinity, double most = double.PositiveInfinity) : Form<double>
{
    public bool LeastIncluded { get; init; } = true;

    public bool MostIncluded { get; init; } = true;

    public override NumberRange? Range => double.IsFinite(least) || double.IsFinite(most) ? Numbers : null;

    private NumberRange Numbers => new(least, most, !LeastIncluded, !MostIncluded);

    public static NumberForm Of(NumberRange range) =>
        new(range.Least, range.Most) { LeastIncluded = !range.AboveLeast, MostIncluded = !range.BelowMost };

    public override bool Read(Reading at, out double value)
    {
        value = 0;
        if (at.Node is not YamlScalarNode { Style: ScalarStyle.Plain } scalar
            || !double.TryParse(scalar.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out value))
            return at.Fail($"{at.Path}: expected a number, found {at.Found}{at.QuotesHint}");
        if (!double.IsFinite(value))
            return at.Fail($"{at.Path}: {scalar.Value} is out of range; it must be a finite number");
        return Numbers.Contains(value) || at.Fail($"{at.Path}: {scalar.Value} is out of range; it must be {Numbers}");
    }

    public override YamlNode Write(double value) => new YamlScalarNode(value.ToString("R", CultureInfo.InvariantCulture));

    public override JsonObject Schema()
    {
        JsonObject schema = new() { ["type"] = "number" };
        if (double.IsFinite(least))
            schema[LeastIncluded ? "minimum" : "exclusiveMinimum"] = least;
        if (double.IsFinite(most))
            schema[MostIncluded ? "maximum" : "exclusiveMaximum"] = most;
        return schema;
    }
}
