using Weir.Tensors.Backends;

namespace Weir.Tensors;

/// <summary>
/// Records what a step computes and runs it backwards (reverse-mode differentiation), and owns the memory of the step.
/// <para>
/// <see cref="Begin"/> starts a step; everything that the step before made goes back to the pool then. After
/// <see cref="Backward"/> the first new operation begins the next step by itself. A steady step takes no new memory.
/// The tensors of a step are made by one thread; another may make the next step.
/// </para>
/// </summary>
public sealed partial class Tape
{
    private const int MostNodes = 1_000_000;

    private readonly StoragePool _pool;
    private readonly List<Node> _nodes = [];
    private readonly Stack<PendingProduct> _freePending = [];
    private readonly List<Node> _pendingLeaves = [];
    private readonly List<Storage> _loans = [];
    private readonly List<Node> _reached = [];
    private readonly WatchList<IStepWatcher> _stepWatchers = new();
    private int _used;
    private bool _ended;

    /// <summary>Makes a tape over a backend.</summary>
    /// <param name="backend">What computes: <see cref="SimdBackend"/>, <see cref="ReferenceBackend"/>, or nothing
    /// (<see cref="PlanningBackend"/>).</param>
    public Tape(Backend backend)
    {
        Backend = backend;
        _pool = new StoragePool(deferred: !backend.Computes);
    }

    /// <summary>What computes.</summary>
    public Backend Backend { get; }

    /// <summary>Whether operations are recorded for <see cref="Backward"/>; false in evaluation.</summary>
    public bool Recording { get; private set; } = true;

    /// <summary>Bytes that this tape's pool has taken so far; constant in a steady loop.</summary>
    public long PoolBytes => _pool.Bytes;

    /// <summary>The number of tensors that the current step has made.</summary>
    public int Count => _used;

    /// <summary>Begins a step: the tensors of the step before are gone, and their memory is used again.</summary>
    /// <param name="recording">False where no gradient will be asked for: less is kept.</param>
    public void Begin(bool recording = true)
    {
        // A leaf whose gradient nobody has used yet must not lose it with the memory of its factors.
        foreach (Node leaf in _pendingLeaves)
            WorkOut(leaf);
        _pendingLeaves.Clear();

        for (int i = 0; i < _used; i++)
        {
            Node node = _nodes[i];
            if (node.Gradient is not null)
                _pool.Return(node.Gradient);
            GiveBack(node);
        }

        foreach (Storage storage in _loans)
            _pool.Return(storage);
        _loans.Clear();
        _reached.Clear();
        _used = 0;
        _ended = false;
        _thread = Environment.CurrentManagedThreadId;
        Recording = recording;
    }

    /// <summary>Whether <see cref="Backward"/> has run, so that the next operation begins a step.</summary>
    internal bool Ended => _ended;

    /// <summary>Puts data on the tape.</summary>
    /// <param name="shape">Its shape.</param>
    /// <param name="values">As many numbers as the shape has entries, row-major; they are copied.</param>
    /// <exception cref="ShapeException">Another number of values.</exception>
    public Tensor Input(Shape shape, ReadOnlySpan<float> values)
    {
        if (values.Length != shape.Size)
            throw new ShapeException($"input: {values.Length} values were given for shape {shape}, which has {shape.Size} entries");
        Node node = Make(shape);
        Backend.Load(values, node.Storage);
        return new Tensor(node);
    }

    /// <summary>Shows a leaf on the tape without a copy, so that operations on leaves alone know where to be recorded.</summary>
    /// <param name="leaf">A leaf, as a table of constants or a learnt starting state; its gradient flows back to it.</param>
    public Tensor View(Tensor leaf) => Record(ReshapeOperation.Instance, MakeView(leaf.Shape, leaf.Node), leaf.Node);

    /// <summary>Puts a tensor filled with one number on the tape.</summary>
    /// <param name="shape">Its shape.</param>
    /// <param name="value">The number.</param>
    public Tensor Full(Shape shape, float value)
    {
        Node node = Make(shape);
        node.Storage.Span(shape.Size).Fill(value);
        return new Tensor(node);
    }

