namespace Weir.Tensors;

/// <summary>Choosing rows.</summary>
public static class Indexing
{
    /// <summary>The chosen rows of a table, as for an embedding; the gradient is added back to the rows, repeated ones included.</summary>
    /// <param name="table">(rows, …).</param>
    /// <param name="rows">Row numbers from 0, in any order and number.</param>
    /// <param name="tape">The tape to record on where the table is a leaf; may be left out where it is not.</param>
    /// <returns>(count, …).</returns>
    /// <exception cref="ShapeException">The table is a single number, or a row number lies outside it.</exception>
    public static Tensor Gather(this Tensor table, Indices rows, Tape? tape = null) => GatherOperation.Instance.Apply(table, rows, tape);
}

/// <summary>y[i] = table[rows[i]].</summary>
internal sealed class GatherOperation : Operation
{
    public static GatherOperation Instance { get; } = new();

    public override string Name => "gather";

    public Tensor Apply(Tensor from, Indices rows, Tape? tape)
    {
        Node table = from.Node;
        if (table.Shape.Rank == 0)
            throw new ShapeException($"{Name}: a table of shape (rows, …) is expected, a single number was given");
        tape = Tapes.Known(Name, Tapes.Join(Name, tape, table));
        int count = rows.Count;
        Storage own = tape.Own(Name, rows, "rows", table.Shape[0]);
        Node output = tape.Make(table.Shape.With(0, count));
        output.Indices = own;
        tape.Backend.Gather(table.Storage, own.Integers(count), output.Storage, table.Shape.SizeFrom(1));
        return tape.Record(this, output, table);
    }

    internal override void Backward(Node node, Tape tape)
    {
        Node table = node.Inputs[0];
        Storage target = tape.GradientOf(table, out bool accumulate);
        if (!accumulate)
            target.Span(table.Size).Clear();
        tape.Backend.Scatter(node.Gradient!, node.Indices!.Integers(node.Shape[0]), target, table.Shape.SizeFrom(1));
    }
}
