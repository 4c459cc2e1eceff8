using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using Weir.Nn;
using Weir.Tensors;
using Weir.Tensors.Backends;

namespace Weir.Onnx.Tests;

/// <summary>A network's outputs by Weir and by ONNX Runtime.</summary>
internal static class Both
{
    /// <summary>Gives a network first values, and running statistics and biases that are not those that it begins with.</summary>
    public static Module Ready(this Module network, long seed = 1)
    {
        network.Initialize(seed);
        RandomStream random = RandomStream.For(seed, "ready");
        foreach (Parameter parameter in network.Parameters.Where(parameter => parameter.Kind != ParameterKind.Weight))
            parameter.Set([.. parameter.Value.ToArray().Select(value => value + (float)random.NextUniform(-0.2, 0.2))]);
        foreach (Module module in network.Tree())
        {
            if (module is not BatchNorm norm)
                continue;
            norm.RunningMean.Value.CopyFrom(Numbers(norm.RunningMean.Shape.Size, random, -0.5, 0.5));
            norm.RunningVariance.Value.CopyFrom(Numbers(norm.RunningVariance.Shape.Size, random, 0.5, 1.5));
        }

        return network;
    }

    public static float[] Numbers(int count, RandomStream random, double low = -1, double high = 1)
    {
        float[] numbers = new float[count];
        for (int i = 0; i < count; i++)
            numbers[i] = (float)random.NextUniform(low, high);
        return numbers;
    }

    /// <summary>Inputs of some samples.</summary>
    public static float[] Samples(Shape input, int count, int? tokens = null)
    {
        RandomStream random = RandomStream.For(2, "samples");
        float[] numbers = Numbers(count * input.Size, random, 0, 1);
        return tokens is { } most ? Array.ConvertAll(numbers, number => MathF.Floor(number * most)) : numbers;
    }

    public static float[] Weir(Module network, Shape input, float[] samples)
    {
        using SimdBackend backend = SimdBackend.Create(new SimdOptions { Threads = 1 });
        Tape tape = new(backend);
        using IDisposable evaluating = network.Evaluating();
        tape.Begin(recording: false);
        return network.Apply(tape.Input(input.Prepend(samples.Length / input.Size), samples)).ToArray();
    }

    public static Dictionary<string, float[]> Runtime(byte[] model, Shape input, float[] samples, bool tokens = false)
    {
        using SessionOptions options = new() { IntraOpNumThreads = 1, LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR };
        using InferenceSession session = new(model, options);
        int[] lengths = [samples.Length / input.Size, .. input.ToArray()];
        string name = session.InputMetadata.Keys.Single();
        NamedOnnxValue value = tokens
            ? NamedOnnxValue.CreateFromTensor(name, new DenseTensor<long>(Array.ConvertAll(samples, token => (long)token), lengths))
            : NamedOnnxValue.CreateFromTensor(name, new DenseTensor<float>(samples, lengths));
        using IDisposableReadOnlyCollection<DisposableNamedOnnxValue> results = session.Run([value]);
        return results.ToDictionary(result => result.Name, result => result.AsEnumerable<float>().ToArray());
    }

    /// <summary>The largest difference, as a part of the largest output where that is above 1.</summary>
    public static double Difference(float[] found, float[] expected)
    {
        found.Length.ShouldBe(expected.Length);
        double largest = 1, difference = 0;
        for (int i = 0; i < found.Length; i++)
        {
            largest = Math.Max(largest, Math.Abs(expected[i]));
            difference = Math.Max(difference, double.IsFinite(found[i]) ? Math.Abs((double)found[i] - expected[i]) : double.MaxValue);
        }

        return difference / largest;
    }

    /// <summary>Holds that a network exported gives the same in ONNX Runtime, for one sample and for several.</summary>
    public static void AreAlike(Module network, Shape input, int? tokens = null)
    {
        byte[] model = OnnxExport.ToBytes(network, input, new OnnxExportOptions { IsTokens = tokens is not null });
        foreach (int count in new[] { 1, 5 })
        {
            float[] samples = Samples(input, count, tokens), expected = Weir(network, input, samples);
            Difference(Runtime(model, input, samples, tokens is not null)["output"], expected).ShouldBeLessThan(1e-5, network.Kind);
            expected.Max(Math.Abs).ShouldBeGreaterThan(1e-3f, "all zeros would prove nothing");
        }
    }
}
