namespace Weir.Inference;

/// <summary>Where a sample comes from.</summary>
/// <param name="File">The file.</param>
/// <param name="Line">Its line, from 1; 0 where the file is the sample.</param>
/// <param name="Kept">Cells that go to the output as they are; null for none.</param>
internal readonly record struct SamplePlace(string File, long Line, string[]? Kept);

/// <summary>Some samples of files, and what could not be read among them. The same memory is used again and again.</summary>
/// <param name="capacity">The most samples.</param>
/// <param name="size">Numbers of a sample.</param>
internal sealed class SampleBatch(int capacity, int size)
{
    private readonly SamplePlace[] _places = new SamplePlace[capacity];

    /// <summary>The numbers of the samples, one after the other.</summary>
    public float[] Inputs { get; } = new float[capacity * size];

    /// <summary>How many there are.</summary>
    public int Count { get; private set; }

    /// <summary>Whether there is no room for another.</summary>
    public bool IsFull => Count == _places.Length;

    /// <summary>Where they come from.</summary>
    public ReadOnlySpan<SamplePlace> Places => _places.AsSpan(0, Count);

    /// <summary>Of sequences whose rows are each told of: where the rows of each sample stand.</summary>
    public List<SamplePlace[]> Rows { get; } = [];

    /// <summary>What could not be read, a message each.</summary>
    public List<string> Problems { get; } = [];

    /// <summary>The place of the next sample.</summary>
    public Span<float> Next => Inputs.AsSpan(Count * size, size);

    /// <summary>Takes the sample that was written to <see cref="Next"/>.</summary>
    public void Add(SamplePlace place) => _places[Count++] = place;

    /// <summary>Forgets everything.</summary>
    public void Clear()
    {
        Count = 0;
        Rows.Clear();
        Problems.Clear();
    }
}
