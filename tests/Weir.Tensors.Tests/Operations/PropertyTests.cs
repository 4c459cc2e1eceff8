using FsCheck;
using FsCheck.Fluent;

namespace Weir.Tensors.Tests.Operations;

/// <summary>Laws that hold for tensors of any shape, tried on random ones by the vector backend.</summary>
public sealed class PropertyTests : IDisposable
{
    private readonly Weir.Tensors.Backends.SimdBackend _backend = Weir.Tensors.Backends.SimdBackend.Create();

    public void Dispose() => _backend.Dispose();

    [Fact]
    public void Transposing_twice_is_the_identity() => Holds((x, random) =>
    {
        int[] order = [.. Enumerable.Range(0, x.Shape.Rank)];
        random.Shuffle(order.AsSpan());
        int[] back = new int[order.Length];
        for (int axis = 0; axis < order.Length; axis++)
            back[order[axis]] = axis;
        Tensor there = x.Transpose(order);
        return Same(x, there.Transpose(back)) && there.Shape.ToArray().SequenceEqual(order.Select(axis => x.Shape[axis]));
    });

    [Fact]
    public void The_sum_of_all_is_the_sum_over_the_axes_in_any_order() => Holds((x, random) =>
    {
        Tensor rest = x;
        while (rest.Shape.Rank > 0)
            rest = rest.Sum(random.NextInteger(rest.Shape.Rank));
        return Tolerance.SumOf(x.Shape.Size).Agree(x.Sum().Item(), rest.Item());
    });

    [Fact]
    public void Slices_of_what_was_joined_are_the_parts() => Holds((x, random) =>
    {
        int axis = random.NextInteger(x.Shape.Rank), length = x.Shape[axis], more = random.NextInteger(4);
        Tensor other = Recent().Full(x.Shape.With(axis, more), 7);
        Tensor joined = Shaping.Concatenate(axis, x, other);
        return Same(x, joined.Slice(axis, 0, length)) && Same(other, joined.Slice(axis, length, more));
    });

    [Fact]
    public void Broadcasting_is_repeating() => Holds((x, random) =>
    {
        int axis = random.NextInteger(x.Shape.Rank);
        if (x.Shape[axis] == 0)
            return true;
        Tensor one = x.Slice(axis, random.NextInteger(x.Shape[axis]), 1);
        Tensor repeated = Shaping.Concatenate(axis, [.. Enumerable.Repeat(one, x.Shape[axis])]);
        return Same(x.Multiply(one), x.Multiply(repeated)) && Same(one.Subtract(x), repeated.Subtract(x));
    });

    [Fact]
    public void Rows_of_a_softmax_add_up_to_1() => Holds((x, _) =>
        x.Shape[^1] == 0 || x.Scale(10).Softmax().Sum(^1).ToArray().All(sum => Math.Abs(sum - 1) < 1e-5));

    [Fact]
    public void The_maximum_is_the_largest_of_the_slices() => Holds((x, random) =>
    {
        int axis = random.NextInteger(x.Shape.Rank);
        if (x.Shape[axis] == 0)
            return true;
        Tensor largest = x.Slice(axis, 0, 1);
        for (int i = 1; i < x.Shape[axis]; i++)
            largest = largest.Maximum(x.Slice(axis, i, 1));
        return Same(largest, x.Max(axis, keepAxis: true));
    });

    private Tape? _tape;

    private Tape Recent() => _tape!;

    private void Holds(Func<Tensor, RandomStream, bool> law) =>
        Prop.ForAll<long>(seed =>
        {
            RandomStream random = new(seed);
            Shape shape = new([.. Enumerable.Range(0, 1 + random.NextInteger(4))
                .Select(_ => random.NextInteger(20) == 0 ? 0 : 1 + random.NextInteger(9))]);
            _tape = new Tape(_backend);
            return law(_tape.Input(shape, Values.Normal(shape, random)), random);
        }).QuickCheckThrowOnFailure();

    private static bool Same(Tensor a, Tensor b) => a.Shape == b.Shape && a.ToArray().SequenceEqual(b.ToArray());
}
