using Weir.Data;
using Weir.Tensors;

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
    public void With_as_many_features_as_samples_it_does_not_fit_noise()
    {
        // Six classes around centres in 120 features, as the letters of a small table: a map of all of them needs its weights held back.
        RandomStream random = RandomStream.For(3, "probe");
        float[] centres = new float[6 * 120], inputs = new float[300 * 120];
        for (int i = 0; i < centres.Length; i++)
            centres[i] = (float)(0.35 * random.NextNormal());
        int[] labels = [.. Enumerable.Range(0, 300).Select(i => i % 6)];
        for (int i = 0; i < inputs.Length; i++)
            inputs[i] = (float)random.NextNormal() + centres[(labels[i / 120] * 120) + (i % 120)];
        LinearProbe.Skill(new Dataset("letters", new Shape(120), inputs, new ClassTargets(labels, 6)), 1)!.Value.ShouldBeGreaterThan(0.7);
    }

    [Fact]
    public void Few_samples_say_nothing() => LinearProbe.Skill(Load("circles").Take(20), 1).ShouldBeNull();

    private static Dataset Load(string source) =>
        DataSources.Load(source, new DataRequest { TrainingCount = 800, ValidationCount = 0, TestCount = 0 }).Training;
}
