namespace Weir.Tensors.Tests;

/// <summary>Numbers to test with.</summary>
internal static class Values
{
    /// <summary>Normal draws of standard deviation 1.5.</summary>
    public static float[] Normal(Shape shape, RandomStream random) => Draw(shape, () => 1.5 * random.NextNormal());

    /// <summary>Between 0.2 and 3.</summary>
    public static float[] Positive(Shape shape, RandomStream random) => Draw(shape, () => random.NextUniform(0.2, 3));

    /// <summary>Normal draws of both signs, none of them nearer to 0 than a margin.</summary>
    public static Func<Shape, RandomStream, float[]> AwayFromZero(double margin) => (shape, random) => Draw(shape, () =>
    {
        double x = random.NextNormal();
        return x + Math.CopySign(margin, x);
    });

    /// <summary>Multiples of ½ plus a shift: with other shifts, two such numbers are never equal and never just 1 apart.</summary>
    public static Func<Shape, RandomStream, float[]> Lattice(double shift) =>
        (shape, random) => Draw(shape, () => (0.5 * (random.NextInteger(9) - 4)) + shift);

    /// <summary>Every multiple of 0.1 once, in random order.</summary>
    public static float[] Distinct(Shape shape, RandomStream random)
    {
        float[] values = [.. Enumerable.Range(0, shape.Size).Select(i => 0.1f * (i - (shape.Size / 2)))];
        random.Shuffle(values.AsSpan());
        return values;
    }

    private static float[] Draw(Shape shape, Func<double> next)
    {
        float[] values = new float[shape.Size];
        for (int i = 0; i < values.Length; i++)
            values[i] = (float)next();
        return values;
    }
}
