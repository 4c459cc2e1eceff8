namespace Weir.Tensors;

/// <summary>
/// Functions of two entries that meet by broadcasting: axes are aligned at the end, and an axis of length 1 is repeated.
/// Each stands in a file of its own with its derivatives; a new one is such a file and a line in <see cref="All"/>.
/// </summary>
public static partial class Arithmetic
{
    /// <summary>The whole family; every test of the family runs over it.</summary>
    public static IReadOnlyList<BinaryOperation> All { get; } =
    [
        BinaryOperation<AbsoluteErrorOperator>.Instance,
        BinaryOperation<AddOperator>.Instance,
        BinaryOperation<DivideOperator>.Instance,
        BinaryOperation<HuberErrorOperator>.Instance,
        BinaryOperation<MaximumOperator>.Instance,
        BinaryOperation<MinimumOperator>.Instance,
        BinaryOperation<MultiplyOperator>.Instance,
        BinaryOperation<PReluOperator>.Instance,
        BinaryOperation<SigmoidCrossEntropyOperator>.Instance,
        BinaryOperation<SquaredErrorOperator>.Instance,
        BinaryOperation<SubtractOperator>.Instance,
    ];
}
