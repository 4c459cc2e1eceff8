namespace Weir.Data;

/// <summary>
/// What is wanted of a source. A source uses the options that it lists in <see cref="IDataSource.Options"/>; null stands for
/// its own default.
/// </summary>
public sealed record DataRequest
{
    /// <summary>The folder that holds data files; null takes what <see cref="DataDirectory.Resolve"/> finds.</summary>
    public string? Directory { get; init; }

    /// <summary>The seed of what is generated and of how a table is split; 0 unless told.</summary>
    public long Seed { get; init; }

    /// <summary>Training samples.</summary>
    public int? TrainingCount { get; init; }

    /// <summary>Validation samples; 0 for no validation part.</summary>
    public int? ValidationCount { get; init; }

    /// <summary>Test samples; 0 for no test part.</summary>
    public int? TestCount { get; init; }

    /// <summary>The strength of the noise, in the unit of each source.</summary>
    public double? Noise { get; init; }

    /// <summary>The number of classes.</summary>
    public int? Classes { get; init; }

    /// <summary>Whether images come as (height, width, channels) and not as one row of numbers; false unless told.</summary>
    public bool AsImages { get; init; }

    /// <summary>The folder of images, in <see cref="Directory"/> unless it is a full path; when no directory is given, the working folder is looked at first.</summary>
    public string? Folder { get; init; }

    /// <summary>The side of the square that images are brought to; null where they are of one size and stay as they are.</summary>
    public int? Size { get; init; }

    /// <summary>How images are brought to <see cref="Size"/>; <see cref="ImageFit.Crop"/> unless told.</summary>
    public ImageFit Fit { get; init; }

    /// <summary>The length of a sequence: characters of a window, places of a generated sequence.</summary>
    public int? Length { get; init; }

    /// <summary>Characters from the start of a training window to that of the next; null for as many as a window has.</summary>
    public int? Stride { get; init; }

    /// <summary>The table or text, in <see cref="Directory"/> unless it is a full path; when no directory is given, the working folder is looked at first.</summary>
    public string? File { get; init; }

    /// <summary>A second table for the test part; without it the test part is split off the first.</summary>
    public string? TestFile { get; init; }

    /// <summary>The name of the target column; null takes the last.</summary>
    public string? TargetColumn { get; init; }

    /// <summary>What the target column means; <see cref="DataTask.Auto"/> unless told.</summary>
    public DataTask Task { get; init; }

    /// <summary>What stands between the cells of a table; null finds it among comma, semicolon, tab and bar.</summary>
    public char? Delimiter { get; init; }

    /// <summary>Whether a table may hold NaN and infinities; false unless told.</summary>
    public bool AllowNonFinite { get; init; }

    /// <summary>The names of the properties that were set to other than their default (without folder and seed, which all sources may be given).</summary>
    public IReadOnlyList<string> Given()
    {
        var given = new List<string>();
        var defaults = new DataRequest();
        Note(TrainingCount, defaults.TrainingCount, nameof(TrainingCount));
        Note(ValidationCount, defaults.ValidationCount, nameof(ValidationCount));
        Note(TestCount, defaults.TestCount, nameof(TestCount));
        Note(Noise, defaults.Noise, nameof(Noise));
        Note(Classes, defaults.Classes, nameof(Classes));
        Note(AsImages, defaults.AsImages, nameof(AsImages));
        Note(Folder, defaults.Folder, nameof(Folder));
        Note(Size, defaults.Size, nameof(Size));
        Note(Fit, defaults.Fit, nameof(Fit));
        Note(Length, defaults.Length, nameof(Length));
        Note(Stride, defaults.Stride, nameof(Stride));
        Note(File, defaults.File, nameof(File));
        Note(TestFile, defaults.TestFile, nameof(TestFile));
        Note(TargetColumn, defaults.TargetColumn, nameof(TargetColumn));
        Note(Task, defaults.Task, nameof(Task));
        Note(Delimiter, defaults.Delimiter, nameof(Delimiter));
        Note(AllowNonFinite, defaults.AllowNonFinite, nameof(AllowNonFinite));
        return given;

        void Note<T>(T value, T usual, string name)
        {
            if (!EqualityComparer<T>.Default.Equals(value, usual))
                given.Add(name);
        }
    }
}
