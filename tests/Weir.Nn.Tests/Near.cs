namespace Weir.Nn.Tests;

/// <summary>Compares numbers with those expected: |a − b| ≤ absolute + relative·|expected|.</summary>
internal static class Near
{
    public static void ShouldBeNear(this IReadOnlyList<float> actual, IReadOnlyList<float> expected, string what, double relative = 1e-5,
        double absolute = 3e-6)
    {
        actual.Count.ShouldBe(expected.Count, what);
        for (int i = 0; i < actual.Count; i++)
            (Math.Abs(actual[i] - (double)expected[i]) <= absolute + (relative * Math.Abs(expected[i])))
                .ShouldBeTrue($"{what}: entry {i} is {actual[i]:g9}, expected {expected[i]:g9}");
    }
}
