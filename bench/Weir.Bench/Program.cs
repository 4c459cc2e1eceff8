using Weir.Bench;
using Weir.Tensors;

// A new benchmark is one file and one line here.
IBenchmark[] benchmarks =
[
    new MachineBenchmark(),
    new TeamBenchmark(),
    new ProductsBenchmark(),
    new ConvolutionsBenchmark(),
    new KernelsBenchmark(),
    new StepBenchmark(),
    new ProfileBenchmark(),
    new StepServer(),
    new PeersBenchmark(),
    new GrowthBenchmark(),
    new DiagnosisBenchmark(),
    new StudiesBenchmark(),
];

IBenchmark? chosen = Array.Find(benchmarks, benchmark => args.Length > 0 && benchmark.Name == args[0]);
if (chosen is null)
{
    Console.Error.WriteLine("usage: Weir.Bench <benchmark> [options]");
    foreach (IBenchmark benchmark in benchmarks)
        Console.Error.WriteLine($"  {benchmark.Name,-10} {benchmark.Summary}");
    return 2;
}

try
{
    chosen.Run(args.AsSpan(1).ToArray());
    return 0;
}
catch (Exception error) when (error is WeirException or InvalidOperationException or ArgumentException)
{
    Console.Error.WriteLine($"error: {error.Message}");
    return 1;
}
