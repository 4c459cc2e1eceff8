namespace Weir.Bench;

/// <summary>One benchmark, started by its name on the command line.</summary>
internal interface IBenchmark
{
    string Name { get; }

    /// <summary>One line for the list of benchmarks.</summary>
    string Summary { get; }

    void Run(string[] options);
}
