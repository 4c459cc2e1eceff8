using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using YamlDotNet.RepresentationModel;

namespace Weir.Training.Forms;

/// <summary>A length of training: <c>500</c>, <c>500 steps</c>, <c>10 epochs</c> or <c>5 %</c>.</summary>
internal sealed partial class DurationForm : Form<Duration>
{
    public override bool Read(Reading at, out Duration value)
    {
        value = default;
        Match match = Pattern().Match((at.Node as YamlScalarNode)?.Value ?? "");
        if (!match.Success || !double.TryParse(match.Groups["number"].ValueSpan, NumberStyles.AllowDecimalPoint,
            CultureInfo.InvariantCulture, out double number))
            return at.Fail($"{at.Path}: expected a length as '500' (steps), '10 epochs' or '5 %' of the run, found {at.Found}");
        value = new Duration(number, match.Groups["unit"]
            .Value switch
        { "" or "step" or "steps" => DurationUnit.Steps, "%" => DurationUnit.Percent, _ => DurationUnit.Epochs });
        return true;
    }

    public override YamlNode Write(Duration value) =>
        new YamlScalarNode(value.Value.ToString("R", CultureInfo.InvariantCulture) + value.Unit switch
        {
            DurationUnit.Epochs => " epochs",
            DurationUnit.Percent => " %",
            _ => "",
        });

    public override JsonObject Schema() => new()
    {
        ["anyOf"] = new JsonArray(new JsonObject { ["type"] = "integer", ["minimum"] = 0 },
            new JsonObject { ["type"] = "string", ["pattern"] = Pattern().ToString() }),
    };

    [GeneratedRegex(@"^(?<number>[0-9]+(\.[0-9]+)?) ?(?<unit>steps?|epochs?|%)?$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Pattern();
}
