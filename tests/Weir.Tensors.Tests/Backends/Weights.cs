namespace Weir.Tensors.Tests.Backends;

/// <summary>Weights with a gradient and a state of the rule, made from the same numbers each time.</summary>
internal sealed class Weights
{
    public Weights(int length)
    {
        Length = length;
        RandomStream random = new(length);
        Values = Filled(random);
        First = Filled(random);
        Gradient = Filled(random);
        for (int i = 0; i < length; i += 4)
            Gradient.Span(length)[i] = 0;
    }

    public int Length { get; }

    public Storage Values { get; }

    public Storage First { get; }

    public Storage Gradient { get; }

    private Storage Filled(RandomStream random)
    {
        Storage storage = new(Math.Max(1, Length));
        storage.Span(storage.Capacity + Storage.Line).Fill(float.NaN);
        Tests.Values.Normal(new Shape(Length), random).CopyTo(storage.Span(Length));
        return storage;
    }
}
