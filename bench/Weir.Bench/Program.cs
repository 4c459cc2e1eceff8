using Weir.Bench;

// A new benchmark is one file and one line here.
IBenchmark[] benchmarks =
[
    new MachineBenchmark(),
    new TeamBenchmark(),
    new ProductsBenchmark(),
];

IBenchmark? chosen = Array.Find(benchmarks, benchmark => args.Length > 0 && benchmark.Name == args[0]);
if (chosen is null)
{
    Console.Error.WriteLine("usage: Weir.Bench <benchmark> [options]");
    foreach (IBenchmark benchmark in benchmarks)
        Console.Error.WriteLine($"  {benchmark.Name,-10} {benchmark.Summary}");
    return 2;
}

chosen.Run(args.AsSpan(1).ToArray());
return 0;
