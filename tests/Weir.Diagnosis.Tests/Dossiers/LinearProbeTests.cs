using Weir.Data;

namespace Weir.Diagnosis.Tests.Dossiers;

public class LinearProbeTests
{
    [Fact]
    public void A_linear_map_tells_blobs_apart_and_circles_not()
    {
        LinearProbe.Skill(Load("blobs"), 1)!.Value.ShouldBeGreaterThan(0.8);
        LinearProbe.Skill(Load("circles"), 1)!.Value.ShouldBeLessThan(0.3);
    }

    [Fact]
    public void Of_values_it_is_the_share_of_the_variance() => LinearProbe.Skill(Load("friedman"), 1)!.Value.ShouldBeInRange(0.5, 0.9);

    [Fact]
    public void Few_samples_say_nothing() => LinearProbe.Skill(Load("circles").Take(20), 1).ShouldBeNull();

    private static Dataset Load(string source) =>
        DataSources.Load(source, new DataRequest { TrainingCount = 800, ValidationCount = 0, TestCount = 0 }).Training;
}