    /// <summary>
    /// Carries the gradient of a single number back to every leaf that takes one. Gradients of leaves add up until an
    /// optimizer's step (or <see cref="Tensor.ClearGradient"/>) uses them.
    /// </summary>
    /// <param name="loss">A tensor of one entry made on this tape.</param>
    /// <exception cref="ShapeException">The loss has more than one entry.</exception>
    /// <exception cref="InvalidOperationException">The loss depends on nothing that takes a gradient, or is of another tape.</exception>
    public void Backward(Tensor loss)
    {
        Node root = loss.Node;
        if (!ReferenceEquals(root.Tape, this))
            throw new InvalidOperationException("backward: the loss was not made on this tape");
        if (root.Size != 1)
            throw new ShapeException($"backward: the loss has shape {root.Shape}; a single number is expected (take the mean or the sum)");
        if (!root.NeedsGradient)
            throw new InvalidOperationException(Recording
                ? "backward: the loss depends on no tensor that takes a gradient"
                : "backward: the step was begun with recording: false");

        Claim(begins: false);
        root.Gradient = _pool.Rent(1);
        root.Gradient.Span(1)[0] = 1;
        for (int i = _nodes.IndexOf(root, 0, _used); i >= 0; i--)
        {
            Node node = _nodes[i];
            if (node.Gradient is null)
                continue;
            if (node.Watchers is { IsEmpty: false } watchers)
                Show(i, node, watchers);
            foreach (Watch<IStepWatcher> watch in _stepWatchers.Entries)
                watch.Watcher.OnBackward(i);
            if (node.RetainsGradient)
                KeepCopy(node);
            node.Operation?.Backward(node, this);
            if (node.Gradient is not null)
            {
                _pool.Return(node.Gradient);
                node.Gradient = null;
            }
        }

        ShowLeaves();
        foreach (Watch<IStepWatcher> watch in _stepWatchers.Entries)
            watch.Watcher.OnBackwardEnd();
        _ended = true;
    }

    /// <summary>A node of this step with memory for its shape, whose content is undefined.</summary>
    /// <exception cref="AllocationException">There is no memory for it, or the step holds as many tensors as it can.</exception>
    internal Node Make(Shape shape)
    {
        Claim();
        Storage storage;
        try
        {
            // Before the node, so that the step is as it was where there is no memory.
            storage = _pool.Rent(shape.Size, orLarger: !Recording);
        }
        catch (AllocationException exception)
        {
            throw exception.For(shape, PoolBytes);
        }

        Node node = Next(shape);
        node.Storage = storage;
        node.OwnsStorage = true;
        return node;
    }

    /// <summary>A node of this step that shows another's memory in another shape.</summary>
    internal Node MakeView(Shape shape, Node of)
    {
        Node node = Next(shape);
        node.Storage = of.Storage;
        node.OwnsStorage = false;
        node.Owner = of.Home;
        node.OwnerGeneration = of.Home.Generation;
        return node;
    }

    /// <summary>Notes how a node was made, where a gradient will have to flow through it.</summary>
    internal Tensor Record(Operation operation, Node node, Node a, Node? b = null, Node? c = null)
    {
        bool needs = Recording && (a.NeedsGradient || b is { NeedsGradient: true } || c is { NeedsGradient: true });
        if (needs)
        {
            node.NeedsGradient = true;
            node.Operation = operation;
            node.AddInput(a);
            if (b is not null)
                node.AddInput(b);
            if (c is not null)
                node.AddInput(c);
        }
        else
        {
            Forget(node);
        }

        return new Tensor(node);
    }

    /// <summary>
    /// Where to put a contribution to the gradient of a node; <paramref name="accumulate"/> says whether to add to what is there.
    /// </summary>
    internal Storage GradientOf(Node node, out bool accumulate)
    {
        foreach (Watch<IStepWatcher> watch in _stepWatchers.Entries)
            watch.Watcher.OnTarget(node);
        Reach(node);
        if (node.Pending is not null)
            WorkOut(node);
        accumulate = node.Gradient is not null;
        return node.Gradient ??= node.Tape is null ? node.GradientMemory ??= new Storage(Math.Max(1, node.Size), deferred: true)
            : _pool.Rent(node.Size);
    }

    /// <summary>
    /// Hands the memory of a node's complete gradient on to an input of the same size that has none yet, so that a
    /// derivative can be worked out in place. False where that is not possible.
    /// </summary>
    internal static bool TryMoveGradient(Node from, Node to)
    {
        if (to.Gradient is not null || to.Tape is null || from.Gradient is null)
            return false;
        to.Gradient = from.Gradient;
        from.Gradient = null;
        return true;
    }

    private void KeepCopy(Node node)
    {
        // Operations may pass their gradient's memory on; the kept one is a copy.
        Storage copy = Lend(node.Size);
        node.Gradient!.Span(node.Size).CopyTo(copy.Span(node.Size));
        node.Kept = copy;
    }

    private Node Next(Shape shape)
    {
        Claim();
        if (_used == MostNodes)
            throw AllocationException.TooMany(MostNodes);
        return NextUnchecked(shape);
    }

    private Node NextUnchecked(Shape shape)
    {
        if (_used == _nodes.Count)
            _nodes.Add(new Node { Tape = this });
        Node node = _nodes[_used++];
        node.Shape = shape;
        return node;
    }
}
