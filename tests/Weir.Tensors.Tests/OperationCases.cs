namespace Weir.Tensors.Tests;

/// <summary>
/// The operations with the shapes that they are tested in. The families that are lists are taken from the lists, so that
/// a new operation is covered as soon as it is listed.
/// </summary>
internal static partial class OperationCases
{
    /// <summary>Single, one entry, empty, odd, and large enough for two threads (more than 32,768 entries).</summary>
    private static readonly Shape[] Shapes = [Shape.Scalar, new(1), new(0, 5), new(3, 5), new(7, 33), new(129, 17), new(211, 199)];

    private static readonly Shape[] SmallShapes = [new(3, 5), new(2, 3, 2)];

    /// <summary>Pairs that meet by broadcasting: equal, scalar, row, column, middle axis, missing axes, both sides, empty, large.</summary>
    private static readonly (Shape Left, Shape Right)[] Pairs =
    [
        (new(3, 5), new(3, 5)), (new(129, 17), new(129, 17)), (new(211, 199), new(211, 199)), (new(0, 5), new(0, 5)), (new(1), new(1)),
        (Shape.Scalar, Shape.Scalar), (new(7, 33), Shape.Scalar), (Shape.Scalar, new(7, 33)), (new(7, 33), new(1, 1)),
        (new(7, 33), new(33)), (new(33), new(7, 33)), (new(129, 17), new(1, 17)), (new(3, 5), new(5)),
        (new(7, 33), new(7, 1)), (new(7, 1), new(7, 33)), (new(5, 3), new(5, 1)),
        (new(4, 6, 19), new(4, 1, 19)), (new(4, 1, 19), new(4, 6, 19)), (new(3, 4, 5), new(1, 4, 1)), (new(2, 3, 2, 17), new(3, 1, 17)),
        (new(2, 5, 3, 7), new(1, 5, 1, 7)), (new(2, 1, 3, 1), new(1, 5, 1, 7)), (new(7, 1), new(1, 33)), (new(1, 33), new(7, 1)),
            (new(5, 1, 4), new(3, 1)),
        (new(0, 5), new(5)), (new(0, 5), new(1, 5)), (new(5, 0), new(5, 1)), (new(211, 199), new(199)), (new(211, 199), new(211, 1)),
            (new(2, 1, 2, 1, 2, 1), new(1, 3, 1, 3, 1, 3)),
    ];

    private static readonly (Shape Left, Shape Right)[] SmallPairs =
        [(new(3, 4), new(3, 4)), (new(3, 4), new(4)), (new(3, 1), new(3, 4)), (Shape.Scalar, new(5)), (new(2, 3, 2), new(2, 1, 2)),
            (new(2, 1), new(1, 3))];

    public static IEnumerable<OperationCase> Unary(UnaryOperation operation, bool small) =>
        from shape in small ? SmallShapes : Shapes
        from parameter in new[] { 0.3f, 1f }
        select new OperationCase($"{operation.Name}({parameter})", x => operation.Apply(x[0], parameter), shape)
        {
            Draws = [operation.Name is "logarithm" or "squareRoot" ? Values.Positive : Values.AwayFromZero(0.3)],
            Forward = operation.Name is "gelu" ? Tolerance.Fitted : Tolerance.Transcendental,
            Backward = operation.Name is "gelu" ? Tolerance.Fitted : Tolerance.DerivativeFromOutput,
        };

    public static IEnumerable<OperationCase> Binary(BinaryOperation operation, bool small) =>
        from shapes in small ? SmallPairs : Pairs
        select new OperationCase(operation.Name, x => operation.Apply(x[0], x[1], 1), shapes.Left, shapes.Right)
        {
            // Neither 0 nor equal nor just the Huber limit of 1 apart, so that no kink is near.
            Draws = [Values.Lattice(0.1), operation.Name is "divide" ? Values.AwayFromZero(1) : Values.Lattice(0.3)],
            Forward = Tolerance.Transcendental,
            Backward = Tolerance.SumOf(shapes.Left.Size * shapes.Right.Size) with { Relative = 5e-6 },
        };

    /// <summary>A sum and a function behind it, of two tensors and of one with itself.</summary>
    public static IEnumerable<OperationCase> SumsWithFunctions(bool small)
    {
        foreach (Shape shape in small ? [new Shape(2, 3)] : new Shape[] { new(1), new(3, 5), new(0, 4), new(37, 211) })
        {
            AddThenOperation operation = new(Elementwise.Named("tanh"), 0);
            OperationCase two = new(operation.Name, x => operation.Apply(x[0], x[1]), shape, shape)
            {
                Forward = Tolerance.Transcendental,
                Backward = Tolerance.DerivativeFromOutput with { Absolute = 1e-5 }
            };
            yield return two;
            yield return two with { Name = $"{operation.Name} of one", Apply = x => operation.Apply(x[0], x[0]), Shapes = [shape] };
            yield return two with { Name = $"{operation.Name} with a shortcut", Apply = x => operation.Apply(x[0].Multiply(x[1]), x[0]) };
        }
    }

    public static IEnumerable<OperationCase> Dropouts(bool small)
    {
        foreach (Shape shape in small ? [new Shape(3, 2, 4)]
            : new Shape[] { new(1, 1), new(3, 5), new(5, 7, 9, 19), new(211, 199), new(40, 2000), new(0, 3) })
        {
            foreach (DropoutUnit unit in Enum.GetValues<DropoutUnit>())
                yield return new OperationCase($"dropout {unit}", x => x[0].Dropout(0.4f, 0x1234567890ABCDEF, unit), shape);
        }
    }

    private static OperationCase Copies(string name, Func<Tensor[], Tensor> apply, params Shape[] shapes) =>
        new(name, apply, shapes) { Forward = Tolerance.Exact };
}
