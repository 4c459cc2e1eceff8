namespace Weir.Tensors.Backends.Simd;

/// <summary>A product cut into as many parts as there are threads: ranges of rows of C, or of columns.</summary>
internal readonly unsafe struct ProductJob<TSimd, TVector> : IJob
    where TSimd : ISimd<TVector>
    where TVector : struct
{
    private readonly WorkerTeam _team;
    private readonly Partition _rows;
    private readonly Partition _vectors;
    private readonly int _n;
    private readonly int _k;
    private readonly MatrixView _a;
    private readonly MatrixView _b;
    private readonly float* _c;
    private readonly nint _ldc;
    private readonly ProductEpilogue _epilogue;
    private readonly bool _byColumns;

    public ProductJob(
        WorkerTeam team, int parts, int m, int n, int k, MatrixView a, MatrixView b, float* c, nint ldc, in ProductEpilogue epilogue)
    {
        _team = team;
        // A tail goes with the last part.
        int vectors = TailProduct<TSimd, TVector>.Of(m, n, k, a) > 0 ? n / TSimd.Count : (n + TSimd.Count - 1) / TSimd.Count;
        _rows = Partition.Into(parts, m);
        _vectors = Partition.Into(parts, vectors);
        _n = n;
        _k = k;
        _a = a;
        _b = b;
        _c = c;
        _ldc = ldc;
        _epilogue = epilogue;

        // The largest part decides. Where both ways are about as even, the larger side is cut, since each thread reads all
        // of the other matrix.
        long byRows = (long)_rows.Size(0) * vectors;
        long byColumns = (long)m * _vectors.Size(0);
        _byColumns = m < n ? byColumns * 20 <= byRows * 21 : byColumns * 21 < byRows * 20;
    }

    public void Execute(int part)
    {
        Scratch scratch = _team.ScratchOf(part);
        if (_byColumns)
        {
            int left = _vectors.Start(part) * TSimd.Count;
            int columns = part == _vectors.Count - 1 ? _n - left : _vectors.Size(part) * TSimd.Count;
            MatrixProduct<TSimd, TVector>.RunOnThread(
                scratch, _rows.Length, columns, _k, _a, _b.From(0, left), _c + left, _ldc, _epilogue.From(left));
        }
        else
        {
            int top = _rows.Start(part);
            MatrixProduct<TSimd, TVector>.RunOnThread(
                scratch, _rows.Size(part), _n, _k, _a.From(top, 0), _b, _c + (top * _ldc), _ldc, _epilogue);
        }
    }
}
