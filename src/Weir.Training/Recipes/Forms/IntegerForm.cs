using System.Globalization;
using System.Numerics;
using System.Text.Json.Nodes;
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
    public override bool Read(Reading at, out T value)
    {
        value = T.Zero;
        if (at.Node is not YamlScalarNode { Style: ScalarStyle.Plain } scalar
            || !BigInteger.TryParse(scalar.Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out BigInteger whole))
        {
            return at.Fail($"{at.Path}: expected a whole number, found {at.Found}{at.QuotesHint}");
        }

        if (whole < BigInteger.CreateChecked(least) || whole > BigInteger.CreateChecked(most))
            return at.Fail($"{at.Path}: {scalar.Value} is out of range; it must be "
                + $"{(most == T.MaxValue ? $"{least} or more" : $"{least} to {most}")}");
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
