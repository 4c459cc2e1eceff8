namespace Weir.Pages.Tests.Documents;

public sealed class ExtremeReductionTests
{
    [Fact]
    public void A_spike_survives_any_reduction()
    {
        double?[,] values = new double?[1, 1000];
        for (int i = 0; i < 1000; i++)
            values[0, i] = 1e-3;
        values[0, 617] = 50;
        values[0, 80] = 1e-9;
        double?[,] reduced = ExtremeReduction.Of(values, 100, logarithmic: true);
        reduced.GetLength(1).ShouldBe(10);
        reduced[0, 6].ShouldBe(50);
        reduced[0, 0].ShouldBe(1e-9);
        reduced[0, 3].ShouldBe(1e-3);
    }

    [Fact]
    public void What_is_not_finite_goes_before_all_and_what_was_not_measured_stays_missing()
    {
        double?[,] reduced = ExtremeReduction.Of(new double?[,] { { 1, double.NaN, 1e9, null, null, null, 2 } }, 3, logarithmic: true);
        reduced[0, 0].ShouldBe(double.NaN);
        reduced[0, 1].ShouldBeNull();
        reduced[0, 2].ShouldBe(2);
    }
}
