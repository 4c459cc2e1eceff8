namespace Weir.Studies.Tests;

public class MeasureTextTests
{
    [Theory]
    [InlineData("findings", 1.6, "1.6")]
    [InlineData("accuracy", 0.9732, "97.32 %")]
    [InlineData("fit", -0.3728, "−37.28 %")]
    [InlineData("fit", -4.998e12, "−5e14 %")]
    [InlineData("attenuation-start", -0.5, "−0.500")]
    [InlineData("attenuation-end", 14116.2, "+14116")]
    [InlineData("loss", -0.25, "−0.25")]
    [InlineData("loss", 9.2e11, "9.2e11")]
    [InlineData("parameters", 100010.0, "100,010")]
    public void A_number_is_written_in_few_places_with_a_true_minus(string measure, double value, string text) =>
        MeasureText.Of(MeasureList.Find(measure)!, value).ShouldBe(text);

    [Fact]
    public void What_is_not_known_is_a_dash() => MeasureText.Of(MeasureList.Find("loss")!, (double?)null).ShouldBe("–");

    [Theory]
    [InlineData("fit", 11.4516, "1145")]
    [InlineData("fit", 0.0497, "4.97")]
    [InlineData("decades-start", 11.645, "11.645")]
    public void The_reach_of_an_interval_has_no_more_places_than_its_value(string measure, double reach, string text) =>
        MeasureText.Reach(MeasureList.Find(measure)!, reach).ShouldBe(text);
}
