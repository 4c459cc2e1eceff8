namespace Weir.Inference;

/// <summary>How predictions are written.</summary>
public enum PredictionFormat
{
    /// <summary>A table as text: a header, and a row for each sample.</summary>
    Csv,

    /// <summary>A JSON object on each line.</summary>
    JsonLines,

    /// <summary>A table by columns (Apache Parquet).</summary>
    Parquet,
}
