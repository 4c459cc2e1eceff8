namespace Weir.Data;

/// <summary>The parts of a data set for one run.</summary>
public sealed record DataSplit
{
    /// <summary>Puts the parts together.</summary>
    /// <param name="training">What the network learns from.</param>
    /// <param name="validation">What decisions during the run are made on, or null.</param>
    /// <param name="test">What the result is stated on, or null.</param>
    /// <exception cref="DataException">A part of another input shape or another kind of target than the training part.</exception>
    public DataSplit(Dataset training, Dataset? validation = null, Dataset? test = null)
    {
        ArgumentNullException.ThrowIfNull(training);
        Check(training, validation);
        Check(training, test);
        Training = training;
        Validation = validation;
        Test = test;
    }

    /// <summary>What the network learns from.</summary>
    public Dataset Training { get; }

    /// <summary>What decisions during the run are made on (stopping, choosing a recipe), or null.</summary>
    public Dataset? Validation { get; }

    /// <summary>What the result is stated on, or null.</summary>
    public Dataset? Test { get; }

    /// <summary>How the cells of a table became the features of the samples; null where they come from no table.</summary>
    public TableSchema? Table { get; init; }

    /// <summary>How rows of the table make a sample; null where a row is one, or they come from no table.</summary>
    public TableWindow? Window { get; init; }

    /// <summary>How rows of one thing make a sample together; null where they do not.</summary>
    public TableSequence? Sequence { get; init; }

    /// <summary>What the samples are as images; null where they are none.</summary>
    public ImageForm? Images { get; init; }

    /// <summary>What the values of masks mean; null where samples have none in files.</summary>
    public MaskForm? Masks { get; init; }

    /// <summary>The characters that tokens stand for, by their numbers; null where samples are no text.</summary>
    public IReadOnlyList<char>? Characters { get; init; }

    /// <summary>What whoever uses the data should know, as files that were left out. Default: nothing.</summary>
    public IReadOnlyList<string> Remarks { get; init; } = [];

    /// <summary>Bytes of the samples and targets of all parts; what parts share counts once.</summary>
    public long Bytes => new[] { Training, Validation, Test }.OfType<Dataset>().SelectMany(part => part.Arrays).Distinct()
        .Sum(array => (long)array.Length * sizeof(float));

    /// <summary>The same change made to every part, as a <see cref="Standardizer"/> or a reshape.</summary>
    /// <param name="change">From a part to its changed form.</param>
    public DataSplit Map(Func<Dataset, Dataset> change) =>
        With(change(Training), Validation is null ? null : change(Validation), Test is null ? null : change(Test));

    /// <summary>The same with other samples for training and validation, as of a fold.</summary>
    internal DataSplit With(Dataset training, Dataset? validation) => With(training, validation, Test);

    /// <summary>The same without a test part.</summary>
    internal DataSplit WithoutTest() => With(Training, Validation, null);

    private DataSplit With(Dataset training, Dataset? validation, Dataset? test) => new(training, validation, test)
    {
        Table = Table,
        Window = Window,
        Sequence = Sequence,
        Images = Images,
        Masks = Masks,
        Characters = Characters,
        Remarks = Remarks,
    };

    private static void Check(Dataset training, Dataset? part)
    {
        if (part is null)
            return;
        if (part.InputShape != training.InputShape)
            throw new DataException($"{part.Name}: samples of shape {part.InputShape} do not fit those of {training.Name}, "
                + $"{training.InputShape}");
        bool alike = (training.Targets, part.Targets) switch
        {
            (ClassTargets a, ClassTargets b) => a.Classes == b.Classes && a.Positions == b.Positions && a.Grid == b.Grid,
            (ValueTargets a, ValueTargets b) => a.Width == b.Width && a.Positions == b.Positions,
            _ => false,
        };
        if (!alike)
            throw new DataException($"{part.Name}: its targets are of another kind, class count or width than those of {training.Name}");
    }
}
