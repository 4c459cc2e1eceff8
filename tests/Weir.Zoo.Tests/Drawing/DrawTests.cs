namespace Weir.Zoo.Tests;

public class DrawTests
{
    [Fact]
    public void A_seed_gives_the_same_draw_and_another_seed_another()
    {
        string[] first = [.. DrawCommand.Draw(1, 30).Select(setup => setup.Faulty)];
        DrawCommand.Draw(1, 30).Select(setup => setup.Faulty).ShouldBe(first);
        DrawCommand.Draw(2, 30).Select(setup => setup.Faulty).ShouldNotBe(first);
    }

    [Fact]
    public void Every_set_up_is_a_recipe_that_can_be_read()
    {
        DrawnSetup[] drawn = [.. DrawCommand.Draw(0, 200)];
        foreach (DrawnSetup setup in drawn)
        {
            setup.Recipe(faulty: false, 1).Model.ShouldNotBeEmpty();
            setup.Recipe(faulty: true, 1).Model.ShouldNotBeEmpty();
        }

        drawn.Count(setup => setup.Fault is null).ShouldBeInRange(50, 110);
        drawn.Select(setup => setup.Fault).Distinct().Count().ShouldBeGreaterThan(9);
    }
}
