using System.Globalization;
using System.Numerics;
using System.Text.Json.Nodes;
using Weir.Tensors;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Weir.Training.Forms;

/// <summary>A whole number within limits.</summary>
/// <typeparam name="T">int or long.</typeparam>
/// <param name="least">The smallest.</param>
/// <param name="most">The largest.</param>
internal sealed class IntegerForm<T>(T least, T most) : Form<T>
    where T : struct, IBinaryInteger<T>, IMinMaxValue<T>
{
    public override NumberRange? Range => (least == T.MinValue, most == T.MaxValue) switch
    {
        (true, true) => null,
        (false, true) => new NumberRange(double.CreateChecked(least)),
        (true, false) => new NumberRange(Most: double.CreateChecked(most)),
        _ => new NumberRange(double.CreateChecked(least), double.CreateChecked(most)),
    };

    public override bool Read(Reading at, out T value)
    {
        value = T.Zero;
        if (at.Node is not YamlScalarNode { Style: ScalarStyle.Plain } scalar
            || !BigInteger.TryParse(scalar.Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out BigInteger whole))
        {
            return at.Fail($"{at.Path}: expected a whole number, found {at.Found}{at.QuotesHint}");
        }

        bool isTooSmall = whole < BigInteger.CreateChecked(least), isTooLarge = whole > BigInteger.CreateChecked(most);
        if (isTooSmall || isTooLarge)
        {
            // The largest number of the type is nobody's choice: it is told to whom it stops, and to nobody else.
            string range = most != T.MaxValue ? $"{least} to {most}" : isTooLarge ? $"{most} or less" : $"{least} or more";
            return at.Fail($"{at.Path}: {scalar.Value} is out of range; it must be {range}");
        }

        value = T.CreateChecked(whole);
        return true;
    }

    public override YamlNode Write(T value) => new YamlScalarNode(value.ToString(null, CultureInfo.InvariantCulture));

    public override JsonObject Schema()
    {
        JsonObject schema = new() { ["type"] = "integer" };
        if (least != T.MinValue)
            schema["minimum"] = long.CreateChecked(least);
        if (most != T.MaxValue)
            schema["maximum"] = long.CreateChecked(most);
        return schema;
    }
}
