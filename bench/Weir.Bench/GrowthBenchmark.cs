namespace Weir.Bench;

/// <summary>How time and memory of a step grow with depth, width, batch and threads.</summary>
internal sealed class GrowthBenchmark : IBenchmark
{
    public string Name => "growth";

    public string Summary => "time and memory of a step over depth, width, batch and threads, with the fitted exponents";

    public void Run(string[] options)
    {
        foreach (Growth growth in Growth.MeasureAll())
            Console.WriteLine(GrowthPage.Of(growth));
    }
}
