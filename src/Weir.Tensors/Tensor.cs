namespace Weir.Tensors;

/// <summary>
/// A handle on float32 numbers of some <see cref="Shape"/>, row-major. Tensors that a step makes belong to its
/// <see cref="Tape"/> and go back when the next step begins: nothing has to be disposed, and a handle kept beyond its
/// step says so instead of showing other numbers. Leaves (<see cref="Leaf(Shape)"/>) outlive steps.
/// </summary>
public readonly struct Tensor : IEquatable<Tensor>
{
    private readonly Node? _node;
    private readonly int _generation;

    internal Tensor(Node node)
    {
        _node = node;
        _generation = node.Generation;
    }

    /// <summary>The lengths of the axes.</summary>
    public Shape Shape => Node.Shape;

    /// <summary>Whether <see cref="Tape.Backward"/> carries a gradient to it.</summary>
    public bool NeedsGradient => Node.NeedsGradient;

    /// <summary>The name of the operation that made it, or <c>input</c> or <c>leaf</c>.</summary>
    public string MadeBy => Node.Operation?.Name ?? (Node.Tape is null ? "leaf" : "input");

    internal Node Node
    {
        get
        {
            if (_node is null)
                throw new InvalidOperationException("tensor: this handle was never given a value (default(Tensor))");
            return IsOver ? throw Ended() : _node;
        }
    }

    /// <summary>Whether the memory serves another by now: that of the tensor or, for a view, of its owner.</summary>
    internal bool IsOver => _node!.Generation != _generation || (_node.Owner is { } owner && owner.Generation != _node.OwnerGeneration);

    /// <summary>
    /// This result, after which <paramref name="intermediate"/>, from which it was made, is read no more: in evaluation its memory goes
    /// back (<see cref="Tape.Release(Tensor, Tensor, Tensor)"/>).
    /// </summary>
    /// <param name="intermediate">A result of the module that runs, or of one of its parts.</param>
    /// <param name="given">What the module was given, which it never gives back.</param>
    internal Tensor Replacing(Tensor intermediate, Tensor given)
    {
        Node.Tape?.Release(intermediate, this, given);
        return this;
    }

    /// <summary>This intermediate, which the operation that reads it next may write over.</summary>
    /// <param name="given">What the module was given, which is never written over.</param>
    internal Tensor Last(Tensor given)
    {
        Node.IsLast = !ReferenceEquals(Node.Home, given.Node.Home);
        return this;
    }

    /// <summary>Code outside the library has the handle: the memory stays until the step ends.</summary>
    internal void Expose() => Node.Home.IsExposed = true;

    internal static InvalidOperationException Ended() =>
        new("tensor: the step that made this tensor has ended and its memory serves another; copy what you need (ToArray, Item) before "
            + "the next step begins");

    /// <summary>
    /// A leaf of zeros that outlives steps and takes no gradient. It takes its memory when its numbers are used for the first time.
    /// </summary>
    /// <param name="shape">Its shape.</param>
    public static Tensor Leaf(Shape shape) => Leaf(shape, needsGradient: false);

    /// <summary>A leaf of zeros that outlives steps. It takes its memory when its numbers are used for the first time.</summary>
    /// <param name="shape">Its shape.</param>
    /// <param name="needsGradient">Whether gradients are gathered for it, as for a weight.</param>
    public static Tensor Leaf(Shape shape, bool needsGradient) =>
        new(new Node
        {
            Shape = shape,
            Storage = new Storage(Math.Max(1, shape.Size), deferred: true),
            OwnsStorage = true,
            NeedsGradient = needsGradient,
        });

    /// <summary>A leaf with these values, that outlives steps.</summary>
    /// <param name="shape">Its shape.</param>
    /// <param name="values">As many numbers as the shape has entries, row-major.</param>
    /// <param name="needsGradient">Whether gradients are gathered for it, as for a weight.</param>
    public static Tensor Leaf(Shape shape, ReadOnlySpan<float> values, bool needsGradient = false)
    {
        Tensor leaf = Leaf(shape, needsGradient);
        leaf.CopyFrom(values);
        return leaf;
    }

    /// <summary>Whether the numbers have memory by now; that of a leaf is taken when they are used for the first time.</summary>
    public bool HasMemory => Node.Storage.IsTaken;

    /// <summary>The number in a tensor of one entry.</summary>
    /// <exception cref="ShapeException">More or fewer than one entry.</exception>
    public float Item()
    {
        if (Shape.Size != 1)
            throw new ShapeException($"item: the tensor has shape {Shape}; exactly one entry is expected");
        return Node.Storage.Span(1)[0];
    }

    /// <summary>A copy of the numbers, row-major.</summary>
    public float[] ToArray() => Node.Storage.Span(Shape.Size).ToArray();

    /// <summary>Copies the numbers out.</summary>
    /// <param name="target">At least as long as the tensor has entries.</param>
    public void CopyTo(Span<float> target) => Node.Storage.Span(Shape.Size).CopyTo(target);

    /// <summary>Overwrites the numbers of a leaf or an input.</summary>
    /// <param name="values">As many numbers as the shape has entries.</param>
    /// <exception cref="ShapeException">Another number of values.</exception>
    public void CopyFrom(ReadOnlySpan<float> values)
    {
        if (values.Length != Shape.Size)
            throw new ShapeException($"copy: {values.Length} values were given for shape {Shape}, which has {Shape.Size} entries");
        values.CopyTo(Node.Storage.Span(values.Length));
    }

    /// <summary>Keeps the gradient of this tensor until the step ends, so that <see cref="Gradient"/> can be read.</summary>
    public Tensor RetainGradient()
    {
        Node.RetainsGradient = true;
        return this;
    }

    /// <summary>
    /// A copy of the gradient, row-major, or null where none has arrived. For leaves that take one, and for tensors that
    /// were told to keep it (<see cref="RetainGradient"/>).
    /// </summary>
    public float[]? Gradient()
    {
        Node node = Node;
        Tape.WorkOut(node);
        return (node.Kept ?? node.Gradient)?.Span(node.Size).ToArray();
    }

    /// <summary>
    /// Has somebody told of this tensor's gradient: where it is one of a step, in the backward pass, when the gradient is complete; where
    /// it is a leaf, at the end of every backward pass that reached it, until the watch ends. Any number may watch the same tensor.
    /// </summary>
    /// <param name="watcher">Who is told.</param>
    /// <returns>The watch, which ends when it is disposed or with the step of the tensor.</returns>
    /// <exception cref="InvalidOperationException">The backward pass of the tensor's step is over.</exception>
    public IDisposable WatchGradient(IGradientWatcher watcher) => WatchGradient(watcher, former: null);

    /// <summary>The same at one step after another: the tape uses its nodes again, and so may the watch be.</summary>
    internal Watch<IGradientWatcher> WatchGradient(IGradientWatcher watcher, Watch<IGradientWatcher>? former)
    {
        if (Node.Tape is { Ended: true })
            throw new InvalidOperationException("watch: the backward pass of this step is over; watch a tensor before it");
        return (Node.Watchers ??= new WatchList<IGradientWatcher>()).Add(watcher, former);
    }

    /// <summary>The same with an action.</summary>
    /// <param name="action">Is given the gradient, which is good during the call only.</param>
    /// <returns>The watch.</returns>
    public IDisposable WatchGradient(Action<Tensor> action) => WatchGradient(new GradientAction(action));

    /// <summary>
    /// A watch, which has not begun, that has blocks of a leaf's gradient copied whenever an optimizer is about to use it.
    /// </summary>
    internal Watch<GradientBlocks> WatchOf(GradientBlocks blocks) => new(blocks, Node.BlockWatchers ??= new WatchList<GradientBlocks>());

    /// <summary>Forgets the gradient of a leaf, so that the next one is not added to it. An optimizer's step does so by itself.</summary>
    public void ClearGradient() => Node.ForgetGradient();

    /// <inheritdoc/>
    public bool Equals(Tensor other) => ReferenceEquals(_node, other._node) && _generation == other._generation;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Tensor other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(_node, _generation);

    /// <summary>Shape and first numbers, for the debugger.</summary>
    public override string ToString()
    {
        if (_node is null || IsOver)
            return "tensor of an ended step";
        IEnumerable<string> first = Node.Storage.Span(Math.Min(6, Shape.Size)).ToArray().Select(v => v.ToString("g4"));
        return $"{MadeBy} {Shape} [{string.Join(", ", first)}{(Shape.Size > 6 ? ", …" : "")}]";
    }

    /// <summary>Whether both are the same handle.</summary>
    public static bool operator ==(Tensor left, Tensor right) => left.Equals(right);

    /// <summary>Whether the handles differ.</summary>
    public static bool operator !=(Tensor left, Tensor right) => !left.Equals(right);

    /// <summary>Entry by entry, with broadcasting.</summary>
    public static Tensor operator +(Tensor left, Tensor right) => left.Add(right);

    /// <summary>Entry by entry, with broadcasting.</summary>
    public static Tensor operator -(Tensor left, Tensor right) => left.Subtract(right);

    /// <summary>Entry by entry, with broadcasting.</summary>
    public static Tensor operator *(Tensor left, Tensor right) => left.Multiply(right);

    /// <summary>Entry by entry, with broadcasting.</summary>
    public static Tensor operator /(Tensor left, Tensor right) => left.Divide(right);

    /// <summary>Every entry times a number.</summary>
    public static Tensor operator *(Tensor left, float right) => left.Scale(right);

    /// <summary>Every entry times a number.</summary>
    public static Tensor operator *(float left, Tensor right) => right.Scale(left);

    /// <summary>Every entry with the other sign.</summary>
    public static Tensor operator -(Tensor value) => value.Scale(-1);
}
