namespace Weir.Repair.Tests.Trials;

public class ArmTests
{
    [Theory]
    [InlineData(0.002, "0.002")]
    [InlineData(0.00001, "1e-05")]
    [InlineData(2000, "2000")]
    [InlineData(7e12, "7000000000000")]
    public void Numbers_in_the_names_of_branches_are_written_without_a_sign_that_no_run_may_have(double value, string text) =>
        Rates.Text(value).ShouldBe(text);

    [Fact]
    public void A_branch_of_a_remedy_from_outside_has_a_name_that_a_run_may_have()
    {
        Arm arm = Arm.Of(Make.Recipe(Make.Healthy), [Make.Change("own: scale ×2", each => each with { Batch = 16 })])!;
        arm.Name.ShouldBe("own--scale--2");
    }
}
