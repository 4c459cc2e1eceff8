namespace Weir.Tensors;

/// <summary>
/// The early end of intermediates. Where no gradient is recorded nothing reads a module's intermediates once it has put out its own: their
/// memory goes back before the step ends, so that a forward pass needs the few largest of them and not their sum. What code outside the
/// library has had in its hands (<see cref="Node.IsExposed"/>) stays until the step ends.
/// </summary>
public sealed partial class Tape
{
    /// <summary>
    /// Gives back what has been made since <see cref="Count"/> was <paramref name="first"/>, apart from the memory of the result and what
    /// is exposed.
    /// </summary>
    internal void ReleaseSince(int first, Tensor result) => ReleaseSince(first, result, result);

    /// <summary>The same with two results.</summary>
    internal void ReleaseSince(int first, Tensor result, Tensor other)
    {
        if (Recording)
            return;
        Node one = result.Node.Home, two = other.Node.Home;
        for (int i = first; i < _used; i++)
        {
            Node node = _nodes[i];
            if (node.OwnsStorage && !node.IsExposed && !ReferenceEquals(node, one) && !ReferenceEquals(node, two))
                GiveBack(node);
        }
    }

    /// <summary>What has been made since <see cref="Count"/> was <paramref name="first"/> stays until the step ends.</summary>
    internal void ExposeSince(int first)
    {
        for (int i = first; i < _used; i++)
            _nodes[i].Home.IsExposed = true;
    }

    /// <summary>
    /// Gives back an intermediate, unless it is exposed, or shows the memory of what was made of it or of what came in from outside.
    /// </summary>
    internal void Release(Tensor intermediate, Tensor made, Tensor given)
    {
        if (Recording || intermediate.IsOver)
            return;
        Node home = intermediate.Node.Home;
        if (ReferenceEquals(home.Tape, this) && !home.IsExposed && !ReferenceEquals(home, made.Node.Home)
            && !ReferenceEquals(home, given.Node.Home))
            GiveBack(home);
    }

    /// <summary>
    /// A node of an input's shape for a result that is worked out entry by entry: over the input where nobody else will read that, else in
    /// memory of its own.
    /// </summary>
    internal Node MakeOver(Node input)
    {
        if (Recording || !input.IsLast || input.IsExposed || !input.OwnsStorage || !ReferenceEquals(input.Tape, this))
            return Make(input.Shape);
        Node node = Next(input.Shape);
        node.Storage = input.Storage;
        node.OwnsStorage = true;
        input.OwnsStorage = false;
        GiveBack(input);
        return node;
    }
}
