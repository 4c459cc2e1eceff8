using System.Text.Json;

namespace Weir.Nn.Tests.Optimizers;

/// <summary>PyTorch's numbers for one optimizer.</summary>
public sealed record GoldenOptimizer(float[] X, float[] Targets, float[] First, GoldenOptimizerCase[] Cases)
{
    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web);

    public static GoldenOptimizer Read(string name) => Read<GoldenOptimizer>($"nn-optimizer-{name}");

    public static T Read<T>(string file)
    {
        using FileStream stream = File.OpenRead(Path.Combine(AppContext.BaseDirectory, "golden", $"{file}.json"));
        return JsonSerializer.Deserialize<T>(stream, Web)!;
    }
}

/// <summary>One set of options: all parameters, and each kind of memory, after every step.</summary>
public sealed record GoldenOptimizerCase(string Name,
    Dictionary<string, double> Options, float[][] Parameters, Dictionary<string, float[][]> States);
