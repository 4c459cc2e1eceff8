using System.Globalization;
using System.Text;
using Weir.Tensors;

namespace Weir.Data.Tests.Tables;

/// <summary>Numbers are read to the bit as .NET reads them, or not at all.</summary>
public class DecimalTextTests
{
    [Fact]
    public void What_is_read_is_the_nearest_number()
    {
        RandomStream random = RandomStream.For(1, "decimals");
        int read = 0;
        for (int i = 0; i < 20_000; i++)
        {
            int digits = 1 + random.NextInteger(18), point = random.NextInteger(digits + 2) - 1;
            string text = string.Concat(Enumerable.Range(0, digits).Select(_ => (char)('0' + random.NextInteger(10))));
            text = (random.NextInteger(2) == 0 ? "-" : "") + (point >= 0 ? text.Insert(Math.Min(point, digits), ".") : text);
            if (!DecimalText.TryParse(Encoding.UTF8.GetBytes(text), out double number))
                continue;
            read++;
            BitConverter.DoubleToInt64Bits(number).ShouldBe(
                BitConverter.DoubleToInt64Bits(double.Parse(text, CultureInfo.InvariantCulture)), text);
        }

        read.ShouldBeGreaterThan(14_000);
    }

    [Theory]
    [InlineData("")]
    [InlineData("-")]
    [InlineData(".")]
    [InlineData("-.")]
    [InlineData("1.2.3")]
    [InlineData("1e5")]
    [InlineData("+1")]
    [InlineData(" 1")]
    [InlineData("1,5")]
    [InlineData("--1")]
    [InlineData("\"1\"")]
    [InlineData("nan")]
    [InlineData("9007199254740993")]
    [InlineData("1234567890123456789")]
    public void All_else_is_left_to_the_slower_way(string text) =>
        DecimalText.TryParse(Encoding.UTF8.GetBytes(text), out _).ShouldBeFalse();
}
