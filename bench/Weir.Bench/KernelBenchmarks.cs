using BenchmarkDotNet.Attributes;
using Weir.Tensors;
using Weir.Tensors.Backends;

namespace Weir.Bench;

/// <summary>
/// Kernels on signals of a small and of a wide layer at batch 128. Public and unsealed, as BenchmarkDotNet asks.
/// </summary>
[MemoryDiagnoser]
public class KernelBenchmarks
{
    private const int Rows = 128;

    private SimdBackend _backend = null!;
    private Tape _tape = null!;
    private Tensor _x;
    private Tensor _weight;
    private Tensor _bias;
    private Indices _labels = null!;

    /// <summary>Units of the layer.</summary>
    [Params(100, 2048)]
    public int Units { get; set; }

    /// <summary>Threads that compute.</summary>
    [Params(1, 2)]
    public int Threads { get; set; }

    /// <summary>Makes the tensors.</summary>
    [GlobalSetup]
    public void Setup()
    {
        _backend = SimdBackend.Create(new SimdOptions { Threads = Threads });
        _tape = new Tape(_backend);
        RandomStream random = new(1);
        _x = Leaf(random, Rows, Units);
        _weight = Leaf(random, Units, Units);
        _bias = Leaf(random, Units);
        _labels = new Indices([.. Enumerable.Range(0, Rows).Select(_ => random.NextInteger(Units))]);
    }

    /// <summary>Ends the threads.</summary>
    [GlobalCleanup]
    public void Cleanup() => _backend.Dispose();

    /// <summary>max(x, 0).</summary>
    [Benchmark(Baseline = true)]
    public Tensor Relu() => Signal().Relu();

    /// <summary>The sigmoid: one exponential and one division an entry.</summary>
    [Benchmark]
    public Tensor Sigmoid() => Signal().Sigmoid();

    /// <summary>The exact GELU.</summary>
    [Benchmark]
    public Tensor Gelu() => Signal().Gelu();

    /// <summary>A row added to every row.</summary>
    [Benchmark]
    public Tensor AddRow() => Signal() + _bias;

    /// <summary>Sums of columns.</summary>
    [Benchmark]
    public Tensor SumOfColumns() => Signal().Sum(0);

    /// <summary>Softmax and cross-entropy.</summary>
    [Benchmark]
    public Tensor CrossEntropy() => Signal().CrossEntropy(_labels);

    /// <summary>A dense layer with bias and rectifier in one.</summary>
    [Benchmark]
    public Tensor AffineRelu() => Signal().Affine(_weight, _bias, Elementwise.Named("relu"));

    private static Tensor Leaf(RandomStream random, params int[] lengths)
    {
        Shape shape = new(lengths);
        float[] values = new float[shape.Size];
        for (int i = 0; i < values.Length; i++)
            values[i] = (float)random.NextNormal();
        return Tensor.Leaf(shape, values);
    }

    /// <summary>The input on the tape, by a view: every benchmark pays the same for it.</summary>
    private Tensor Signal()
    {
        _tape.Begin(recording: false);
        // A leaf alone names no tape; an entry of the tape brings it.
        return _tape.View(_x);
    }
}
