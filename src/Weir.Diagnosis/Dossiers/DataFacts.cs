namespace Weir.Diagnosis;

/// <summary>What is known of the data as the network sees it: standardized, if the recipe says so.</summary>
public sealed record DataFacts
{
    /// <summary>Training samples.</summary>
    public required int Samples { get; init; }

    /// <summary>Validation samples; 0 without any.</summary>
    public int ValidationSamples { get; init; }

    /// <summary>Numbers of a sample; 0 where inputs are not numbers (characters, tokens).</summary>
    public required int Features { get; init; }

    /// <summary>Mean of all inputs.</summary>
    public double InputMean { get; init; }

    /// <summary>√ of the mean square of all inputs.</summary>
    public double InputRms { get; init; }

    /// <summary>Standard deviation of all inputs around their common mean.</summary>
    public double InputDeviation { get; init; }

    /// <summary>The median over features of the deviation across samples; constant features left out.</summary>
    public double TypicalDeviation { get; init; }

    /// <summary>The largest deviation of a feature.</summary>
    public double LargestDeviation { get; init; }

    /// <summary>The number of the feature with the largest deviation.</summary>
    public int LargestFeature { get; init; }

    /// <summary>The name of that feature's column; null where columns have none.</summary>
    public string? LargestFeatureName { get; init; }

    /// <summary>
    /// The largest |mean| of a feature over the typical deviation; constant features left out. One that hardly varies is no matter: what an
    /// offset does to the loss is by the size that it has beside what the others vary.
    /// </summary>
    public double LargestOffset { get; init; }

    /// <summary>The feature with that offset, by the name of its column or its number.</summary>
    public string? OffsetFeature { get; init; }

    /// <summary>Features that are the same in all samples.</summary>
    public int ConstantFeatures { get; init; }

    /// <summary>The first of them as messages call it, as in <c>'width'</c> or <c>feature 3</c>; null where there is none.</summary>
    public string? ConstantFeature { get; init; }

    /// <summary>Inputs that are no finite number.</summary>
    public long NonFiniteInputs { get; init; }

    /// <summary>The first sample with such an input, and the feature; null where there is none.</summary>
    public (int Sample, int Feature)? FirstNonFinite { get; init; }

    /// <summary>Targets that are no finite number.</summary>
    public long NonFiniteTargets { get; init; }

    /// <summary>Samples that another sample equals in all inputs.</summary>
    public int Duplicates { get; init; }

    /// <summary>Samples of validation and test parts that are in the training part too.</summary>
    public int Overlap { get; init; }

    /// <summary>
    /// Rows of a table, of training and validation part, with a value very many deviations (<c>data-quality.far</c>) from the middle of its
    /// column, where they are a hundredth at most; 0 without any.
    /// </summary>
    public int FarRows { get; init; }

    /// <summary>The furthest of them in words, with their columns; null without any.</summary>
    public string? FarRow { get; init; }

    /// <summary>How far the furthest is, in deviations of its column; 0 without any.</summary>
    public double FarthestValue { get; init; }

    /// <summary>Share of the largest class; null for values.</summary>
    public double? MajorityShare { get; init; }

    /// <summary>
    /// The largest share that a class has in the loss where classes are weighed: its samples times its weight, of all; null where they are
    /// not.
    /// </summary>
    public double? WeightedShare { get; init; }

    /// <summary>The class that has it, called so too; null without weights.</summary>
    public string? WeightedClass { get; init; }

    /// <summary>
    /// Classes whose share of the loss is less than a hundredth of their share of the samples, where classes are weighed; with no sample
    /// they are not among them.
    /// </summary>
    public int NeglectedClasses { get; init; }

    /// <summary>The first of them, called so too; null where there is none.</summary>
    public string? NeglectedClass { get; init; }

    /// <summary>Classes without any sample.</summary>
    public int EmptyClasses { get; init; }

    /// <summary>The first of them as messages call it, as in <c>'iris'</c> or <c>class 3</c>; null where there is none.</summary>
    public string? EmptyClass { get; init; }

    /// <summary>The largest class, called so too; null for values.</summary>
    public string? MajorityClass { get; init; }

    /// <summary>Least, mean, greatest and deviation of target values as the network sees them; null for classes.</summary>
    public (double Least, double Mean, double Greatest, double Deviation)? Target { get; init; }

    /// <summary>
    /// The same in the unit of the data, in which losses are told, where the network sees them standardized; null where it does not.
    /// </summary>
    public (double Least, double Mean, double Greatest, double Deviation)? TargetInUnit { get; init; }

    /// <summary>How many different target values there are, where there are at most two; null for more, and for classes.</summary>
    public int? TargetValues { get; init; }

    /// <summary>The loss of the best constant prediction; null where it is not known.</summary>
    public double? TrivialLoss { get; init; }

    /// <summary>The share of what guessing leaves that a linear map of the inputs gets right; null where it was not tried.</summary>
    public double? LinearSkill { get; init; }

    /// <summary>
    /// Whether targets depend on inputs, in deviations of a normal distribution: chance alone reaches 3 once in 740 times, whatever the
    /// number of tests. Null where it was not tried.
    /// </summary>
    public double? NeighbourScore { get; init; }

    /// <summary>
    /// The same for inputs that are sequences, by single places and by what holds for a sequence wherever it stands in it; what depends on
    /// the order alone is not seen so. Null for other inputs, and where it was not tried.
    /// </summary>
    public double? SequenceScore { get; init; }
}
