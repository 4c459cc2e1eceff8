using Weir.Tensors;

namespace Weir.Data;

/// <summary>
/// Samples in memory with their targets. The set does not change after it is made: everything that cuts or reorders it
/// returns a new one. (Its arrays are open to readers for speed; who writes to them, as
/// <see cref="Standardizer.ApplyInPlace"/> does, changes the data for all.)
/// </summary>
public sealed class Dataset
{
    /// <summary>Makes a set from its arrays, which it keeps without a copy.</summary>
    /// <param name="name">A name for messages, as in <c>"mnist training"</c>.</param>
    /// <param name="inputShape">The shape of one sample, channels last: (784) or (28, 28, 1).</param>
    /// <param name="inputs">The samples one after the other, row-major.</param>
    /// <param name="targets">What is to be predicted, one per sample.</param>
    /// <exception cref="DataException">Inputs and targets of different counts, labels out of range, an empty sample shape.</exception>
    public Dataset(string name, Shape inputShape, float[] inputs, Targets targets)
        : this(name, inputShape, inputs, targets, inputShape.Size, tokens: null)
    {
    }

    /// <summary>Makes a set whose samples begin at places of their own in the array, in any order, and may overlap.</summary>
    internal Dataset(string name, Shape inputShape, float[] inputs, int[] starts, Targets targets)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentNullException.ThrowIfNull(targets);
        targets.Check(name);
        int size = inputShape.Size;
        if (Array.Exists(starts, start => start < 0 || start > inputs.Length - size))
            throw new DataException($"{name}: a sample of shape {inputShape} begins outside the {inputs.Length} input numbers");
        if (targets.Count != starts.Length)
            throw new DataException($"{name}: {starts.Length} samples but {targets.Count} targets; there must be one target per sample");
        (Name, InputShape, Inputs, Starts, Targets, Count, Stride) =
            (name, inputShape, inputs, starts, targets, starts.Length, Nearest(starts, size));
    }

    /// <summary>
    /// Makes a set whose samples begin <paramref name="stride"/> numbers apart: where that is less than a sample, they overlap.
    /// </summary>
    internal Dataset(string name, Shape inputShape, float[] inputs, Targets targets, int stride, int? tokens)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentNullException.ThrowIfNull(targets);
        if (inputShape.Size == 0)
            throw new DataException($"{name}: a sample of shape {inputShape} holds no numbers");
        if (inputs.Length > 0 && (inputs.Length < inputShape.Size || (inputs.Length - inputShape.Size) % stride != 0))
            throw new DataException($"{name}: {inputs.Length} input numbers do not fill samples of shape {inputShape} ({inputShape.Size} "
                + "numbers each)");
        targets.Check(name);
        int count = inputs.Length == 0 ? 0 : ((inputs.Length - inputShape.Size) / stride) + 1;
        if (targets.Count != count)
            throw new DataException($"{name}: {count} samples but {targets.Count} targets; there must be one target per sample");

        Name = name;
        InputShape = inputShape;
        Inputs = inputs;
        Targets = targets;
        Count = count;
        Stride = stride;
        Tokens = tokens;
    }

    /// <summary>The name for messages.</summary>
    public string Name { get; }

    /// <summary>The shape of one sample, channels last.</summary>
    public Shape InputShape { get; }

    /// <summary>
    /// The samples one after the other, row-major: <see cref="Count"/> × <see cref="SampleSize"/> numbers; fewer where samples overlap.
    /// </summary>
    public float[] Inputs { get; }

    /// <summary>What is to be predicted.</summary>
    public Targets Targets { get; }

    /// <summary>The number of samples.</summary>
    public int Count { get; }

    /// <summary>How many numbers one sample has.</summary>
    public int SampleSize => InputShape.Size;

    /// <summary>
    /// How many numbers lie between the starts of two samples; less than <see cref="SampleSize"/> where they overlap, as windows along a
    /// text do. Where they begin at places of their own it is the least that lies between two.
    /// </summary>
    public int Stride { get; }

    /// <summary>Where each sample begins in <see cref="Inputs"/>; null where they begin <see cref="Stride"/> numbers apart.</summary>
    internal int[]? Starts { get; }

    /// <summary>The arrays that it holds, all of numbers of four bytes.</summary>
    internal IEnumerable<Array> Arrays => Starts is null ? [Inputs, .. Targets.Arrays] : [Inputs, Starts, .. Targets.Arrays];

    /// <summary>Whether samples share numbers.</summary>
    internal bool Overlaps => Stride < SampleSize;

    /// <summary>
    /// How many different tokens there are, where inputs are whole numbers that stand for such (for an embedding); null where they are
    /// quantities.
    /// </summary>
    public int? Tokens { get; }

    /// <summary>
    /// The names of the entries of a sample, as of a table's columns; of a window of rows those of one row. Null where they have none.
    /// </summary>
    public IReadOnlyList<string>? Columns { get; init; }

    /// <summary>Where each sample comes from; null where they come from no file.</summary>
    /// <exception cref="DataException">There are not as many as samples.</exception>
    public IReadOnlyList<SampleOrigin>? Origins
    {
        get;
        init => field = value is null || value.Count == Count ? value
            : throw new DataException($"{Name}: {value.Count} origins were given for {Count} samples");
    }

    /// <summary>The numbers of one sample.</summary>
    /// <param name="index">From 0 to <see cref="Count"/> − 1.</param>
    public ReadOnlySpan<float> Sample(int index) => Inputs.AsSpan(Start(index), SampleSize);

    /// <summary>The first samples.</summary>
    /// <param name="count">How many, at most <see cref="Count"/>.</param>
    /// <exception cref="DataException">The set has fewer.</exception>
    public Dataset Take(int count)
    {
        if (count < 0 || count > Count)
            throw new DataException($"{Name}: {count} samples were asked for; the set has {Count}");
        return count == Count ? this : Slice(0, count);
    }

    /// <summary>All but the first samples.</summary>
    /// <param name="count">How many to leave out, at most <see cref="Count"/>.</param>
    /// <exception cref="DataException">The set has fewer.</exception>
    public Dataset Skip(int count)
    {
        if (count < 0 || count > Count)
            throw new DataException($"{Name}: {count} samples were to be left out; the set has {Count}");
        return count == 0 ? this : Slice(count, Count - count);
    }

    /// <summary>Some samples, in the order of the indices; an index may come more than once.</summary>
    /// <param name="indices">Sample indices, each from 0 to <see cref="Count"/> − 1.</param>
    /// <exception cref="DataException">An index out of range.</exception>
    public Dataset Select(ReadOnlySpan<int> indices)
    {
        foreach (int index in indices)
        {
            if ((uint)index >= (uint)Count)
                throw new DataException($"{Name}: sample {index} was asked for; samples run from 0 to {Count - 1}");
        }

        return Starts is null ? Copied(indices) : Shared(indices);
    }

    /// <summary>The same samples one after the other, none of which shares numbers with another.</summary>
    internal Dataset Apart() => Starts is null && !Overlaps ? this : Copied([.. Enumerable.Range(0, Count)]);

    /// <summary>Where a sample begins in <see cref="Inputs"/>.</summary>
    internal int Start(int index) => Starts is { } starts ? starts[index] : index * Stride;

    /// <summary>Deals the samples at random into two sets.</summary>
    /// <param name="firstCount">The size of the first set; the second gets the rest.</param>
    /// <param name="seed">The same seed gives the same two sets, in the same order.</param>
    /// <exception cref="DataException">The set has fewer than <paramref name="firstCount"/>.</exception>
    public (Dataset First, Dataset Second) Split(int firstCount, long seed)
    {
        if (firstCount < 0 || firstCount > Count)
            throw new DataException($"{Name}: a part of {firstCount} samples was asked for; the set has {Count}");
        int[] order = new int[Count];
        for (int i = 0; i < order.Length; i++)
            order[i] = i;
        RandomStream.For(seed, "split").Shuffle<int>(order);
        return (Select(order.AsSpan(0, firstCount)), Select(order.AsSpan(firstCount)));
    }

    /// <summary>Deals the samples at random into two sets.</summary>
    /// <param name="firstFraction">The share of the first set, from 0 to 1; rounded to whole samples.</param>
    /// <param name="seed">The same seed gives the same two sets, in the same order.</param>
    /// <exception cref="DataException">A share outside 0 … 1.</exception>
    public (Dataset First, Dataset Second) SplitFraction(double firstFraction, long seed)
    {
        if (!(firstFraction is >= 0 and <= 1))
            throw new DataException($"{Name}: a part of {firstFraction} of the samples was asked for; a share lies between 0 and 1");
        return Split((int)Math.Round(firstFraction * Count), seed);
    }

    /// <summary>The same samples seen in another shape; nothing is copied.</summary>
    /// <param name="inputShape">The new shape of one sample, of the same size.</param>
    /// <exception cref="DataException">A shape of another size.</exception>
    public Dataset Reshape(Shape inputShape)
    {
        if (inputShape.Size != SampleSize)
            throw new DataException($"{Name}: samples of shape {InputShape} ({SampleSize} numbers) cannot be seen as {inputShape} "
                + $"({inputShape.Size} numbers)");
        return Like(Name, inputShape, Inputs, Targets);
    }

    /// <summary>The same samples, each as one row of numbers; nothing is copied.</summary>
    public Dataset Flatten() => Reshape(new Shape(SampleSize));

    /// <summary>The same samples with other input numbers, as after a transform.</summary>
    /// <param name="inputs">As many numbers as before.</param>
    public Dataset WithInputs(float[] inputs) => Like(Name, InputShape, inputs, Targets);

    /// <summary>The same samples with other targets, as after a transform.</summary>
    /// <param name="targets">As many as before.</param>
    public Dataset WithTargets(Targets targets) => Like(Name, InputShape, Inputs, targets);

    /// <summary>The same samples under another name; nothing is copied.</summary>
    /// <param name="name">The new name.</param>
    public Dataset Named(string name) => Like(name, InputShape, Inputs, Targets);

    /// <summary>Name, count and shape, as in <c>mnist training: 50000 × (784)</c>.</summary>
    public override string ToString() => $"{Name}: {Count} × {InputShape}";

    private static int Nearest(int[] starts, int size)
    {
        int[] sorted = [.. starts.Order()];
        int nearest = size;
        for (int i = 1; i < sorted.Length; i++)
            nearest = sorted[i] > sorted[i - 1] ? Math.Min(nearest, sorted[i] - sorted[i - 1]) : nearest;
        return nearest;
    }

    private Dataset Copied(ReadOnlySpan<int> indices)
    {
        float[] inputs = new float[indices.Length * SampleSize];
        for (int i = 0; i < indices.Length; i++)
            Sample(indices[i]).CopyTo(inputs.AsSpan(i * SampleSize));
        return new(Name, InputShape, inputs, Targets.Select(indices), SampleSize, Tokens)
        {
            Columns = Columns,
            Origins = Selected(indices),
        };
    }

    /// <summary>The numbers that the samples take, each once, however many samples share it.</summary>
    private Dataset Shared(ReadOnlySpan<int> indices)
    {
        int[] old = Array.ConvertAll(indices.ToArray(), Start), places = [.. Enumerable.Range(0, old.Length)], starts = new int[old.Length];
        Array.Sort((int[])old.Clone(), places);
        int length = 0, end = 0;
        foreach (int place in places)
        {
            length += Math.Min(SampleSize, old[place] + SampleSize - end);
            (end, starts[place]) = (old[place] + SampleSize, length - SampleSize);
        }

        float[] inputs = new float[length];
        for (int i = 0; i < starts.Length; i++)
            Sample(indices[i]).CopyTo(inputs.AsSpan(starts[i]));
        return new(Name, InputShape, inputs, starts, Targets.Select(indices)) { Columns = Columns, Origins = Selected(indices) };
    }

    private SampleOrigin[]? Selected(ReadOnlySpan<int> indices) =>
        Origins is { } origins ? Array.ConvertAll(indices.ToArray(), index => origins[index]) : null;

    private Dataset Slice(int start, int count) => Starts is not null ? Shared([.. Enumerable.Range(start, count)])
        : new(Name, InputShape, count == 0 ? [] : Inputs.AsSpan(start * Stride, ((count - 1) * Stride) + SampleSize).ToArray(),
            Targets.Slice(start, count), Stride, Tokens)
        { Columns = Columns, Origins = Origins is { } origins ? [.. origins.Skip(start).Take(count)] : null };

    private Dataset Like(string name, Shape inputShape, float[] inputs, Targets targets) =>
        Starts is { } starts ? new(name, inputShape, inputs, starts, targets) { Columns = Columns, Origins = Origins }
            : new(name, inputShape, inputs, targets, Stride, Tokens) { Columns = Columns, Origins = Origins };
}
