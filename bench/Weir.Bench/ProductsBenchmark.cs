using System.Runtime.Intrinsics;
using Weir.Tensors.Backends.Simd;

namespace Weir.Bench;

/// <summary>Matrix products: a large square one, and those of a linear layer, forward and backward.</summary>
internal sealed unsafe class ProductsBenchmark : IBenchmark
{
    private static readonly (int In, int Out)[] Small = [(784, 100), (100, 100), (100, 10)];
    private static readonly (int In, int Out)[] Large = [(784, 2048), (2048, 1024), (1024, 512), (512, 256), (256, 10)];

    public string Name => "products";

    public string Summary => "matrix products against the peak of the same run [--quick] [--peer] [--width 512|256|128] [--shape "
        + "m,n,k,form]";

    public void Run(string[] options)
    {
        if (options.Contains("--peer"))
        {
            Console.Write(ProductComparison.Page(ProductComparison.Measure()));
            return;
        }

        bool quick = options.Contains("--quick");
        int at = Array.IndexOf(options, "--width");
        VectorWidth width = at < 0 ? VectorWidths.Widest : (VectorWidth)int.Parse(options[at + 1]);
        double seconds = quick ? 0.03 : 0.3;
        using WorkerTeam one = new(1);
        using WorkerTeam two = new(2);
        double[] peaks = [MachinePeak.Measure(one, TimeProvider.System), MachinePeak.Measure(two, TimeProvider.System)];
        Console.WriteLine($"peak {peaks[0] / 1e9:F1} GFLOP/s with one thread, {peaks[1] / 1e9:F1} with two; kernels of {(int)width} bits");
        Console.WriteLine($"{"product",-26} {"one thread µs",14} {"GFLOP/s",8} {"of peak",8} {"two threads µs",15} {"GFLOP/s",8} "
            + $"{"of peak",8} {"speed-up",9}");
        int shape = Array.IndexOf(options, "--shape");
        if (shape >= 0)
        {
            string[] sizes = options[shape + 1].Split(',');
            Time(options[shape + 1], sizes[3], int.Parse(sizes[0]), int.Parse(sizes[1]), int.Parse(sizes[2]));
            return;
        }

        Time("1024 x 1024 x 1024", "NN", 1024, 1024, 1024);
        foreach (int batch in new[] { 10, 64, 128 })
        {
            foreach ((int inputs, int outputs) in Small.Concat(quick ? [] : Large))
            {
                Time($"{batch} x {inputs} x {outputs} forward", "NN", batch, outputs, inputs);
                Time($"{batch} x {inputs} x {outputs} dx", "NT", batch, inputs, outputs);
                Time($"{batch} x {inputs} x {outputs} dw", "TN", inputs, outputs, batch);
            }
        }

        void Time(string name, string form, int m, int n, int k)
        {
            double work = 2.0 * m * n * k;
            double first = Best(one, width, form, m, n, k, seconds);
            double second = Best(two, width, form, m, n, k, seconds);
            Console.WriteLine(
                $"{name,-26} {first * 1e6,14:F2} {work / first / 1e9,8:F1} {work / first / peaks[0],8:P0}"
                + $" {second * 1e6,15:F2} {work / second / 1e9,8:F1} {work / second / peaks[1],8:P0} {first / second,9:F2}");
        }
    }

    /// <summary>Seconds of a product, the best of many.</summary>
    public static double Best(WorkerTeam team, VectorWidth width, string form, int m, int n, int k, double seconds)
    {
        using Buffer a = new(m * k, new Random(1));
        using Buffer b = new(k * n, new Random(2));
        using Buffer c = new(m * n, new Random(3));
        MatrixView left = form[0] == 'T' ? new(a.Data, 1, m) : new(a.Data, k, 1);
        MatrixView right = form[1] == 'T' ? new(b.Data, 1, k) : new(b.Data, n, 1);
        return Stopclock.Best(() => Multiply(team, width, m, n, k, left, right, c.Data), seconds);
    }

    private static void Multiply(WorkerTeam team, VectorWidth width, int m, int n, int k, MatrixView a, MatrixView b, float* c)
    {
        switch (width)
        {
            case VectorWidth.Bits512:
                MatrixProduct<Simd512, Vector512<float>>.Run(team, m, n, k, a, b, c, n, default);
                break;
            case VectorWidth.Bits256:
                MatrixProduct<Simd256, Vector256<float>>.Run(team, m, n, k, a, b, c, n, default);
                break;
            default:
                MatrixProduct<Simd128, Vector128<float>>.Run(team, m, n, k, a, b, c, n, default);
                break;
        }
    }
}
