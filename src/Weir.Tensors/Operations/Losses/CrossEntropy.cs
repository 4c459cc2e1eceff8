namespace Weir.Tensors;

/// <summary>Losses that need more than an entry-by-entry error and a mean.</summary>
public static class LossOperations
{
    /// <summary>
    /// The cross-entropy of each row's softmax with its label, −Σ q·log p, where q is 1 at the label, or with smoothing ε
    /// (1 − ε) at the label plus ε/classes everywhere (Szegedy et al., 2016).
    /// </summary>
    /// <param name="logits">(…, classes), before the softmax.</param>
    /// <param name="labels">One class from 0 for each row.</param>
    /// <param name="smoothing">ε in [0, 1); default 0.</param>
    /// <returns>A loss for each row, of shape (rows).</returns>
    /// <exception cref="ShapeException">Another number of labels than rows, or a label outside the classes.</exception>
    public static Tensor CrossEntropy(this Tensor logits, Indices labels, float smoothing = 0) =>
        CrossEntropyOperation.Instance.Apply(logits, labels, smoothing);

    /// <summary>
    /// The cross-entropy of each row's softmax with probabilities, −Σ q·log p, as mixed samples have them; smoothing takes (1 − ε)·q +
    /// ε/classes for q.
    /// </summary>
    /// <param name="logits">(…, classes), before the softmax.</param>
    /// <param name="probabilities">The same shape; rows that sum to 1. No gradient goes to them.</param>
    /// <param name="smoothing">ε in [0, 1); default 0.</param>
    /// <returns>A loss for each row, of shape (rows).</returns>
    /// <exception cref="ShapeException">Another shape than the logits', a negative probability, or a row that does not sum to 1 within
    /// 1e-3.</exception>
    public static Tensor CrossEntropy(this Tensor logits, Tensor probabilities, float smoothing = 0)
    {
        const string name = "crossEntropy";
        Shape shape = logits.Shape;
        if (shape.Rank == 0 || shape != probabilities.Shape)
            throw new ShapeException($"{name}: logits of shape {shape} and probabilities of shape {probabilities.Shape} were given; both "
                + "have the shape (…, classes)");
        int classes = shape[^1], rows = shape.SizeBefore(shape.Rank - 1);
        // With the likeliest class l: −Σ q·log p = −log p[l] + Σ (1[l] − q)·logits. The first is the loss on classes, which neither
        // overflows nor cancels.
        Tensor rest = Tapes.Of(name, logits.Node).Full(shape, 0);
        Span<float> weights = rest.Node.Storage.Span(shape.Size);
        ReadOnlySpan<float> given = probabilities.Node.Storage.Span(shape.Size);
        Tape tape = Tapes.Of(name, logits.Node, probabilities.Node);
        Storage own = tape.Rent(rows);
        Span<int> likeliest = own.Integers(rows);
        likeliest.Clear();
        for (int row = 0; row < rows; row++)
        {
            ReadOnlySpan<float> shares = given.Slice(row * classes, classes);
            double sum = 0;
            for (int i = 0; i < classes; i++)
            {
                sum += shares[i] >= 0 ? shares[i] : double.NaN;
                if (shares[i] > shares[likeliest[row]])
                    likeliest[row] = i;
                weights[(row * classes) + i] = (smoothing - 1) * shares[i];
            }

            if (!(Math.Abs(sum - 1) <= 1e-3))
                throw new ShapeException($"{name}: row {row} of the probabilities has a negative entry or sums to {sum}; probabilities "
                    + "are 0 or more and sum to 1");
            weights[(row * classes) + likeliest[row]] += 1 - smoothing;
        }

        return CrossEntropyOperation.Instance.Apply(logits, own, rows, smoothing)
            .Add(logits.Multiply(rest).Sum(^1).Reshape(new Shape(rows)));
    }
}

/// <summary>Softmax and cross-entropy in one, so that nothing overflows or cancels; the derivative is p − q.</summary>
internal sealed class CrossEntropyOperation : Operation
{
    public static CrossEntropyOperation Instance { get; } = new();

    public override string Name => "crossEntropy";

    public Tensor Apply(Tensor logits, Indices labels, float smoothing)
    {
        Node input = logits.Node;
        if (input.Shape.Rank == 0)
            throw new ShapeException($"{Name}: logits of shape (…, classes) are expected, a single number was given");
        int classes = input.Shape[^1], rows = input.Shape.SizeBefore(input.Shape.Rank - 1);
        if (labels.Count != rows)
            throw new ShapeException($"{Name}: {labels.Count} labels were given for logits of shape {input.Shape}; {rows} are expected, "
                + "one a row");
        CheckSmoothing(smoothing);
        return Apply(logits, Tapes.Of(Name, input).Own(Name, labels, "classes", classes), rows, smoothing);
    }

    /// <summary>The same with labels that have been checked, in memory of the tape.</summary>
    public Tensor Apply(Tensor logits, Storage labels, int rows, float smoothing)
    {
        CheckSmoothing(smoothing);
        Node input = logits.Node;
        Tape tape = Tapes.Of(Name, input);
        Node output = tape.Make(new Shape(rows));
        output.Parameter = smoothing;
        output.Indices = labels;
        output.Saved = tape.Rent(input.Size);
        tape.Backend.CrossEntropy(input.Storage, labels.Integers(rows), output.Storage, output.Saved, rows, input.Shape[^1], smoothing);
        return tape.Record(this, output, input);
    }

    private static void CheckSmoothing(float smoothing)
    {
        if (smoothing is not (>= 0 and < 1))
            throw new ArgumentOutOfRangeException(nameof(smoothing), smoothing, "label smoothing lies in [0, 1)");
    }

    internal override void Backward(Node node, Tape tape)
    {
        Node input = node.Inputs[0];
        Storage target = tape.GradientOf(input, out bool accumulate);
        tape.Backend.CrossEntropyBackward(node.Saved!, node.Indices!.Integers(node.Size), node.Gradient!, target, node.Size,
            input.Shape[^1],
            node.Parameter, accumulate);
    }
}
