namespace Weir.Tensors;

/// <summary>
/// Functions of each entry by itself. Each stands in a file of its own with its derivative; a new one is such a file and
/// a line in <see cref="All"/>.
/// </summary>
public static partial class Elementwise
{
    /// <summary>The whole family; every test of the family runs over it.</summary>
    public static IReadOnlyList<UnaryOperation> All { get; } =
    [
        UnaryOperation<AbsoluteOperator>.Instance,
        UnaryOperation<EluOperator>.Instance,
        UnaryOperation<ExponentialOperator>.Instance,
        UnaryOperation<GeluOperator>.Instance,
        UnaryOperation<LeakyReluOperator>.Instance,
        UnaryOperation<LogarithmOperator>.Instance,
        UnaryOperation<ReluOperator>.Instance,
        UnaryOperation<SeluOperator>.Instance,
        UnaryOperation<ShiftOperator>.Instance,
        UnaryOperation<SigmoidOperator>.Instance,
        UnaryOperation<SiluOperator>.Instance,
        UnaryOperation<SoftplusOperator>.Instance,
        UnaryOperation<SquareOperator>.Instance,
        UnaryOperation<SquareRootOperator>.Instance,
        UnaryOperation<TanhOperator>.Instance,
    ];

    /// <summary>The operation of a name, as in <c>relu</c>.</summary>
    /// <param name="name">The name that errors and profiles use.</param>
    /// <exception cref="ArgumentException">There is none of that name.</exception>
    public static UnaryOperation Named(string name) =>
        All.FirstOrDefault(operation => string.Equals(operation.Name, name, StringComparison.Ordinal))
        ?? throw new ArgumentException($"there is no elementwise operation named {name}; there are "
            + $"{string.Join(", ", All.Select(operation => operation.Name))}", nameof(name));
}
