namespace Weir.Tensors;

/// <summary>
/// What stands behind a tensor: its memory and, on a tape, the operation and inputs that made it. Nodes of a tape are
/// used again by later steps; <see cref="Generation"/> tells a handle whether it is still the same tensor.
/// </summary>
internal sealed class Node
{
    /// <summary>Counts the tensors that this object has stood for.</summary>
    public int Generation { get; set; }

    /// <summary>The tape that owns it, or null for a leaf that outlives steps (a parameter).</summary>
    public Tape? Tape { get; set; }

    public Shape Shape { get; set; }

    public Storage Storage { get; set; } = null!;

    /// <summary>False for a view: the memory belongs to another node.</summary>
    public bool OwnsStorage { get; set; }

    /// <summary>For a view: the node that owns the memory.</summary>
    public Node? Owner { get; set; }

    /// <summary>For a view: the owner's generation when it was made; another one says that the memory is gone.</summary>
    public int OwnerGeneration { get; set; }

    /// <summary>The node whose memory this shows: the owner of a view, else itself.</summary>
    public Node Home => Owner ?? this;

    /// <summary>Whether code outside the library has had the handle, so that the memory stays until the step ends.</summary>
    public bool IsExposed { get; set; }

    /// <summary>Whether the operation that reads it next is the last to do so and may write over it.</summary>
    public bool IsLast { get; set; }

    /// <summary>What made it; null for an input, a leaf, or where no gradient is needed.</summary>
    public Operation? Operation { get; set; }

    /// <summary>The number that the operation was given (a negative slope, an exponent), 0 if none.</summary>
    public float Parameter { get; set; }

    /// <summary>Where the operation splits the axes: an axis, or the entries before it, as the operation has it.</summary>
    public int Split { get; set; }

    /// <summary>Where a slice starts.</summary>
    public int Offset { get; set; }

    /// <summary>The inputs; only the first <see cref="InputCount"/> are meant.</summary>
    public Node[] Inputs { get; private set; } = new Node[3];

    public int InputCount { get; private set; }

    /// <summary>What the forward pass keeps for the backward pass besides inputs and output.</summary>
    public Storage? Saved { get; set; }

    /// <summary>Row numbers or labels that the operation was given: a copy that has been checked, so that what the caller does to his array
    /// afterwards cannot lead a kernel astray.</summary>
    public Storage? Indices { get; set; }

    /// <summary>Whether a gradient has to flow into this node.</summary>
    public bool NeedsGradient { get; set; }

    /// <summary>Whether a copy of the gradient is kept until the step ends.</summary>
    public bool RetainsGradient { get; set; }

    /// <summary>That copy.</summary>
    public Storage? Kept { get; set; }

    /// <summary>∂loss/∂this as far as it is gathered; null before the first contribution.</summary>
    public Storage? Gradient { get; set; }

    /// <summary>For a leaf: memory of its own for the gradient, kept from step to step.</summary>
    public Storage? GradientMemory { get; set; }

    /// <summary>For a leaf: the gradient as a product that is not worked out yet.</summary>
    public PendingProduct? Pending { get; set; }

    /// <summary>Who is told of the gradient when it is complete; null where nobody ever was.</summary>
    public WatchList<IGradientWatcher>? Watchers { get; set; }

    /// <summary>For a leaf: who wants to see blocks of the gradient before an optimizer uses it; null where nobody ever did.</summary>
    public WatchList<GradientBlocks>? BlockWatchers { get; set; }

    public int Size => Shape.Size;

    public void AddInput(Node input)
    {
        if (InputCount == Inputs.Length)
        {
            Node[] larger = new Node[2 * InputCount];
            Inputs.CopyTo(larger, 0);
            Inputs = larger;
        }

        Inputs[InputCount++] = input;
    }

    /// <summary>For a leaf: there is no gradient any more; the memory for the next one stays.</summary>
    public void DropGradient()
    {
        if (Pending is { } pending)
        {
            pending.Tape.Release(pending);
            Pending = null;
        }

        Gradient = null;
    }

    /// <summary>The same; memory that was meant for it and never taken, as by a step that was only planned, is forgotten too.</summary>
    public void ForgetGradient()
    {
        DropGradient();
        if (GradientMemory is { IsTaken: false })
            GradientMemory = null;
    }

    /// <summary>Forgets everything but the object itself.</summary>
    public void Clear()
    {
        Generation++;
        Storage = null!;
        Owner = null;
        Operation = null;
        InputCount = 0;
        Saved = null;
        Indices = null;
        NeedsGradient = RetainsGradient = IsExposed = IsLast = OwnsStorage = false;
        Gradient = Kept = null;
        Watchers?.Clear();
        Parameter = 0;
        Split = 0;
    }
}
