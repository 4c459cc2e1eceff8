using Microsoft.ML.OnnxRuntime;
using Weir.Inference;

namespace Weir.Peers;

/// <summary>
/// One row at a time, Weir and ONNX Runtime in turn: the median and the spread of series of ten thousand, of the processor's time, which
/// others on the machine change less than that of the clock.
/// </summary>
internal static class Latency
{
    private const int Series = 10_000;
    private const int Warm = 50;
    private const int Measured = 150;

    public static int Run(string folder)
    {
        Predictor predictor = Predictor.Load(Table.RunOf(folder));
        float[] rows = [.. Enumerable.Range(0, 100 * predictor.InputSize).Select(i => MathF.Sin(i))];
        float[] result = new float[predictor.OutputSize], row = new float[predictor.InputSize], other = new float[predictor.OutputSize];
        // The way of ONNX Runtime that takes no memory for a call: one thread, and inputs and outputs that stay where they are.
        using SessionOptions options = new() { IntraOpNumThreads = 1, InterOpNumThreads = 1 };
        using InferenceSession session = new(Model.Onnx(folder), options);
        using OrtValue input = OrtValue.CreateTensorValueFromMemory(row, [1, predictor.InputSize]);
        using OrtValue output = OrtValue.CreateTensorValueFromMemory(other, [1, predictor.OutputSize]);
        using RunOptions run = new();
        string[] inputs = [.. session.InputNames], outputs = [.. session.OutputNames];
        OrtValue[] given = [input], received = [output];

        Times weir = new(), peer = new();
        for (int series = 0; series < Warm + Measured; series++)
        {
            weir.Take(series, i => predictor.Predict(rows.AsSpan(i % 100 * predictor.InputSize, predictor.InputSize), result));
            peer.Take(series, i =>
            {
                rows.AsSpan(i % 100 * row.Length, row.Length).CopyTo(row);
                session.Run(run, inputs, given, outputs, received);
            });
        }

        Console.WriteLine(FormattableString.Invariant($"one row: difference {Math.Abs(result[0] - other[0]):g2} of {result[0]:f3}"));
        Console.WriteLine($"weir:         {weir}");
        Console.WriteLine($"onnx runtime: {peer}");
        Console.WriteLine(FormattableString.Invariant($"ratio of the medians {peer.Median / weir.Median:f1}"));
        return 0;
    }

    private sealed class Times
    {
        private readonly double[] _nanoseconds = new double[Measured];
        private long _bytes;

        public double Median => _nanoseconds.Order().ElementAt(Measured / 2);

        private double Most => _nanoseconds.Order().ElementAt(Measured * 9 / 10);

        public void Take(int series, Action<int> call)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            TimeSpan start = Environment.CpuUsage.TotalTime;
            for (int i = 0; i < Series; i++)
                call(i);
            double each = (Environment.CpuUsage.TotalTime - start).TotalNanoseconds / Series;
            // The first series are the JIT's.
            if (series < Warm)
                return;
            _bytes += GC.GetAllocatedBytesForCurrentThread() - before;
            _nanoseconds[series - Warm] = each;
        }

        public override string ToString() => FormattableString.Invariant(
            $"median {Median:f0} ns, least {_nanoseconds.Min():f0} ns, 90 % below {Most:f0} ns, ")
            + FormattableString.Invariant($"{_bytes} bytes in {Measured * Series:N0} calls");
    }
}
