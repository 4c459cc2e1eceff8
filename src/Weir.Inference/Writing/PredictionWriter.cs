namespace Weir.Inference;

/// <summary>Writes predictions.</summary>
internal abstract class PredictionWriter : IDisposable
{
    /// <summary>Writes those of some samples.</summary>
    /// <param name="places">Where the samples come from.</param>
    /// <param name="results">As many rows of results.</param>
    public abstract void Write(ReadOnlySpan<SamplePlace> places, ReadOnlySpan<float> results);

    /// <summary>Writes what comes behind the last.</summary>
    public abstract void End();

    /// <inheritdoc/>
    public virtual void Dispose()
    {
    }

    /// <summary>The writer of a format.</summary>
    public static PredictionWriter Of(PredictionFormat format, Stream output, PredictionColumns columns) => format switch
    {
        PredictionFormat.JsonLines => new JsonLinesWriter(output, columns),
        PredictionFormat.Parquet => new ParquetColumnsWriter(output, columns),
        _ => new CsvWriter(output, columns),
    };
}
