using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Weir.Tensors.Backends.Simd;

namespace Weir.Tensors.Tests.Backends.Simd;

/// <summary>
/// A product with random entries, computed by the kernel and by plain float64 loops. Everything around the matrices that
/// may be read but not used is not-a-number, everything around the result that may not be written is a guard value.
/// </summary>
internal sealed unsafe class ProductCase : IDisposable
{
    private const float Guard = -77.25f;
    private const int Line = 16;
    private readonly int _m;
    private readonly int _n;
    private readonly int _k;
    private readonly int _ldc;
    private readonly List<nint> _memory = [];
    private readonly MatrixView _a;
    private readonly MatrixView _b;
    private readonly float* _bias;
    private readonly float* _c;

    /// <summary>A new product; the letters of the form say how A and B lie in memory: N by rows, T by columns.</summary>
    public ProductCase(int m, int n, int k, string form, int seed = 1)
    {
        (_m, _n, _k) = (m, n, k);
        Random random = new(HashCode.Combine(m, n, k, seed));
        _a = Matrix(random, m, k, form[0] == 'T');
        _b = Matrix(random, k, n, form[1] == 'T');
        _bias = Allocate(n);
        for (int j = 0; j < n; j++)
            _bias[j] = (float)((random.NextDouble() * 2) - 1);

        // A gap between the rows stands for the columns of another thread.
        _ldc = n + 5;
        _c = Allocate(m * _ldc);
        Reset();
    }

    /// <summary>Entry of the product for tests that poison one.</summary>
    public ref float A(int i, int p) => ref _a.Data[(i * _a.RowStride) + (p * _a.ColumnStride)];

    public ref float B(int p, int j) => ref _b.Data[(p * _b.RowStride) + (j * _b.ColumnStride)];

    public float[] Result => new Span<float>(_c, _m * _ldc).ToArray();

    public static float Scale(float x, float factor) => x < 0 ? x * factor : x;

    public void Run(WorkerTeam team, VectorWidth width, bool bias = false, bool accumulate = false, bool activation = false)
    {
        ProductEpilogue epilogue = new()
        {
            Bias = bias ? _bias : null,
            Accumulate = accumulate,
            Activation = activation ? &Activate : null,
            Parameter = 0.25f,
        };
        switch (width)
        {
            case VectorWidth.Bits512:
                MatrixProduct<Simd512, Vector512<float>>.Run(team, _m, _n, _k, _a, _b, _c, _ldc, epilogue);
                break;
            case VectorWidth.Bits256:
                MatrixProduct<Simd256, Vector256<float>>.Run(team, _m, _n, _k, _a, _b, _c, _ldc, epilogue);
                break;
            default:
                MatrixProduct<Simd128, Vector128<float>>.Run(team, _m, _n, _k, _a, _b, _c, _ldc, epilogue);
                break;
        }
    }

    /// <summary>The same through the entry for use inside a job.</summary>
    public void RunOnThread(Scratch scratch) =>
        MatrixProduct<Simd128, Vector128<float>>.RunOnThread(scratch, _m, _n, _k, _a, _b, _c, _ldc, default);

    /// <summary>Puts guard values around the result and known ones into it.</summary>
    public void Reset()
    {
        for (int i = 0; i < _m; i++)
        {
            for (int j = 0; j < _ldc; j++)
                _c[(i * _ldc) + j] = j < _n ? Before(i, j) : Guard;
        }

        new Span<float>(_c + (_m * _ldc), Line).Fill(Guard);
    }

    /// <summary>
    /// The first entry that is wrong, or null. The error allowed is that of a sum of k products in any order,
    /// (k + 3)·ε·(|A|·|B| + |C| + |bias|).
    /// </summary>
    public string? Mistake(bool bias = false, bool accumulate = false, bool activation = false)
    {
        for (int i = 0; i < _m; i++)
        {
            for (int j = 0; j < _ldc; j++)
            {
                float actual = _c[(i * _ldc) + j];
                if (j >= _n)
                {
                    if (actual != Guard)
                        return $"({i}, {j}) outside the result was overwritten with {actual}";
                    continue;
                }

                double expected = (accumulate ? Before(i, j) : 0) + (bias ? _bias[j] : 0);
                double size = (accumulate ? Math.Abs(Before(i, j)) : 0) + (bias ? Math.Abs(_bias[j]) : 0);
                for (int p = 0; p < _k; p++)
                {
                    double product = (double)A(i, p) * B(p, j);
                    expected += product;
                    size += Math.Abs(product);
                }

                if (activation && expected < 0)
                    expected *= 0.25;
                if (!(Math.Abs(actual - expected) <= (_k + 3) * 6e-8 * size))
                    return $"({i}, {j}) is {actual}, not {expected}";
            }
        }

        return new Span<float>(_c + (_m * _ldc), Line).IndexOfAnyExcept(Guard) >= 0 ? "memory after the result was overwritten" : null;
    }

    public void Dispose()
    {
        foreach (nint memory in _memory)
            NativeMemory.AlignedFree((void*)memory);
        _memory.Clear();
    }

    private static float Before(int i, int j) => ((i * 7) + (j * 3)) % 11 * 0.25f;

    private static void Activate(float* row, nint count, float factor)
    {
        for (nint i = 0; i < count; i++)
            row[i] = Scale(row[i], factor);
    }

    private MatrixView Matrix(Random random, int rows, int columns, bool transposed)
    {
        float* data = Allocate(rows * columns);
        for (int i = 0; i < rows * columns; i++)
            data[i] = (float)((random.NextDouble() * 2) - 1);
        return transposed ? new MatrixView(data, 1, rows) : new MatrixView(data, columns, 1);
    }

    /// <summary>Memory that starts on a cache line and is followed by a line of not-a-number.</summary>
    private float* Allocate(int count)
    {
        float* data = (float*)NativeMemory.AlignedAlloc((nuint)((count + Line) * sizeof(float)), 64);
        _memory.Add((nint)data);
        new Span<float>(data, count + Line).Fill(float.NaN);
        return data;
    }
}
