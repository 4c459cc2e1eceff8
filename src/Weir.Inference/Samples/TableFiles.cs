using Weir.Data;

namespace Weir.Inference;

/// <summary>Tables that are read row by row, one table after the other; what samples are made of the rows is for others to say.</summary>
/// <param name="files">The tables.</param>
/// <param name="options">Which columns are kept, and what stands between cells.</param>
internal abstract class TableFiles(IReadOnlyList<string> files, FilePredictionOptions options) : SampleSource
{
    private TableEncoder? _rows;
    private readonly List<string> _remarks = [];
    private int[] _kept = [];
    private int _file;

    /// <inheritdoc/>
    public override bool HasLines => true;

    /// <inheritdoc/>
    public override IReadOnlyList<string> Remarks => _remarks;

    /// <summary>The table that is read, at its row.</summary>
    protected TableEncoder Rows => _rows!;

    /// <inheritdoc/>
    public override bool Fill(SampleBatch batch)
    {
        while (!batch.IsFull)
        {
            if (_rows is null && !Open())
                return false;
            if (_rows!.Read(out DataException? fault))
            {
                Take(batch, fault);
                continue;
            }

            End(files[_file], batch);
            _rows.TellUnseen(_remarks.Add);
            _rows.Dispose();
            _rows = null;
            _file++;
        }

        return true;
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        _rows?.Dispose();
        base.Dispose();
    }

    /// <summary>How the cells of a table become entries.</summary>
    /// <param name="path">The table.</param>
    protected abstract TableSchema SchemaOf(string path);

    /// <summary>A table has been opened; its first row comes next.</summary>
    /// <param name="path">The table.</param>
    protected virtual void Begin(string path)
    {
    }

    /// <summary>The last row of a table has been taken in.</summary>
    /// <param name="path">The table.</param>
    /// <param name="batch">Gets what is complete with it; there is room for one.</param>
    protected virtual void End(string path, SampleBatch batch)
    {
    }

    /// <summary>Takes a row in.</summary>
    /// <param name="batch">Gets what it completes.</param>
    /// <param name="fault">Why it cannot be read; null where it can.</param>
    protected abstract void Take(SampleBatch batch, DataException? fault);

    /// <summary>Where the row stands, with its cells that go to the output as they are.</summary>
    /// <exception cref="DataException">One of these is not there.</exception>
    protected SamplePlace Place() => new(files[_file], Rows.Line, _kept.Length == 0 ? null : [.. _kept.Select(Rows.Cell)]);

    private bool Open()
    {
        if (_file == files.Count)
            return false;
        string path = files[_file];
        TableEncoder rows = _rows = new TableEncoder(path, SchemaOf(path), options.Delimiter);
        Begin(path);
        _kept = [.. options.Keep.Select(name => rows.IndexOf(name) is >= 0 and int place ? place : throw new DataException(
            $"{path}: there is no column '{name}' to keep; the columns are {string.Join(", ", rows.Header)}"))];
        return true;
    }
}
