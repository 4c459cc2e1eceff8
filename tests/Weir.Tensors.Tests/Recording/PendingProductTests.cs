namespace Weir.Tensors.Tests.Recording;

/// <summary>A weight's gradient that waits as a product must not be told from one that was worked out at once.</summary>
public sealed class PendingProductTests
{
    private static readonly Shape InputShape = new(4, 3), WeightShape = new(3, 5);

    private readonly RandomStream _random = new(5);
    private readonly Tape _tape = new(TestBackends.Reference);
    private readonly float[] _x, _w;
    private readonly Tensor _weight;

    public PendingProductTests()
    {
        _x = Values.Normal(InputShape, _random);
        _w = Values.Normal(WeightShape, _random);
        _weight = Tensor.Leaf(WeightShape, _w, needsGradient: true);
    }

    /// <summary>Of Σ (x·w)²: 2·xᵀ·(x·w), by plain loops.</summary>
    private float[] Expected()
    {
        double[,] product = new double[4, 5];
        float[] gradient = new float[15];
        for (int n = 0; n < 4; n++)
        {
            for (int j = 0; j < 5; j++)
            {
                for (int i = 0; i < 3; i++)
                    product[n, j] += (double)_x[(n * 3) + i] * _w[(i * 5) + j];
            }
        }

        for (int i = 0; i < 3; i++)
        {
            for (int j = 0; j < 5; j++)
                gradient[(i * 5) + j] = (float)Enumerable.Range(0, 4).Sum(n => 2 * _x[(n * 3) + i] * product[n, j]);
        }

        return gradient;
    }

    private void Pass() => _tape.Backward(_tape.Input(InputShape, _x).Affine(_weight).Square().Sum());

    private void ShouldBeTimes(int times) => Tolerance.SumOf(20).Mistake([.. Expected().Select(g => times * g)], _weight.Gradient())
        .ShouldBeNull();

    [Fact]
    public void It_waits_until_it_is_read()
    {
        Pass();
        _weight.Node.Pending.ShouldNotBeNull();
        ShouldBeTimes(1);
        _weight.Node.Pending.ShouldBeNull();
        ShouldBeTimes(1);
    }

    [Fact]
    public void It_is_worked_out_before_the_next_step_takes_its_memory()
    {
        Pass();
        _tape.Begin();
        for (int i = 0; i < 5; i++)
            _tape.Full(InputShape, float.NaN);
        ShouldBeTimes(1);
    }

    [Fact]
    public void It_adds_up_over_passes_of_one_step_and_of_several()
    {
        Tensor loss = _tape.Input(InputShape, _x).Affine(_weight).Square().Sum();
        _tape.Backward(loss);
        _tape.Backward(loss);
        ShouldBeTimes(2);
        Pass();
        Pass();
        ShouldBeTimes(4);
    }

    [Fact]
    public void It_adds_up_where_a_weight_is_used_twice_in_one_step()
    {
        Tensor first = _tape.Input(InputShape, _x).Affine(_weight).Square().Sum(), second = _tape.Input(InputShape, _x).Affine(_weight)
            .Square().Sum();
        _tape.Backward(first.Add(second));
        ShouldBeTimes(2);
    }

    [Fact]
    public void It_can_be_cleared_while_it_waits()
    {
        Pass();
        _weight.ClearGradient();
        _weight.Gradient().ShouldBeNull();
        Pass();
        ShouldBeTimes(1);
        _weight.ClearGradient();
        _tape.Begin();
        _weight.Gradient().ShouldBeNull();
    }

    [Fact]
    public void Passes_on_two_tapes_add_up()
    {
        Pass();
        Tape other = new(TestBackends.Reference);
        other.Backward(other.Input(InputShape, _x).Affine(_weight).Square().Sum());
        _tape.Begin();
        other.Begin();
        ShouldBeTimes(2);
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public void It_does_not_wait_where_its_factor_is_a_leaf_that_may_move(bool viewed, bool learnt)
    {
        Tensor x = Tensor.Leaf(viewed ? new Shape(3, 4) : InputShape, _x, learnt);
        Tensor bias = _tape.Full(new Shape(5), 0);
        Tensor rows = viewed ? Shaping.Reshape(OnTape(x), InputShape) : x;
        _tape.Backward(rows.Affine(_weight, bias).Square().Sum());
        x.CopyFrom(new float[12]);
        ShouldBeTimes(1);

        // A view of a leaf needs a tape, so it is made the way an operation makes it.
        Tensor OnTape(Tensor leaf) => _tape.Record(ReshapeOperation.Instance, _tape.MakeView(leaf.Shape, leaf.Node), leaf.Node);
    }

    [Fact]
    public void An_input_that_is_a_view_of_data_still_waits()
    {
        _tape.Backward(_tape.Input(new Shape(2, 2, 3), _x).Reshape(InputShape).Affine(_weight).Square().Sum());
        _weight.Node.Pending.ShouldNotBeNull();
        ShouldBeTimes(1);
    }
}
